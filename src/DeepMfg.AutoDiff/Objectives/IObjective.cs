namespace DeepMfg.AutoDiff;

/// <summary>A function of many numbers that is to be made small, with its gradient.</summary>
/// <remarks>
/// A struct that implements it is called without indirection by the minimisers. <see cref="Derivatives.Objective"/> asks the compiler for
/// such a struct; it can also be written by hand.
/// </remarks>
/// <typeparam name="T">The scalar type.</typeparam>
public interface IObjective<T>
{
    /// <summary>The value at a point, and the gradient there.</summary>
    /// <param name="x">The point.</param>
    /// <param name="gradient">Overwritten with the gradient; as long as <paramref name="x"/>.</param>
    /// <returns>The value.</returns>
    T ValueAndGradient(ReadOnlySpan<T> x, Span<T> gradient);
}
