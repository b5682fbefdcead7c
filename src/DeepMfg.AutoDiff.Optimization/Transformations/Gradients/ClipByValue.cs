using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff.Optimization.Transformations;

/// <summary>Bounds each update. <see cref="Optimizers.ClipByValue"/> makes it.</summary>
/// <param name="Limit">The largest magnitude.</param>
public readonly record struct ClipByValue(double Limit) : IFusedTransformation
{
    /// <summary>The largest magnitude.</summary>
    public double Limit { get; } = Settings.Positive(Limit);

    static string IFusedTransformation.Name => nameof(ClipByValue);

    static int IFusedTransformation.Slots => 0;

    static int IFusedTransformation.Coefficients => 1;

    int IFusedTransformation.Counters => 0;

    /// <inheritdoc/>
    public Optimizer<T> For<T>(params ReadOnlySpan<Leaf> leaves)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Optimizer.Of<T, ClipByValue>(this, leaves);

    bool IFusedTransformation.Begin<T>(StepContext<T> context)
    {
        context.Set(0, Limit);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Vector512<T> IFusedTransformation.Apply<T>(Vector512<T> update, Vector512<T> parameter, Block<T> block)
    {
        Vector512<T> limit = block.Coefficient(0);
        return Vector512.Max(Vector512.Min(update, limit), -limit);
    }
}
