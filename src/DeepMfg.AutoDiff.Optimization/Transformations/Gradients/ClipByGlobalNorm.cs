using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff.Optimization.Transformations;

/// <summary>Bounds the norm of all updates together. <see cref="Optimizers.ClipByGlobalNorm"/> makes it.</summary>
/// <param name="Limit">The largest norm.</param>
public readonly record struct ClipByGlobalNorm(double Limit) : IFusedTransformation
{
    /// <summary>The largest norm.</summary>
    public double Limit { get; } = Settings.Positive(Limit);

    static string IFusedTransformation.Name => nameof(ClipByGlobalNorm);

    static int IFusedTransformation.Slots => 0;

    static int IFusedTransformation.Coefficients => 1;

    static int IFusedTransformation.Gates => 1;

    int IFusedTransformation.Counters => 0;

    /// <inheritdoc/>
    public Optimizer<T> For<T>(params ReadOnlySpan<Leaf> leaves)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Optimizer.Of<T, ClipByGlobalNorm>(this, leaves);

    static void IFusedTransformation.Plan(StagePlan plan) => plan.AddGate(needsNorm: true, changes: true);

    bool IFusedTransformation.Begin<T>(StepContext<T> context)
    {
        context.Set(0, context.Norm > Limit ? Limit / context.Norm : 1);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Vector512<T> IFusedTransformation.Apply<T>(Vector512<T> update, Vector512<T> parameter, Block<T> block) =>
        block.Stage.Index == 0 ? update : block.Coefficient(0) * update;
}
