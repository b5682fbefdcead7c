using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff;

public static partial class Ops
{
    /// <summary>The mean of <c>log(1 + e^xᵢ) − tᵢ xᵢ</c>: the cross-entropy of two classes, from logits.</summary>
    /// <param name="logits">The logits x, before the logistic function σ.</param>
    /// <param name="targets">The targets t, from 0 to 1; as many.</param>
    /// <param name="weights">What each row's terms are multiplied by, before the sum is divided by the number of elements; none: 1.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>The mean; 0 of no elements.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public static T BinaryCrossEntropy<T>(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, [NoDerivative] ReadOnlySpan<T> weights = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => MeanLoss<T, BinaryCrossEntropyLoss<T>>.Value(default, logits, targets, weights);
}

public static partial class Pullbacks
{
    /// <summary>x̄ += w/n ȳ (σ(x) − t), t̄ += w/n ȳ (−x)</summary>
    /// <param name="terms">What the mean was computed from.</param>
    /// <param name="yBar">The mean's cotangent.</param>
    /// <param name="logitsBar">Added to; empty: left out.</param>
    /// <param name="targetsBar">Added to; empty: left out.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    public static void BinaryCrossEntropy<T>(MeanLossTerms<T> terms, T yBar, Span<T> logitsBar, Span<T> targetsBar)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => MeanLoss<T, BinaryCrossEntropyLoss<T>>.Pull(default, terms, yBar, logitsBar, targetsBar);
}

public static partial class Tangents
{
    /// <summary>ẏ = 1/n Σ w ((σ(x) − t) ẋ + (−x) ṫ)</summary>
    /// <param name="terms">What the mean was computed from.</param>
    /// <param name="logitsDot">The tangents of the predictions; empty: zero.</param>
    /// <param name="targetsDot">The tangents of the targets; empty: zero.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>The mean's tangent.</returns>
    public static T BinaryCrossEntropy<T>(MeanLossTerms<T> terms, ReadOnlySpan<T> logitsDot, ReadOnlySpan<T> targetsDot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => MeanLoss<T, BinaryCrossEntropyLoss<T>>.Push(default, terms, logitsDot, targetsDot);
}

/// <summary>log(1 + eˣ) − t x</summary>
internal readonly struct BinaryCrossEntropyLoss<T> : IElementLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Value(Vector512<T> x, Vector512<T> target) =>
        Vector512.Max(x, Vector512<T>.Zero) + Elementary.LogP1(Elementary.Decay(x)) - Wide.Product(target, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Slope(Vector512<T> x, Vector512<T> target) => Elementary.Sigmoid(x, Elementary.Decay(x)) - target;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> TargetSlope(Vector512<T> x, Vector512<T> target) => -x;
}
