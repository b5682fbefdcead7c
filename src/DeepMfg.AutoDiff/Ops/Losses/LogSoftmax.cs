using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff;

public static partial class Ops
{
    /// <summary>Of each row, <c>yᵢ = xᵢ − log Σ e^xⱼ</c>: the logarithms of <c>Softmax</c>, also where that is nearly zero.</summary>
    /// <param name="x">Rows of logits.</param>
    /// <param name="width">How many a row has.</param>
    /// <param name="destination">Overwritten; as long as <paramref name="x"/>, and may be the same memory.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">The lengths do not fit, or the spans overlap without being the same.</exception>
    public static void LogSoftmax<T>(ReadOnlySpan<T> x, int width, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = Checks.Rows(x, width, nameof(x));
        Checks.Length<T>(destination, x.Length, nameof(destination));
        Checks.ApartOrSame(destination, x, nameof(destination));
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<T> logits = x.Slice(row * width, width);
            LogSoftmaxRow<T>.Subtract(logits, RowSums<T>.LogSumExp(logits), destination.Slice(row * width, width));
        }
    }
}

public static partial class Pullbacks
{
    /// <summary>Of each row, x̄ += ȳ − eʸ Σ ȳⱼ.</summary>
    /// <param name="y">The values.</param>
    /// <param name="width">How many a row has.</param>
    /// <param name="yBar">The values' cotangents.</param>
    /// <param name="xBar">Added to.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    public static void LogSoftmax<T>(ReadOnlySpan<T> y, int width, ReadOnlySpan<T> yBar, Span<T> xBar)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = Checks.Rows(y, width, nameof(y));
        Checks.Length(yBar, y.Length, nameof(yBar));
        Checks.Length<T>(xBar, y.Length, nameof(xBar));
        Checks.Apart(xBar, y, nameof(xBar));
        Checks.Apart(xBar, yBar, nameof(xBar));
        for (int from = 0; from < rows * width; from += width)
        {
            Span<T> result = xBar.Slice(from, width);
            ReadOnlySpan<T> bars = yBar.Slice(from, width);
            LogSoftmaxRow<T>.Add(bars, result);
            RowSums<T>.AddExponentials(y.Slice(from, width), T.Zero, T.CreateTruncating(-RowSums<T>.Sum(bars)), result);
        }
    }
}

public static partial class Tangents
{
    /// <summary>Of each row, ẏ = ẋ − Σ e^yⱼ ẋⱼ.</summary>
    /// <param name="y">The values.</param>
    /// <param name="width">How many a row has.</param>
    /// <param name="xDot">The arguments' tangents.</param>
    /// <param name="yDot">Overwritten.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    public static void LogSoftmax<T>(ReadOnlySpan<T> y, int width, ReadOnlySpan<T> xDot, Span<T> yDot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = Checks.Rows(y, width, nameof(y));
        Checks.Length(xDot, y.Length, nameof(xDot));
        Checks.Length<T>(yDot, y.Length, nameof(yDot));
        Checks.Apart(yDot, y, nameof(yDot));
        Checks.ApartOrSame(yDot, xDot, nameof(yDot));
        for (int from = 0; from < rows * width; from += width)
        {
            ReadOnlySpan<T> tangents = xDot.Slice(from, width);
            T mean = T.CreateTruncating(RowSums<T>.DotOfExponentials(y.Slice(from, width), T.Zero, tangents));
            LogSoftmaxRow<T>.Subtract(tangents, mean, yDot.Slice(from, width));
        }
    }
}

/// <summary>The plain loops over one row.</summary>
internal static class LogSoftmaxRow<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Subtract(ReadOnlySpan<T> x, T shift, Span<T> y)
    {
        Vector512<T> offset = Vector512.Create(shift);
        for (int i = 0; i < x.Length; i += Vector512<T>.Count)
        {
            Wide.Store(Wide.Load(x, i) - offset, y, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Add(ReadOnlySpan<T> x, Span<T> y)
    {
        for (int i = 0; i < x.Length; i += Vector512<T>.Count)
        {
            Wide.Store(Wide.Load<T>(y, i) + Wide.Load(x, i), y, i);
        }
    }
}
