using System.Numerics;

namespace DeepMfg.AutoDiff;

public static partial class Ops
{
    /// <summary>The matrix product <c>C = A B</c> of row-major matrices.</summary>
    /// <remarks>Each element is a chain of fused multiplications in the order of the inner index: the same bits on every machine.</remarks>
    /// <param name="a">A: rows × inner; inner × rows where it is transposed.</param>
    /// <param name="b">B: inner × columns; columns × inner where it is transposed.</param>
    /// <param name="destination">Overwritten with C: rows × columns.</param>
    /// <param name="inner">The size that A and B share; the others follow from the lengths.</param>
    /// <param name="transposed">Which factors lie in memory with rows and columns exchanged.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">The lengths do not fit, or the destination overlaps a factor.</exception>
    public static void MatMul<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> destination, int inner, Transposed transposed = Transposed.None)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ProductShape shape = Products.Shape(a, b, destination, inner);
        destination.Clear();
        MatrixProduct<T>.Add(Products.Left(a, shape, transposed), Products.Right(b, shape, transposed), destination, shape);
    }

    /// <summary>The matrix product added to what is there: <c>C += A B</c>.</summary>
    /// <param name="a">A: rows × inner; inner × rows where it is transposed.</param>
    /// <param name="b">B: inner × columns; columns × inner where it is transposed.</param>
    /// <param name="destination">C: rows × columns, added to.</param>
    /// <param name="inner">The size that A and B share; the others follow from the lengths.</param>
    /// <param name="transposed">Which factors lie in memory with rows and columns exchanged.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">The lengths do not fit, or the destination overlaps a factor.</exception>
    public static void MatMulAdd<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> destination, int inner, Transposed transposed = Transposed.None)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ProductShape shape = Products.Shape(a, b, destination, inner);
        MatrixProduct<T>.Add(Products.Left(a, shape, transposed), Products.Right(b, shape, transposed), destination, shape);
    }
}

public static partial class Pullbacks
{
    /// <summary>Ā += C̄ Bᵀ, of <c>C = A B</c> and of <c>C += A B</c>.</summary>
    /// <param name="b">The factor B.</param>
    /// <param name="destinationBar">C̄.</param>
    /// <param name="aBar">Ā, which lies in memory as A does; added to.</param>
    /// <param name="inner">The size that A and B share.</param>
    /// <param name="transposed">Which factors lie in memory with rows and columns exchanged.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    public static void MatMulLeft<T>(ReadOnlySpan<T> b, ReadOnlySpan<T> destinationBar, Span<T> aBar, int inner, Transposed transposed = Transposed.None)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ProductShape shape = Products.Shape(aBar, b, destinationBar, inner);
        Checks.Apart(aBar, b, nameof(aBar));
        Checks.Apart(aBar, destinationBar, nameof(aBar));
        Matrix<T> right = Products.Right(b, shape, transposed), bar = new(destinationBar, shape.Columns, 1);
        if (transposed is Transposed.Left or Transposed.Both)
        {
            ChainProduct<T>.Add(right, bar.Transpose, aBar, new ProductShape(inner, shape.Columns, shape.Rows));
        }
        else
        {
            ChainProduct<T>.Add(bar, right.Transpose, aBar, new ProductShape(shape.Rows, shape.Columns, inner));
        }
    }

    /// <summary>B̄ += Aᵀ C̄, of <c>C = A B</c> and of <c>C += A B</c>.</summary>
    /// <param name="a">The factor A.</param>
    /// <param name="destinationBar">C̄.</param>
    /// <param name="bBar">B̄, which lies in memory as B does; added to.</param>
    /// <param name="inner">The size that A and B share.</param>
    /// <param name="transposed">Which factors lie in memory with rows and columns exchanged.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    public static void MatMulRight<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> destinationBar, Span<T> bBar, int inner, Transposed transposed = Transposed.None)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ProductShape shape = Products.Shape(a, bBar, destinationBar, inner);
        Checks.Apart(bBar, a, nameof(bBar));
        Checks.Apart(bBar, destinationBar, nameof(bBar));
        Matrix<T> left = Products.Left(a, shape, transposed), bar = new(destinationBar, shape.Columns, 1);
        if (transposed is Transposed.Right or Transposed.Both)
        {
            ChainProduct<T>.Add(bar.Transpose, left, bBar, new ProductShape(shape.Columns, shape.Rows, inner));
        }
        else
        {
            ChainProduct<T>.Add(left.Transpose, bar, bBar, new ProductShape(inner, shape.Rows, shape.Columns));
        }
    }
}

public static partial class Tangents
{
    /// <summary>Ċ += A B where one of both is a tangent; the tangent of a product is two of these, Ȧ B + A Ḃ.</summary>
    /// <param name="a">A or its tangent.</param>
    /// <param name="b">B or its tangent.</param>
    /// <param name="destinationDot">Ċ, added to.</param>
    /// <param name="inner">The size that A and B share.</param>
    /// <param name="transposed">Which factors lie in memory with rows and columns exchanged.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    public static void MatMulAdd<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> destinationDot, int inner, Transposed transposed = Transposed.None)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ProductShape shape = Products.Shape(a, b, destinationDot, inner);
        Checks.Apart(destinationDot, a, nameof(destinationDot));
        Checks.Apart(destinationDot, b, nameof(destinationDot));
        ChainProduct<T>.Add(Products.Left(a, shape, transposed), Products.Right(b, shape, transposed), destinationDot, shape);
    }
}
