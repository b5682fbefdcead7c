using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff;

public static partial class Ops
{
    /// <summary>The mean of Huber's loss: <c>½ e²</c> for an error |e| = |xᵢ − tᵢ| up to δ, beyond it <c>δ (|e| − ½ δ)</c> (Huber 1964).</summary>
    /// <param name="predictions">The predictions x.</param>
    /// <param name="targets">The targets t, as many.</param>
    /// <param name="delta">The error δ from which on the loss grows linearly. A constant.</param>
    /// <param name="weights">What each row's terms are multiplied by, before the sum is divided by the number of elements; none: 1.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>The mean; 0 of no elements.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public static T Huber<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, [NoDerivative] T delta, [NoDerivative] ReadOnlySpan<T> weights = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => MeanLoss<T, HuberLoss<T>>.Value(new(delta), predictions, targets, weights);
}

public static partial class Pullbacks
{
    /// <summary>x̄ += w/n ȳ clamp(x − t, −δ, δ), t̄ += w/n ȳ (−clamp(x − t, −δ, δ))</summary>
    /// <param name="terms">What the mean was computed from.</param>
    /// <param name="delta">The error δ from which on the loss grows linearly. A constant.</param>
    /// <param name="yBar">The mean's cotangent.</param>
    /// <param name="predictionsBar">Added to; empty: left out.</param>
    /// <param name="targetsBar">Added to; empty: left out.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    public static void Huber<T>(MeanLossTerms<T> terms, [NoDerivative] T delta, T yBar, Span<T> predictionsBar, Span<T> targetsBar)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => MeanLoss<T, HuberLoss<T>>.Pull(new(delta), terms, yBar, predictionsBar, targetsBar);
}

public static partial class Tangents
{
    /// <summary>ẏ = 1/n Σ w (clamp(x − t, −δ, δ) ẋ + (−clamp(x − t, −δ, δ)) ṫ)</summary>
    /// <param name="terms">What the mean was computed from.</param>
    /// <param name="delta">The error δ from which on the loss grows linearly. A constant.</param>
    /// <param name="predictionsDot">The tangents of the predictions; empty: zero.</param>
    /// <param name="targetsDot">The tangents of the targets; empty: zero.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>The mean's tangent.</returns>
    public static T Huber<T>(MeanLossTerms<T> terms, [NoDerivative] T delta, ReadOnlySpan<T> predictionsDot, ReadOnlySpan<T> targetsDot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => MeanLoss<T, HuberLoss<T>>.Push(new(delta), terms, predictionsDot, targetsDot);
}

/// <summary>½ e² for an error |e| up to δ, beyond it δ (|e| − ½ δ)</summary>
internal readonly struct HuberLoss<T>(T delta) : IElementLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Value(Vector512<T> x, Vector512<T> target)
    {
        Vector512<T> error = Vector512.Abs(x - target), inside = Vector512.Min(error, Vector512.Create(delta));
        return inside * (error - Wide.All<T>(0.5) * inside);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Slope(Vector512<T> x, Vector512<T> target)
    {
        Vector512<T> limit = Vector512.Create(delta);
        return Vector512.Min(Vector512.Max(x - target, -limit), limit);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> TargetSlope(Vector512<T> x, Vector512<T> target) => -Slope(x, target);
}
