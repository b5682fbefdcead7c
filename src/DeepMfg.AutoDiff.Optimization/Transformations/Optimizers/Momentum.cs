using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff.Optimization.Transformations;

/// <summary>Gradient descent with momentum. <see cref="Optimizers.Sgd(Schedule, double, bool)"/> makes it.</summary>
/// <param name="Rate">The learning rate.</param>
/// <param name="Decay">How much of the velocity stays at each step.</param>
/// <param name="Nesterov">Whether to step with the velocity that the next gradient will meet.</param>
public readonly record struct Momentum(Schedule Rate, double Decay, bool Nesterov) : IFusedTransformation
{
    /// <summary>The learning rate.</summary>
    public Schedule Rate { get; } = Settings.Rate(Rate);

    /// <summary>How much of the velocity stays at each step.</summary>
    public double Decay { get; } = Settings.Decay(Decay);

    static string IFusedTransformation.Name => nameof(Momentum);

    static int IFusedTransformation.Slots => 1;

    static int IFusedTransformation.Coefficients => 2;

    int IFusedTransformation.Counters => Settings.Counters(Rate);

    /// <inheritdoc/>
    public Optimizer<T> For<T>(params ReadOnlySpan<Leaf> leaves)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Optimizer.Of<T, Momentum>(this, leaves);

    bool IFusedTransformation.Begin<T>(StepContext<T> context)
    {
        context.Set(0, context.NextRate(Rate, out _));
        context.Set(1, Decay);
        return true;
    }

    void IFusedTransformation.Observe(double value, Span<double> counters) => Rate.Observe(value, counters.Slice(1, Rate.Memory));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Vector512<T> IFusedTransformation.Apply<T>(Vector512<T> gradient, Vector512<T> parameter, Block<T> block)
    {
        Vector512<T> decay = block.Coefficient(1);
        Vector512<T> velocity = decay * block[0] + gradient;
        block[0] = velocity;
        return block.Coefficient(0) * (Nesterov ? gradient + decay * velocity : velocity);
    }
}
