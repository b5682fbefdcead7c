using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff;

public static partial class Ops
{
    /// <summary>
    /// The mean of <c>q (tᵢ − xᵢ)</c> where the target is above the prediction, else <c>(1 − q) (xᵢ − tᵢ)</c>: least for the q-quantile (Koenker and
    /// Bassett 1978). Its slope at 0 is 1 − q.
    /// </summary>
    /// <param name="predictions">The predictions x.</param>
    /// <param name="targets">The targets t, as many.</param>
    /// <param name="quantile">The quantile q, between 0 and 1. A constant.</param>
    /// <param name="weights">What each row's terms are multiplied by, before the sum is divided by the number of elements; none: 1.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>The mean; 0 of no elements.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public static T QuantileLoss<T>(
        ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, [NoDerivative] T quantile, [NoDerivative] ReadOnlySpan<T> weights = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => MeanLoss<T, QuantileLossOf<T>>.Value(new(quantile), predictions, targets, weights);
}

public static partial class Pullbacks
{
    /// <summary>x̄ += w/n ȳ (x ≥ t ? 1 − q : −q), t̄ += w/n ȳ (−(x ≥ t ? 1 − q : −q))</summary>
    /// <param name="terms">What the mean was computed from.</param>
    /// <param name="quantile">The quantile q, between 0 and 1. A constant.</param>
    /// <param name="yBar">The mean's cotangent.</param>
    /// <param name="predictionsBar">Added to; empty: left out.</param>
    /// <param name="targetsBar">Added to; empty: left out.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    public static void QuantileLoss<T>(MeanLossTerms<T> terms, [NoDerivative] T quantile, T yBar, Span<T> predictionsBar, Span<T> targetsBar)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => MeanLoss<T, QuantileLossOf<T>>.Pull(new(quantile), terms, yBar, predictionsBar, targetsBar);
}

public static partial class Tangents
{
    /// <summary>ẏ = 1/n Σ w ((x ≥ t ? 1 − q : −q) ẋ + (−(x ≥ t ? 1 − q : −q)) ṫ)</summary>
    /// <param name="terms">What the mean was computed from.</param>
    /// <param name="quantile">The quantile q, between 0 and 1. A constant.</param>
    /// <param name="predictionsDot">The tangents of the predictions; empty: zero.</param>
    /// <param name="targetsDot">The tangents of the targets; empty: zero.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>The mean's tangent.</returns>
    public static T QuantileLoss<T>(MeanLossTerms<T> terms, [NoDerivative] T quantile, ReadOnlySpan<T> predictionsDot, ReadOnlySpan<T> targetsDot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => MeanLoss<T, QuantileLossOf<T>>.Push(new(quantile), terms, predictionsDot, targetsDot);
}

/// <summary>q (t − x) where the target is above, else (1 − q) (x − t)</summary>
internal readonly struct QuantileLossOf<T>(T quantile) : IElementLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Value(Vector512<T> x, Vector512<T> target) => Vector512.Max((target - x) * quantile, (x - target) * (T.One - quantile));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Slope(Vector512<T> x, Vector512<T> target) =>
        Vector512.ConditionalSelect(Vector512.LessThan(x, target), Vector512.Create(-quantile), Vector512.Create(T.One - quantile));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> TargetSlope(Vector512<T> x, Vector512<T> target) => -Slope(x, target);
}
