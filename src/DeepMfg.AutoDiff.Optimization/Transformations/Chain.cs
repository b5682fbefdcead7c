using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff.Optimization.Transformations;

/// <summary>Two transformations in one loop: the second takes what the first gives. <see cref="Optimizers.Chain{T1, T2}"/> makes it.</summary>
/// <param name="First">What takes the gradients.</param>
/// <param name="Second">What takes its updates.</param>
/// <typeparam name="T1">The type of the first.</typeparam>
/// <typeparam name="T2">The type of the second.</typeparam>
public readonly record struct Chain<T1, T2>(T1 First, T2 Second) : IFusedTransformation
    where T1 : struct, IFusedTransformation
    where T2 : struct, IFusedTransformation
{
    static string IFusedTransformation.Name => $"{T1.Name}, {T2.Name}";

    static int IFusedTransformation.Slots
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => T1.Slots + T2.Slots;
    }

    static int IFusedTransformation.Coefficients
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => T1.Coefficients + T2.Coefficients;
    }

    static int IFusedTransformation.LeafConstants
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => T1.LeafConstants + T2.LeafConstants;
    }

    static int IFusedTransformation.Gates
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => T1.Gates + T2.Gates;
    }

    int IFusedTransformation.Counters => First.Counters + Second.Counters;

    /// <inheritdoc/>
    public Optimizer<T> For<T>(params ReadOnlySpan<Leaf> leaves)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Optimizer.Of<T, Chain<T1, T2>>(this, leaves);

    static void IFusedTransformation.Plan(StagePlan plan)
    {
        T1.Plan(plan);
        T2.Plan(plan);
    }

    void IFusedTransformation.Describe<T>(Leaf leaf, Span<T> constants)
    {
        First.Describe(leaf, constants);
        Second.Describe(leaf, constants[T1.LeafConstants..]);
    }

    bool IFusedTransformation.Begin<T>(StepContext<T> context) =>
        (!context.Stage.Enters(T1.Gates) || First.Begin(context))
        && (!context.Stage.Leaves(T1.Gates) || Second.Begin(context.After<T1>(First)));

    void IFusedTransformation.Observe(double value, Span<double> counters)
    {
        First.Observe(value, counters);
        Second.Observe(value, counters[First.Counters..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Vector512<T> IFusedTransformation.Apply<T>(Vector512<T> update, Vector512<T> parameter, Block<T> block)
    {
        if (block.Stage.Enters(T1.Gates))
        {
            update = First.Apply(update, parameter, block);
        }

        if (block.Stage.Leaves(T1.Gates))
        {
            update = Second.Apply(update, parameter, block.After<T1>());
        }

        return update;
    }
}
