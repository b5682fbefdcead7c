using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff.Optimization.Transformations;

/// <summary>Adds a part of the parameters to the updates. <see cref="Optimizers.WeightDecay"/> makes it.</summary>
/// <param name="Decay">The decay λ of the parameters.</param>
/// <param name="Decays">Which leaves decay, by name; all where there is none.</param>
public readonly record struct WeightDecay(double Decay, Func<string, bool>? Decays) : IFusedTransformation
{
    /// <summary>The decay λ of the parameters.</summary>
    public double Decay { get; } = Settings.NotNegative(Decay);

    static string IFusedTransformation.Name => nameof(WeightDecay);

    static int IFusedTransformation.Slots => 0;

    static int IFusedTransformation.Coefficients => 1;

    static int IFusedTransformation.LeafConstants => 1;

    int IFusedTransformation.Counters => 0;

    /// <inheritdoc/>
    public Optimizer<T> For<T>(params ReadOnlySpan<Leaf> leaves)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Optimizer.Of<T, WeightDecay>(this, leaves);

    void IFusedTransformation.Describe<T>(Leaf leaf, Span<T> constants) => constants[0] = Mask.Of(Decays, leaf) ? T.One : T.Zero;

    bool IFusedTransformation.Begin<T>(StepContext<T> context)
    {
        context.Set(0, Decay);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Vector512<T> IFusedTransformation.Apply<T>(Vector512<T> update, Vector512<T> parameter, Block<T> block) =>
        update + block.Coefficient(0) * block.LeafConstant(0) * parameter;
}
