using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff.Optimization.Transformations;

/// <summary>Gradient descent. <see cref="Optimizers.Sgd(Schedule)"/> makes it.</summary>
/// <param name="Rate">The learning rate.</param>
public readonly record struct Sgd(Schedule Rate) : IFusedTransformation
{
    /// <summary>The learning rate.</summary>
    public Schedule Rate { get; } = Settings.Rate(Rate);

    static string IFusedTransformation.Name => nameof(Sgd);

    static int IFusedTransformation.Slots => 0;

    static int IFusedTransformation.Coefficients => 1;

    int IFusedTransformation.Counters => Settings.Counters(Rate);

    /// <inheritdoc/>
    public Optimizer<T> For<T>(params ReadOnlySpan<Leaf> leaves)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Optimizer.Of<T, Sgd>(this, leaves);

    bool IFusedTransformation.Begin<T>(StepContext<T> context)
    {
        context.Set(0, context.NextRate(Rate, out _));
        return true;
    }

    void IFusedTransformation.Observe(double value, Span<double> counters) => Rate.Observe(value, counters.Slice(1, Rate.Memory));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Vector512<T> IFusedTransformation.Apply<T>(Vector512<T> gradient, Vector512<T> parameter, Block<T> block) =>
        block.Coefficient(0) * gradient;
}
