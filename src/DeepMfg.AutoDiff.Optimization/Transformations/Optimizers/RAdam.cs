using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff.Optimization.Transformations;

/// <summary>Adaptive moments whose variance is rectified. <see cref="Optimizers.RAdam"/> makes it.</summary>
/// <param name="Rate">The learning rate.</param>
/// <param name="Beta1">How much of the mean of gradients stays at each step.</param>
/// <param name="Beta2">How much of the mean of squares stays at each step.</param>
/// <param name="Epsilon">What keeps the denominator from zero.</param>
public readonly record struct RAdam(Schedule Rate, double Beta1, double Beta2, double Epsilon) : IFusedTransformation
{
    /// <summary>The learning rate.</summary>
    public Schedule Rate { get; } = Settings.Rate(Rate);

    /// <summary>How much of the mean of gradients stays at each step.</summary>
    public double Beta1 { get; } = Settings.Decay(Beta1);

    /// <summary>How much of the mean of squares stays at each step.</summary>
    public double Beta2 { get; } = Settings.Decay(Beta2);

    /// <summary>What keeps the denominator from zero.</summary>
    public double Epsilon { get; } = Settings.NotNegative(Epsilon);

    static string IFusedTransformation.Name => nameof(RAdam);

    static int IFusedTransformation.Slots => 2;

    static int IFusedTransformation.Coefficients => Means.Coefficients + 3;

    int IFusedTransformation.Counters => Settings.Counters(Rate);

    /// <inheritdoc/>
    public Optimizer<T> For<T>(params ReadOnlySpan<Leaf> leaves)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Optimizer.Of<T, RAdam>(this, leaves);

    bool IFusedTransformation.Begin<T>(StepContext<T> context)
    {
        double rate = context.NextRate(Rate, out long t);
        double power2 = Powers.Of(Beta2, t), longest = 2 / (1 - Beta2) - 1, length = longest - 2 * t * power2 / (1 - power2);
        bool tractable = length > 4;
        double rectified = !tractable
            ? rate
            : rate * Math.Sqrt((1 - power2) * ((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length)));
        Means.Begin(context, Beta1, Beta2);
        context.Set(Means.Coefficients, rectified / (1 - Powers.Of(Beta1, t)));

        // Until the variance of the denominator is finite, the denominator is one.
        context.Set(Means.Coefficients + 1, tractable ? 1 : 0);
        context.Set(Means.Coefficients + 2, tractable ? Epsilon : 1);
        return true;
    }

    void IFusedTransformation.Observe(double value, Span<double> counters) => Rate.Observe(value, counters.Slice(1, Rate.Memory));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Vector512<T> IFusedTransformation.Apply<T>(Vector512<T> gradient, Vector512<T> parameter, Block<T> block)
    {
        Means.Advance(block, gradient, out Vector512<T> m, out Vector512<T> v);
        Vector512<T> denominator = block.Coefficient(Means.Coefficients + 1) * Vector512.Sqrt(v) + block.Coefficient(Means.Coefficients + 2);
        return block.Coefficient(Means.Coefficients) * m / denominator;
    }
}
