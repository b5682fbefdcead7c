using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff.Optimization.Transformations;

/// <summary>Averages the updates of the steps so far. <see cref="Optimizers.ExponentialMovingAverage"/> makes it.</summary>
/// <param name="Decay">How much of the average stays at each step.</param>
/// <param name="Debias">Whether to correct for the average's start at zero.</param>
public readonly record struct ExponentialMovingAverage(double Decay, bool Debias) : IFusedTransformation
{
    /// <summary>How much of the average stays at each step.</summary>
    public double Decay { get; } = Settings.Decay(Decay);

    static string IFusedTransformation.Name => nameof(ExponentialMovingAverage);

    static int IFusedTransformation.Slots => 1;

    static int IFusedTransformation.Coefficients => 3;

    int IFusedTransformation.Counters => 1;

    /// <inheritdoc/>
    public Optimizer<T> For<T>(params ReadOnlySpan<Leaf> leaves)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Optimizer.Of<T, ExponentialMovingAverage>(this, leaves);

    bool IFusedTransformation.Begin<T>(StepContext<T> context)
    {
        double t = ++context.Counters[0];
        context.Set(0, Decay);
        context.Set(1, 1 - Decay);
        context.Set(2, Debias ? 1 / (1 - Powers.Of(Decay, (long)t)) : 1);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Vector512<T> IFusedTransformation.Apply<T>(Vector512<T> update, Vector512<T> parameter, Block<T> block)
    {
        Vector512<T> average = block.Coefficient(0) * block[0] + block.Coefficient(1) * update;
        block[0] = average;
        return block.Coefficient(2) * average;
    }
}
