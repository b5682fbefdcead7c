using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff.Optimization.Transformations;

/// <summary>Leaves out steps whose updates are not all finite. <see cref="Optimizers.SkipNonFinite"/> makes it.</summary>
/// <param name="Limit">How many in a row are left out before the next throws.</param>
public readonly record struct SkipNonFinite(int Limit) : IFusedTransformation
{
    /// <summary>How many in a row are left out before the next throws.</summary>
    public int Limit { get; } = Settings.Count(Limit);

    static string IFusedTransformation.Name => nameof(SkipNonFinite);

    static int IFusedTransformation.Slots => 0;

    static int IFusedTransformation.Coefficients => 0;

    static int IFusedTransformation.Gates => 1;

    int IFusedTransformation.Counters => 1;

    /// <inheritdoc/>
    public Optimizer<T> For<T>(params ReadOnlySpan<Leaf> leaves)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Optimizer.Of<T, SkipNonFinite>(this, leaves);

    static void IFusedTransformation.Plan(StagePlan plan) => plan.AddGate(needsNorm: true, changes: false);

    bool IFusedTransformation.Begin<T>(StepContext<T> context)
    {
        if (context.Stage.Index == 0)
        {
            return true;
        }

        ref double inARow = ref context.Counters[0];
        if (!double.IsFinite(context.Norm))
        {
            inARow++;
            return inARow <= Limit
                ? false
                : throw new ArithmeticException($"{inARow} gradients in a row were not finite: look for the first value that is not, or lower the rate.");
        }

        inARow = 0;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Vector512<T> IFusedTransformation.Apply<T>(Vector512<T> update, Vector512<T> parameter, Block<T> block) => update;
}
