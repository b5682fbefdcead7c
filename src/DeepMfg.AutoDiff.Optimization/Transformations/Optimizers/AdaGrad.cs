using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff.Optimization.Transformations;

/// <summary>Rates that fall with the squares of all gradients so far. <see cref="Optimizers.AdaGrad"/> makes it.</summary>
/// <param name="Rate">The learning rate.</param>
/// <param name="Epsilon">What keeps the denominator from zero.</param>
public readonly record struct AdaGrad(Schedule Rate, double Epsilon) : IFusedTransformation
{
    /// <summary>The learning rate.</summary>
    public Schedule Rate { get; } = Settings.Rate(Rate);

    /// <summary>What keeps the denominator from zero.</summary>
    public double Epsilon { get; } = Settings.NotNegative(Epsilon);

    static string IFusedTransformation.Name => nameof(AdaGrad);

    static int IFusedTransformation.Slots => 1;

    static int IFusedTransformation.Coefficients => 2;

    int IFusedTransformation.Counters => Settings.Counters(Rate);

    /// <inheritdoc/>
    public Optimizer<T> For<T>(params ReadOnlySpan<Leaf> leaves)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Optimizer.Of<T, AdaGrad>(this, leaves);

    bool IFusedTransformation.Begin<T>(StepContext<T> context)
    {
        context.Set(0, context.NextRate(Rate, out _));
        context.Set(1, Epsilon);
        return true;
    }

    void IFusedTransformation.Observe(double value, Span<double> counters) => Rate.Observe(value, counters.Slice(1, Rate.Memory));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Vector512<T> IFusedTransformation.Apply<T>(Vector512<T> gradient, Vector512<T> parameter, Block<T> block)
    {
        Vector512<T> squares = block[0] + gradient * gradient;
        block[0] = squares;
        return block.Coefficient(0) * gradient / (Vector512.Sqrt(squares) + block.Coefficient(1));
    }
}
