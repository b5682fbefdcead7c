using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace DeepMfg.AutoDiff.Optimization;

/// <summary>
/// The settings of an optimizer, or of a part of one: it takes gradients to updates, which are subtracted from the parameters.
/// </summary>
/// <remarks>
/// The word and the idea are Optax's: small transformations, each with its own state, composed by <see cref="Optimizers.Chain{T1, T2}"/>.
/// <see cref="Optimizers"/> makes those that there are; one of your own implements <see cref="IFusedTransformation"/>.
/// </remarks>
public interface IGradientTransformation
{
    /// <summary>Makes the state that these settings need for the given parameters: one optimizer for one set of them.</summary>
    /// <param name="leaves">The parameters' parts in order: <c>For&lt;float&gt;(("weights", 512), ("bias", 8))</c>, or only a length.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>The state, before its first step.</returns>
    /// <exception cref="ArgumentException">There are no leaves, two have one name, or a length is negative.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither <see cref="float"/> nor <see cref="double"/>.</exception>
    [SuppressMessage("Naming", "CA1716", Justification = "Adam(0.01).For(weights) says what it does; Visual Basic has [For].")]
    Optimizer<T> For<T>(params ReadOnlySpan<Leaf> leaves)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
