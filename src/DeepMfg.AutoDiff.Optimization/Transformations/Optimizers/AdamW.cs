using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff.Optimization.Transformations;

/// <summary>Adaptive moments with decoupled weight decay. <see cref="Optimizers.AdamW"/> makes it.</summary>
/// <param name="Rate">The learning rate.</param>
/// <param name="Decay">The decay λ of the parameters.</param>
/// <param name="Decays">Which leaves decay, by name; all where there is none.</param>
/// <param name="Moments">The constants of the two means.</param>
public readonly record struct AdamW(Schedule Rate, double Decay, Func<string, bool>? Decays, Moments Moments) : IFusedTransformation
{
    /// <summary>The learning rate.</summary>
    public Schedule Rate { get; } = Settings.Rate(Rate);

    /// <summary>The decay λ of the parameters.</summary>
    public double Decay { get; } = Settings.NotNegative(Decay);

    static string IFusedTransformation.Name => nameof(AdamW);

    static int IFusedTransformation.Slots => 2;

    static int IFusedTransformation.Coefficients => Means.Coefficients + 3;

    static int IFusedTransformation.LeafConstants => 1;

    int IFusedTransformation.Counters => Settings.Counters(Rate);

    /// <inheritdoc/>
    public Optimizer<T> For<T>(params ReadOnlySpan<Leaf> leaves)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Optimizer.Of<T, AdamW>(this, leaves);

    void IFusedTransformation.Describe<T>(Leaf leaf, Span<T> constants) => constants[0] = Mask.Of(Decays, leaf) ? T.One : T.Zero;

    bool IFusedTransformation.Begin<T>(StepContext<T> context)
    {
        double rate = context.NextRate(Rate, out long t);
        // The corrections of both means, moved out of the formula: m̂ / (√v̂ + ε) = (√c₂ / c₁) m / (√v + ε √c₂).
        double correction1 = 1 - Powers.Of(Moments.Beta1, t), root2 = Math.Sqrt(1 - Powers.Of(Moments.Beta2, t));
        Means.Begin(context, Moments.Beta1, Moments.Beta2);
        context.Set(Means.Coefficients, rate * root2 / correction1);
        context.Set(Means.Coefficients + 1, Moments.Epsilon * root2);
        context.Set(Means.Coefficients + 2, rate * Decay);
        return true;
    }

    void IFusedTransformation.Observe(double value, Span<double> counters) => Rate.Observe(value, counters.Slice(1, Rate.Memory));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Vector512<T> IFusedTransformation.Apply<T>(Vector512<T> gradient, Vector512<T> parameter, Block<T> block)
    {
        Means.Advance(block, gradient, out Vector512<T> m, out Vector512<T> v);
        Vector512<T> decay = block.Coefficient(Means.Coefficients + 2) * block.LeafConstant(0);
        return block.Coefficient(Means.Coefficients) * m / (Vector512.Sqrt(v) + block.Coefficient(Means.Coefficients + 1)) + decay * parameter;
    }
}
