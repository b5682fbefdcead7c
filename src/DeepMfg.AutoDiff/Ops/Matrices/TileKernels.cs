using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff;

/// <summary>A tile of C, and what is multiplied for it.</summary>
internal ref struct Tile<T>
{
    internal ref T A;
    internal ref T B;
    internal ref T C;
    internal nint RowOfA;
    internal nint StepOfA;
    internal nint StepOfB;
    internal nint RowOfC;
    internal int Inner;
}

/// <summary>The innermost loops of a product: four rows or one, by two vectors of columns or one, all in registers.</summary>
internal static class TileKernels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal const int Rows = 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Run(Tile<T> tile, int rows, int columns)
    {
        bool two = columns == 2 * Vector512<T>.Count;
        Debug.Assert((two || columns == Vector512<T>.Count) && rows is 1 or Rows, "A tile is as wide and high as its kernel.");
        if (rows == Rows && two)
        {
            FourByTwo(tile);
        }
        else if (rows == Rows)
        {
            FourByOne(tile);
        }
        else if (two)
        {
            OneByTwo(tile);
        }
        else
        {
            OneByOne(tile);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourByTwo(Tile<T> tile)
    {
        ref T a = ref tile.A, b = ref tile.B, c = ref tile.C;
        nint row = tile.RowOfA, stepOfA = tile.StepOfA, stepOfB = tile.StepOfB, rowOfC = tile.RowOfC;
        nuint width = (nuint)Vector512<T>.Count;
        ref T c1 = ref Unsafe.Add(ref c, rowOfC), c2 = ref Unsafe.Add(ref c1, rowOfC), c3 = ref Unsafe.Add(ref c2, rowOfC);
        Vector512<T> r00 = Vector512.LoadUnsafe(ref c), r01 = Vector512.LoadUnsafe(ref c, width);
        Vector512<T> r10 = Vector512.LoadUnsafe(ref c1), r11 = Vector512.LoadUnsafe(ref c1, width);
        Vector512<T> r20 = Vector512.LoadUnsafe(ref c2), r21 = Vector512.LoadUnsafe(ref c2, width);
        Vector512<T> r30 = Vector512.LoadUnsafe(ref c3), r31 = Vector512.LoadUnsafe(ref c3, width);
        for (int k = tile.Inner; k > 0; k--)
        {
            Vector512<T> b0 = Vector512.LoadUnsafe(ref b), b1 = Vector512.LoadUnsafe(ref b, width);
            Vector512<T> factor = Vector512.Create(a);
            r00 = Wide.MultiplyAdd(factor, b0, r00);
            r01 = Wide.MultiplyAdd(factor, b1, r01);
            factor = Vector512.Create(Unsafe.Add(ref a, row));
            r10 = Wide.MultiplyAdd(factor, b0, r10);
            r11 = Wide.MultiplyAdd(factor, b1, r11);
            factor = Vector512.Create(Unsafe.Add(ref a, 2 * row));
            r20 = Wide.MultiplyAdd(factor, b0, r20);
            r21 = Wide.MultiplyAdd(factor, b1, r21);
            factor = Vector512.Create(Unsafe.Add(ref a, 3 * row));
            r30 = Wide.MultiplyAdd(factor, b0, r30);
            r31 = Wide.MultiplyAdd(factor, b1, r31);
            a = ref Unsafe.Add(ref a, stepOfA);
            b = ref Unsafe.Add(ref b, stepOfB);
        }

        r00.StoreUnsafe(ref c);
        r01.StoreUnsafe(ref c, width);
        r10.StoreUnsafe(ref c1);
        r11.StoreUnsafe(ref c1, width);
        r20.StoreUnsafe(ref c2);
        r21.StoreUnsafe(ref c2, width);
        r30.StoreUnsafe(ref c3);
        r31.StoreUnsafe(ref c3, width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourByOne(Tile<T> tile)
    {
        ref T a = ref tile.A, b = ref tile.B, c = ref tile.C;
        nint row = tile.RowOfA, stepOfA = tile.StepOfA, stepOfB = tile.StepOfB, rowOfC = tile.RowOfC;
        ref T c1 = ref Unsafe.Add(ref c, rowOfC), c2 = ref Unsafe.Add(ref c1, rowOfC), c3 = ref Unsafe.Add(ref c2, rowOfC);
        Vector512<T> r0 = Vector512.LoadUnsafe(ref c), r1 = Vector512.LoadUnsafe(ref c1);
        Vector512<T> r2 = Vector512.LoadUnsafe(ref c2), r3 = Vector512.LoadUnsafe(ref c3);
        for (int k = tile.Inner; k > 0; k--)
        {
            Vector512<T> columns = Vector512.LoadUnsafe(ref b);
            r0 = Wide.MultiplyAdd(Vector512.Create(a), columns, r0);
            r1 = Wide.MultiplyAdd(Vector512.Create(Unsafe.Add(ref a, row)), columns, r1);
            r2 = Wide.MultiplyAdd(Vector512.Create(Unsafe.Add(ref a, 2 * row)), columns, r2);
            r3 = Wide.MultiplyAdd(Vector512.Create(Unsafe.Add(ref a, 3 * row)), columns, r3);
            a = ref Unsafe.Add(ref a, stepOfA);
            b = ref Unsafe.Add(ref b, stepOfB);
        }

        r0.StoreUnsafe(ref c);
        r1.StoreUnsafe(ref c1);
        r2.StoreUnsafe(ref c2);
        r3.StoreUnsafe(ref c3);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneByTwo(Tile<T> tile)
    {
        ref T a = ref tile.A, b = ref tile.B, c = ref tile.C;
        nint stepOfA = tile.StepOfA, stepOfB = tile.StepOfB;
        nuint width = (nuint)Vector512<T>.Count;
        Vector512<T> r0 = Vector512.LoadUnsafe(ref c), r1 = Vector512.LoadUnsafe(ref c, width);
        for (int k = tile.Inner; k > 0; k--)
        {
            Vector512<T> factor = Vector512.Create(a);
            r0 = Wide.MultiplyAdd(factor, Vector512.LoadUnsafe(ref b), r0);
            r1 = Wide.MultiplyAdd(factor, Vector512.LoadUnsafe(ref b, width), r1);
            a = ref Unsafe.Add(ref a, stepOfA);
            b = ref Unsafe.Add(ref b, stepOfB);
        }

        r0.StoreUnsafe(ref c);
        r1.StoreUnsafe(ref c, width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneByOne(Tile<T> tile)
    {
        ref T a = ref tile.A, b = ref tile.B, c = ref tile.C;
        nint stepOfA = tile.StepOfA, stepOfB = tile.StepOfB;
        Vector512<T> sum = Vector512.LoadUnsafe(ref c);
        for (int k = tile.Inner; k > 0; k--)
        {
            sum = Wide.MultiplyAdd(Vector512.Create(a), Vector512.LoadUnsafe(ref b), sum);
            a = ref Unsafe.Add(ref a, stepOfA);
            b = ref Unsafe.Add(ref b, stepOfB);
        }

        sum.StoreUnsafe(ref c);
    }
}
