using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff.Optimization.Transformations;

/// <summary>Rates that fall with the mean of squared gradients. <see cref="Optimizers.RmsProp"/> makes it.</summary>
/// <param name="Rate">The learning rate.</param>
/// <param name="Decay">How much of the mean of squares stays at each step.</param>
/// <param name="Epsilon">What keeps the denominator from zero.</param>
public readonly record struct RmsProp(Schedule Rate, double Decay, double Epsilon) : IFusedTransformation
{
    /// <summary>The learning rate.</summary>
    public Schedule Rate { get; } = Settings.Rate(Rate);

    /// <summary>How much of the mean of squares stays at each step.</summary>
    public double Decay { get; } = Settings.Decay(Decay);

    /// <summary>What keeps the denominator from zero.</summary>
    public double Epsilon { get; } = Settings.NotNegative(Epsilon);

    static string IFusedTransformation.Name => nameof(RmsProp);

    static int IFusedTransformation.Slots => 1;

    static int IFusedTransformation.Coefficients => 4;

    int IFusedTransformation.Counters => Settings.Counters(Rate);

    /// <inheritdoc/>
    public Optimizer<T> For<T>(params ReadOnlySpan<Leaf> leaves)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Optimizer.Of<T, RmsProp>(this, leaves);

    bool IFusedTransformation.Begin<T>(StepContext<T> context)
    {
        context.Set(0, context.NextRate(Rate, out _));
        context.Set(1, Decay);
        context.Set(2, 1 - Decay);
        context.Set(3, Epsilon);
        return true;
    }

    void IFusedTransformation.Observe(double value, Span<double> counters) => Rate.Observe(value, counters.Slice(1, Rate.Memory));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Vector512<T> IFusedTransformation.Apply<T>(Vector512<T> gradient, Vector512<T> parameter, Block<T> block)
    {
        Vector512<T> v = block.Coefficient(1) * block[0] + block.Coefficient(2) * (gradient * gradient);
        block[0] = v;
        return block.Coefficient(0) * gradient / (Vector512.Sqrt(v) + block.Coefficient(3));
    }
}
