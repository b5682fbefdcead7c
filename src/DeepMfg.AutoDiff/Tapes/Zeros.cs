using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff;

/// <summary>Sets memory to zero as code that goes on with functions wants it.</summary>
/// <remarks>
/// <see cref="Span{T}.Clear"/> leaves the upper halves of the vector registers in use: each call of <see cref="Math.Exp"/> and the like, which the
/// platform takes from C, then waits for hundreds of cycles, until something happens to empty them. Stores of 128 bits leave them alone, of which the
/// compiler would make wider ones where several stand in a row; a method that works with wider ones, and that nothing takes in, empties them at its end.
/// </remarks>
internal static class Zeros
{
    private const int Longer = 256;

    internal static void Write<T>(Span<T> values)
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            values.Clear();
            return;
        }

        ref byte start = ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(values));
        nuint count = (nuint)values.Length * (nuint)Unsafe.SizeOf<T>();
        if (count > Longer) WriteWide(ref start, count);
        else WriteNarrow(ref start, 0, count);
    }

    private static void WriteNarrow(ref byte start, nuint at, nuint count)
    {
        nuint width = (nuint)Vector128<byte>.Count;
        for (; at + width <= count; at += width) Vector128<byte>.Zero.StoreUnsafe(ref start, at);
        for (; at < count; at++) Unsafe.Add(ref start, at) = 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WriteWide(ref byte start, nuint count)
    {
        nuint width = (nuint)Vector256<byte>.Count, at = 0;
        for (; at + width <= count; at += width) Vector256<byte>.Zero.StoreUnsafe(ref start, at);
        WriteNarrow(ref start, at, count);
    }
}
