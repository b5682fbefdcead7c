namespace DeepMfg.AutoDiff;

/// <summary>The sizes of products, from the lengths of what is multiplied.</summary>
internal static class Products
{
    internal static ProductShape Shape<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> destination, int inner)
    {
        ProductShape shape = Shape(a, b, (ReadOnlySpan<T>)destination, inner);
        Checks.Apart(destination, a, nameof(destination));
        Checks.Apart(destination, b, nameof(destination));
        return shape;
    }

    internal static ProductShape Shape<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> destination, int inner)
    {
        if (inner == 0 && a.IsEmpty && b.IsEmpty)
        {
            return new ProductShape(destination.Length, 0, 1);
        }

        int rows = Checks.Rows(a, inner, nameof(a)), columns = Checks.Rows(b, inner, nameof(b));
        if ((long)rows * columns != destination.Length)
        {
            Checks.ThrowShape($"A product of {rows} × {inner} and {inner} × {columns} does not fit {destination.Length} elements.", nameof(destination));
        }

        return new ProductShape(rows, inner, columns);
    }

    internal static Matrix<T> Left<T>(ReadOnlySpan<T> a, ProductShape shape, Transposed transposed) =>
        Matrix<T>.Of(a, shape.Rows, shape.Inner, transposed is Transposed.Left or Transposed.Both);

    internal static Matrix<T> Right<T>(ReadOnlySpan<T> b, ProductShape shape, Transposed transposed) =>
        Matrix<T>.Of(b, shape.Inner, shape.Columns, transposed is Transposed.Right or Transposed.Both);
}
