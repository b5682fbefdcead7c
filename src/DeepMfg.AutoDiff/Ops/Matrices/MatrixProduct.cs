using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff;

/// <summary>
/// <c>C += A B</c>. Each element is a chain of fused multiplications in the order of the inner index, however the matrices are cut into tiles:
/// so the bits are the same on every machine, and those of a plain loop with <see cref="Math.FusedMultiplyAdd(double, double, double)"/>.
/// </summary>
/// <remarks>B goes through the first cache a panel of one or two vectors at a time; a tile of four rows and a panel's columns stays in registers.</remarks>
internal static class MatrixProduct<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int PanelInner = 256;

    /// <summary>Rows from which on a panel is read often enough to be copied to where it lies densely.</summary>
    private const int RowsWorthACopy = 16;

    /// <summary>A tile of two vectors a row needs more registers than AVX2 has.</summary>
    private static int PanelColumns => Vector512.IsHardwareAccelerated ? 2 * Vector512<T>.Count : Vector512<T>.Count;

    internal static void Add(Matrix<T> a, Matrix<T> b, Span<T> c, ProductShape shape)
    {
        if (shape.Rows == 0 || shape.Columns == 0 || shape.Inner == 0)
        {
            return;
        }

        if (shape.Columns == 1)
        {
            ColumnProduct<T>.Add(a, b, c[..shape.Rows], shape.Inner);
            return;
        }

        using Tape tape = Tape.Open();
        int panel = PanelColumns;
        Span<T> copy = tape.Reserve<T>(Math.Min(PanelInner, shape.Inner) * panel), edge = tape.Reserve<T>(TileKernels<T>.Rows * panel);
        for (int start = 0; start < shape.Inner; start += PanelInner)
        {
            int inner = Math.Min(PanelInner, shape.Inner - start);
            for (int column = 0; column < shape.Columns; column += panel)
            {
                int columns = Math.Min(panel, shape.Columns - column);
                var part = new Matrix<T>(b.Values[(start * b.RowStride + column * b.ColumnStride)..], b.RowStride, b.ColumnStride);
                Matrix<T> dense = IsDense(part, columns, shape.Rows) ? part : Pack(part, copy, inner, columns);
                var left = new Matrix<T>(a.Values[(start * a.ColumnStride)..], a.RowStride, a.ColumnStride);
                Columns(left, dense, new Target<T>(c[column..], shape.Columns, edge), new ProductShape(shape.Rows, inner, columns));
            }
        }
    }

    private static bool IsDense(Matrix<T> panel, int columns, int rows) =>
        panel.ColumnStride == 1 && columns % Vector512<T>.Count == 0 && (panel.RowStride == columns || rows < RowsWorthACopy);

    /// <summary>Copies a panel row by row, with zeros up to a whole number of vectors.</summary>
    private static Matrix<T> Pack(Matrix<T> panel, Span<T> copy, int inner, int columns)
    {
        int width = (columns + Vector512<T>.Count - 1) / Vector512<T>.Count * Vector512<T>.Count;
        copy = copy[..(inner * width)];
        if (columns < width)
        {
            copy.Clear();
        }

        if (panel.ColumnStride == 1)
        {
            for (int k = 0; k < inner; k++)
            {
                panel.Values.Slice(k * panel.RowStride, columns).CopyTo(copy[(k * width)..]);
            }
        }
        else
        {
            for (int j = 0; j < columns; j++)
            {
                ReadOnlySpan<T> column = panel.Values.Slice(j * panel.ColumnStride, (inner - 1) * panel.RowStride + 1);
                for (int k = 0, to = j; k < inner; k++, to += width)
                {
                    copy[to] = column[k * panel.RowStride];
                }
            }
        }

        return new Matrix<T>(copy, width, 1);
    }

    /// <summary>All rows of A times one panel.</summary>
    private static void Columns(Matrix<T> a, Matrix<T> panel, Target<T> target, ProductShape shape)
    {
        bool whole = shape.Columns % Vector512<T>.Count == 0;
        int row = 0;
        while (row < shape.Rows)
        {
            int rows = shape.Rows - row >= TileKernels<T>.Rows ? TileKernels<T>.Rows : 1;
            Span<T> c = target.Values[(row * target.Stride)..];
            if (whole)
            {
                Multiply(a, panel, new Target<T>(c, target.Stride, default), shape with { Rows = rows }, row);
            }
            else
            {
                int width = panel.RowStride;
                CopyRows(c, target.Stride, target.Edge, width, rows, shape.Columns);
                Multiply(a, panel, new Target<T>(target.Edge, width, default), new ProductShape(rows, shape.Inner, width), row);
                CopyRows(target.Edge, width, c, target.Stride, rows, shape.Columns);
            }

            row += rows;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Multiply(Matrix<T> a, Matrix<T> panel, Target<T> target, ProductShape shape, int row)
    {
        var tile = new Tile<T>
        {
            A = ref Unsafe.Add(ref MemoryMarshal.GetReference(a.Values), row * a.RowStride),
            B = ref MemoryMarshal.GetReference(panel.Values),
            C = ref MemoryMarshal.GetReference(target.Values),
            RowOfA = a.RowStride,
            StepOfA = a.ColumnStride,
            StepOfB = panel.RowStride,
            RowOfC = target.Stride,
            Inner = shape.Inner,
        };
        TileKernels<T>.Run(tile, shape.Rows, shape.Columns);
    }

    private static void CopyRows(ReadOnlySpan<T> from, int fromStride, Span<T> to, int toStride, int rows, int columns)
    {
        for (int i = 0; i < rows; i++)
        {
            from.Slice(i * fromStride, columns).CopyTo(to[(i * toStride)..]);
        }
    }
}

/// <summary>Where a product goes: rows of C, and room for a tile that ends beyond its columns.</summary>
internal readonly ref struct Target<T>(Span<T> values, int stride, Span<T> edge)
{
    internal Span<T> Values { get; } = values;

    internal int Stride { get; } = stride;

    internal Span<T> Edge { get; } = edge;
}
