using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff.Optimization.Transformations;

/// <summary>Adaptive moments whose second mean never falls. <see cref="Optimizers.AmsGrad"/> makes it.</summary>
/// <param name="Rate">The learning rate.</param>
/// <param name="Beta1">How much of the mean of gradients stays at each step.</param>
/// <param name="Beta2">How much of the mean of squares stays at each step.</param>
/// <param name="Epsilon">What keeps the denominator from zero.</param>
public readonly record struct AmsGrad(Schedule Rate, double Beta1, double Beta2, double Epsilon) : IFusedTransformation
{
    /// <summary>The learning rate.</summary>
    public Schedule Rate { get; } = Settings.Rate(Rate);

    /// <summary>How much of the mean of gradients stays at each step.</summary>
    public double Beta1 { get; } = Settings.Decay(Beta1);

    /// <summary>How much of the mean of squares stays at each step.</summary>
    public double Beta2 { get; } = Settings.Decay(Beta2);

    /// <summary>What keeps the denominator from zero.</summary>
    public double Epsilon { get; } = Settings.NotNegative(Epsilon);

    static string IFusedTransformation.Name => nameof(AmsGrad);

    static int IFusedTransformation.Slots => 3;

    static int IFusedTransformation.Coefficients => Means.Coefficients + 2;

    int IFusedTransformation.Counters => Settings.Counters(Rate);

    /// <inheritdoc/>
    public Optimizer<T> For<T>(params ReadOnlySpan<Leaf> leaves)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Optimizer.Of<T, AmsGrad>(this, leaves);

    bool IFusedTransformation.Begin<T>(StepContext<T> context)
    {
        context.Set(Means.Coefficients, context.NextRate(Rate, out _));
        Means.Begin(context, Beta1, Beta2);
        context.Set(Means.Coefficients + 1, Epsilon);
        return true;
    }

    void IFusedTransformation.Observe(double value, Span<double> counters) => Rate.Observe(value, counters.Slice(1, Rate.Memory));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Vector512<T> IFusedTransformation.Apply<T>(Vector512<T> gradient, Vector512<T> parameter, Block<T> block)
    {
        Means.Advance(block, gradient, out Vector512<T> m, out Vector512<T> v);
        Vector512<T> largest = Vector512.Max(block[2], v);
        block[2] = largest;
        return block.Coefficient(Means.Coefficients) * m / (Vector512.Sqrt(largest) + block.Coefficient(Means.Coefficients + 1));
    }
}
