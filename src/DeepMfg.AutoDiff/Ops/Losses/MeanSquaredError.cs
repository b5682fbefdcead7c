using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff;

public static partial class Ops
{
    /// <summary>The mean of <c>(xᵢ − tᵢ)²</c>.</summary>
    /// <param name="predictions">The predictions x.</param>
    /// <param name="targets">The targets t, as many.</param>
    /// <param name="weights">What each row's terms are multiplied by, before the sum is divided by the number of elements; none: 1.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>The mean; 0 of no elements.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public static T MeanSquaredError<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, [NoDerivative] ReadOnlySpan<T> weights = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => MeanLoss<T, MeanSquaredErrorLoss<T>>.Value(default, predictions, targets, weights);
}

public static partial class Pullbacks
{
    /// <summary>x̄ += w/n ȳ 2 (x − t), t̄ += w/n ȳ (−2 (x − t))</summary>
    /// <param name="terms">What the mean was computed from.</param>
    /// <param name="yBar">The mean's cotangent.</param>
    /// <param name="predictionsBar">Added to; empty: left out.</param>
    /// <param name="targetsBar">Added to; empty: left out.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    public static void MeanSquaredError<T>(MeanLossTerms<T> terms, T yBar, Span<T> predictionsBar, Span<T> targetsBar)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => MeanLoss<T, MeanSquaredErrorLoss<T>>.Pull(default, terms, yBar, predictionsBar, targetsBar);
}

public static partial class Tangents
{
    /// <summary>ẏ = 1/n Σ w (2 (x − t) ẋ + (−2 (x − t)) ṫ)</summary>
    /// <param name="terms">What the mean was computed from.</param>
    /// <param name="predictionsDot">The tangents of the predictions; empty: zero.</param>
    /// <param name="targetsDot">The tangents of the targets; empty: zero.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>The mean's tangent.</returns>
    public static T MeanSquaredError<T>(MeanLossTerms<T> terms, ReadOnlySpan<T> predictionsDot, ReadOnlySpan<T> targetsDot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => MeanLoss<T, MeanSquaredErrorLoss<T>>.Push(default, terms, predictionsDot, targetsDot);
}

/// <summary>(x − t)²</summary>
internal readonly struct MeanSquaredErrorLoss<T> : IElementLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Value(Vector512<T> x, Vector512<T> target)
    {
        Vector512<T> error = x - target;
        return error * error;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Slope(Vector512<T> x, Vector512<T> target) => Wide.All<T>(2) * (x - target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> TargetSlope(Vector512<T> x, Vector512<T> target) => -Slope(x, target);
}
