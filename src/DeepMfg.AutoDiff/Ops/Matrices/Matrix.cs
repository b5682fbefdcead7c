namespace DeepMfg.AutoDiff;

/// <summary>A matrix in memory: elements (i, j) at i times one stride and j times another.</summary>
internal readonly ref struct Matrix<T>(ReadOnlySpan<T> values, int rowStride, int columnStride)
{
    internal ReadOnlySpan<T> Values { get; } = values;

    internal int RowStride { get; } = rowStride;

    internal int ColumnStride { get; } = columnStride;

    /// <summary>The same elements with rows and columns exchanged.</summary>
    internal Matrix<T> Transpose => new(Values, ColumnStride, RowStride);

    /// <summary>A matrix of so many rows and columns, or the transpose of one that lies in memory.</summary>
    internal static Matrix<T> Of(ReadOnlySpan<T> values, int rows, int columns, bool transposed) =>
        transposed ? new(values, 1, rows) : new(values, columns, 1);
}

/// <summary>The sizes of a product: rows × inner times inner × columns.</summary>
internal readonly record struct ProductShape(int Rows, int Inner, int Columns);
