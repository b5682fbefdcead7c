using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff.Optimization.Transformations;

/// <summary>Collects the updates of several steps to one. <see cref="Optimizers.Accumulate"/> makes it.</summary>
/// <param name="Count">How many.</param>
public readonly record struct Accumulate(int Count) : IFusedTransformation
{
    /// <summary>How many.</summary>
    public int Count { get; } = Settings.Count(Count);

    static string IFusedTransformation.Name => nameof(Accumulate);

    static int IFusedTransformation.Slots => 1;

    static int IFusedTransformation.Coefficients => 1;

    static int IFusedTransformation.Gates => 1;

    int IFusedTransformation.Counters => 1;

    /// <inheritdoc/>
    public Optimizer<T> For<T>(params ReadOnlySpan<Leaf> leaves)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Optimizer.Of<T, Accumulate>(this, leaves);

    static void IFusedTransformation.Plan(StagePlan plan) => plan.AddGate(needsNorm: false, changes: true);

    bool IFusedTransformation.Begin<T>(StepContext<T> context)
    {
        if (context.Stage.Index == 0)
        {
            return true;
        }

        context.Set(0, 1.0 / Count);
        ref double collected = ref context.Counters[0];
        collected = collected + 1 == Count ? 0 : collected + 1;
        if (collected > 0)
        {
            return false;
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Vector512<T> IFusedTransformation.Apply<T>(Vector512<T> update, Vector512<T> parameter, Block<T> block)
    {
        if (block.Stage.Index == 0)
        {
            return update;
        }

        Vector512<T> sum = block[0] + update;
        block[0] = block.Stage.Alone ? sum : Vector512<T>.Zero;
        return block.Coefficient(0) * sum;
    }
}
