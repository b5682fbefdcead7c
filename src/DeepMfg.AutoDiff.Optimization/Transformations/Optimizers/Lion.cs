using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff.Optimization.Transformations;

/// <summary>Steps by the sign of an interpolated momentum. <see cref="Optimizers.Lion"/> makes it.</summary>
/// <param name="Rate">The learning rate.</param>
/// <param name="Beta1">How much of the mean of gradients stays at each step.</param>
/// <param name="Beta2">How much of the mean of squares stays at each step.</param>
/// <param name="Decay">The decay λ of the parameters.</param>
/// <param name="Decays">Which leaves decay, by name; all where there is none.</param>
public readonly record struct Lion(Schedule Rate, double Beta1, double Beta2, double Decay, Func<string, bool>? Decays) : IFusedTransformation
{
    /// <summary>The learning rate.</summary>
    public Schedule Rate { get; } = Settings.Rate(Rate);

    /// <summary>How much of the mean of gradients stays at each step.</summary>
    public double Beta1 { get; } = Settings.Decay(Beta1);

    /// <summary>How much of the mean of squares stays at each step.</summary>
    public double Beta2 { get; } = Settings.Decay(Beta2);

    /// <summary>The decay λ of the parameters.</summary>
    public double Decay { get; } = Settings.NotNegative(Decay);

    static string IFusedTransformation.Name => nameof(Lion);

    static int IFusedTransformation.Slots => 1;

    static int IFusedTransformation.Coefficients => 6;

    static int IFusedTransformation.LeafConstants => 1;

    int IFusedTransformation.Counters => Settings.Counters(Rate);

    /// <inheritdoc/>
    public Optimizer<T> For<T>(params ReadOnlySpan<Leaf> leaves)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Optimizer.Of<T, Lion>(this, leaves);

    void IFusedTransformation.Describe<T>(Leaf leaf, Span<T> constants) => constants[0] = Mask.Of(Decays, leaf) ? T.One : T.Zero;

    bool IFusedTransformation.Begin<T>(StepContext<T> context)
    {
        double rate = context.NextRate(Rate, out _);
        Means.Begin(context, Beta1, Beta2);
        context.Set(4, rate);
        context.Set(5, rate * Decay);
        return true;
    }

    void IFusedTransformation.Observe(double value, Span<double> counters) => Rate.Observe(value, counters.Slice(1, Rate.Memory));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Vector512<T> IFusedTransformation.Apply<T>(Vector512<T> gradient, Vector512<T> parameter, Block<T> block)
    {
        Vector512<T> m = block[0];
        Vector512<T> c = block.Coefficient(0) * m + block.Coefficient(1) * gradient;
        block[0] = block.Coefficient(2) * m + block.Coefficient(3) * gradient;

        // Zero and NaN are their own signs.
        Vector512<T> sign = Vector512.ConditionalSelect(Vector512.LessThan(c, Vector512<T>.Zero), -Vector512<T>.One, c);
        sign = Vector512.ConditionalSelect(Vector512.GreaterThan(c, Vector512<T>.Zero), Vector512<T>.One, sign);
        return block.Coefficient(4) * sign + block.Coefficient(5) * block.LeafConstant(0) * parameter;
    }
}
