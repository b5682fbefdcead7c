using System.Numerics;
using DeepMfg.AutoDiff.Optimization.Transformations;

namespace DeepMfg.AutoDiff.Optimization;

/// <summary>Makes optimizers of settings.</summary>
public static class Optimizer
{
    /// <summary>Makes the state of a transformation: what its <see cref="IGradientTransformation.For{T}"/> returns.</summary>
    /// <param name="transformation">The settings.</param>
    /// <param name="leaves">The parts of the parameters, in order.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TTransformation">The type of the settings.</typeparam>
    /// <returns>The state, before its first step.</returns>
    /// <exception cref="ArgumentException">There are no leaves, two have one name, or a length is negative.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither <see cref="float"/> nor <see cref="double"/>.</exception>
    public static Optimizer<T> Of<T, TTransformation>(TTransformation transformation, ReadOnlySpan<Leaf> leaves)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTransformation : struct, IFusedTransformation
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
        {
            throw new NotSupportedException($"Parameters are float or double, not {typeof(T).Name}.");
        }

        return new FusedOptimizer<T, TTransformation>(transformation, Leaf.Checked(leaves));
    }

    /// <summary>Makes the state that settings need for the given parameters, which are one leaf without a name.</summary>
    /// <param name="transformation">The settings.</param>
    /// <param name="parameters">The parameters; only their number and type matter.</param>
    /// <typeparam name="TTransformation">The type of the settings.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>The state, before its first step.</returns>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither <see cref="float"/> nor <see cref="double"/>.</exception>
    public static Optimizer<T> For<TTransformation, T>(this TTransformation transformation, ReadOnlySpan<T> parameters)
        where TTransformation : IGradientTransformation
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => transformation.For<T>(parameters.Length);
}
