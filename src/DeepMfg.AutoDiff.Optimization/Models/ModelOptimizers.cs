using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace DeepMfg.AutoDiff.Optimization;

/// <summary>Makes optimizers for models.</summary>
public static class ModelOptimizers
{
    /// <summary>Makes the state that settings need for a model: <c>Optimizers.Adam(0.01).For(model)</c>.</summary>
    /// <param name="transformation">The settings.</param>
    /// <param name="model">The model; only its leaves matter: their names, lengths and order.</param>
    /// <typeparam name="TModel">The model's type.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>The state, before its first step.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The model has no leaves, or two of one name.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither <see cref="float"/> nor <see cref="double"/>.</exception>
    [SuppressMessage("Naming", "CA1716", Justification = "Adam(0.01).For(model) says what it does; Visual Basic has [For].")]
    public static ModelOptimizer<TModel, T> For<TModel, T>(this IGradientTransformation transformation, IDifferentiable<TModel, T> model)
        where TModel : IDifferentiable<TModel, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(transformation);
        ArgumentNullException.ThrowIfNull(model);

        // Asked for as the interface, so that the compiler infers the type of the numbers.
        return new ModelOptimizer<TModel, T>(transformation, (TModel)model);
    }
}
