using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff;

public static partial class Ops
{
    /// <summary>Of each row, <c>yᵢ = e^xᵢ / Σ e^xⱼ</c>: numbers from 0 to 1 that add up to 1.</summary>
    /// <param name="x">Rows of logits.</param>
    /// <param name="width">How many a row has.</param>
    /// <param name="destination">Overwritten; as long as <paramref name="x"/>, and may be the same memory.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">The lengths do not fit, or the spans overlap without being the same.</exception>
    public static void Softmax<T>(ReadOnlySpan<T> x, int width, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = Checks.Rows(x, width, nameof(x));
        Checks.Length<T>(destination, x.Length, nameof(destination));
        Checks.ApartOrSame(destination, x, nameof(destination));
        for (int row = 0; row < rows; row++)
        {
            SoftmaxRow<T>.Fill(x.Slice(row * width, width), destination.Slice(row * width, width));
        }
    }
}

public static partial class Pullbacks
{
    /// <summary>Of each row, x̄ += y (ȳ − Σ yⱼ ȳⱼ).</summary>
    /// <param name="y">The values.</param>
    /// <param name="width">How many a row has.</param>
    /// <param name="yBar">The values' cotangents.</param>
    /// <param name="xBar">Added to.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    public static void Softmax<T>(ReadOnlySpan<T> y, int width, ReadOnlySpan<T> yBar, Span<T> xBar)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = Checks.Rows(y, width, nameof(y));
        Checks.Length(yBar, y.Length, nameof(yBar));
        Checks.Length<T>(xBar, y.Length, nameof(xBar));
        Checks.Apart(xBar, y, nameof(xBar));
        Checks.Apart(xBar, yBar, nameof(xBar));
        for (int from = 0; from < rows * width; from += width)
        {
            SoftmaxRow<T>.Differentiate(y.Slice(from, width), yBar.Slice(from, width), xBar.Slice(from, width), adds: true);
        }
    }
}

public static partial class Tangents
{
    /// <summary>Of each row, ẏ = y (ẋ − Σ yⱼ ẋⱼ).</summary>
    /// <param name="y">The values.</param>
    /// <param name="width">How many a row has.</param>
    /// <param name="xDot">The arguments' tangents.</param>
    /// <param name="yDot">Overwritten.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    public static void Softmax<T>(ReadOnlySpan<T> y, int width, ReadOnlySpan<T> xDot, Span<T> yDot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = Checks.Rows(y, width, nameof(y));
        Checks.Length(xDot, y.Length, nameof(xDot));
        Checks.Length<T>(yDot, y.Length, nameof(yDot));
        Checks.Apart(yDot, y, nameof(yDot));
        Checks.ApartOrSame(yDot, xDot, nameof(yDot));
        for (int from = 0; from < rows * width; from += width)
        {
            SoftmaxRow<T>.Differentiate(y.Slice(from, width), xDot.Slice(from, width), yDot.Slice(from, width), adds: false);
        }
    }
}

/// <summary>One row of a softmax, whose Jacobian is symmetric: tangent and pullback are one formula.</summary>
internal static class SoftmaxRow<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Fill(ReadOnlySpan<T> x, Span<T> y)
    {
        T largest = RowSums<T>.Max(x);
        Vector512<T> shift = Vector512.Create(largest);
        for (int i = 0; i < x.Length; i += Vector512<T>.Count)
        {
            Wide.Store(Elementary.Exp(Wide.Load(x, i) - shift), y, i);
        }

        Vector512<T> sum = Vector512.Create(T.CreateTruncating(RowSums<T>.Sum(y)));
        for (int i = 0; i < x.Length; i += Vector512<T>.Count)
        {
            Wide.Store(Wide.Load<T>(y, i) / sum, y, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Differentiate(ReadOnlySpan<T> y, ReadOnlySpan<T> given, Span<T> result, bool adds)
    {
        Vector512<T> mean = Vector512.Create(T.CreateTruncating(RowSums<T>.Dot(y, given)));
        for (int i = 0; i < y.Length; i += Vector512<T>.Count)
        {
            Vector512<T> product = Wide.Product(Wide.Load(y, i), Wide.Load(given, i) - mean);
            Wide.Store(adds ? Wide.Load<T>(result, i) + product : product, result, i);
        }
    }
}
