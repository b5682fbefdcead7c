using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff.Optimization.Transformations;

/// <summary>Adaptive moments with Nesterov momentum. <see cref="Optimizers.NAdam"/> makes it.</summary>
/// <param name="Rate">The learning rate.</param>
/// <param name="Beta1">How much of the mean of gradients stays at each step.</param>
/// <param name="Beta2">How much of the mean of squares stays at each step.</param>
/// <param name="Epsilon">What keeps the denominator from zero.</param>
/// <param name="MomentumDecay">How fast the momentum rises to <c>Beta1</c>.</param>
public readonly record struct NAdam(Schedule Rate, double Beta1, double Beta2, double Epsilon, double MomentumDecay) : IFusedTransformation
{
    /// <summary>The learning rate.</summary>
    public Schedule Rate { get; } = Settings.Rate(Rate);

    /// <summary>How much of the mean of gradients stays at each step.</summary>
    public double Beta1 { get; } = Settings.Decay(Beta1);

    /// <summary>How much of the mean of squares stays at each step.</summary>
    public double Beta2 { get; } = Settings.Decay(Beta2);

    /// <summary>What keeps the denominator from zero.</summary>
    public double Epsilon { get; } = Settings.NotNegative(Epsilon);

    /// <summary>How fast the momentum rises to <c>Beta1</c>.</summary>
    public double MomentumDecay { get; } = Settings.NotNegative(MomentumDecay);

    static string IFusedTransformation.Name => nameof(NAdam);

    static int IFusedTransformation.Slots => 2;

    static int IFusedTransformation.Coefficients => Means.Coefficients + 3;

    int IFusedTransformation.Counters => Settings.Counters(Rate) + 1;

    /// <inheritdoc/>
    public Optimizer<T> For<T>(params ReadOnlySpan<Leaf> leaves)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Optimizer.Of<T, NAdam>(this, leaves);

    private double MomentumAt(long t) => Beta1 * (1 - 0.5 * Math.Pow(0.96, t * MomentumDecay));

    bool IFusedTransformation.Begin<T>(StepContext<T> context)
    {
        double rate = context.NextRate(Rate, out long t);
        ref double product = ref context.Counters[1 + Rate.Memory];
        double momentum = MomentumAt(t), next = MomentumAt(t + 1);

        // Counters start at zero, products at one: what is kept is one less.
        product = (product + 1) * momentum - 1;
        double root2 = Math.Sqrt(1 - Powers.Of(Beta2, t));
        Means.Begin(context, Beta1, Beta2);
        context.Set(Means.Coefficients, rate * root2 * next / (1 - (product + 1) * next));
        context.Set(Means.Coefficients + 1, rate * root2 * (1 - momentum) / -product);
        context.Set(Means.Coefficients + 2, Epsilon * root2);
        return true;
    }

    void IFusedTransformation.Observe(double value, Span<double> counters) => Rate.Observe(value, counters.Slice(1, Rate.Memory));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Vector512<T> IFusedTransformation.Apply<T>(Vector512<T> gradient, Vector512<T> parameter, Block<T> block)
    {
        Means.Advance(block, gradient, out Vector512<T> m, out Vector512<T> v);
        Vector512<T> mean = block.Coefficient(Means.Coefficients) * m + block.Coefficient(Means.Coefficients + 1) * gradient;
        return mean / (Vector512.Sqrt(v) + block.Coefficient(Means.Coefficients + 2));
    }
}
