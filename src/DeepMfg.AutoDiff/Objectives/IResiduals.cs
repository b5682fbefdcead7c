namespace DeepMfg.AutoDiff;

/// <summary>Functions of many numbers, the sum of whose squares is to be made small, with their Jacobian.</summary>
/// <remarks>
/// A struct that implements it is called without indirection by the least-squares solvers. <see cref="Derivatives.Objective"/> asks the
/// compiler for such a struct; it can also be written by hand.
/// </remarks>
/// <typeparam name="T">The scalar type.</typeparam>
public interface IResiduals<T>
{
    /// <summary>How many residuals there are. The number is asked for once, at the start, and stays.</summary>
    /// <param name="x">A point.</param>
    /// <returns>The number of residuals.</returns>
    int Count(ReadOnlySpan<T> x);

    /// <summary>The residuals at a point.</summary>
    /// <param name="x">The point.</param>
    /// <param name="residuals">Overwritten with the residuals; as long as <see cref="Count"/> says.</param>
    void Residuals(ReadOnlySpan<T> x, Span<T> residuals);

    /// <summary>The first derivatives of the residuals at a point.</summary>
    /// <param name="x">The point.</param>
    /// <param name="jacobian">Overwritten, row-major: element <c>i * x.Length + j</c> is ∂residual i / ∂x j.</param>
    void Jacobian(ReadOnlySpan<T> x, Span<T> jacobian);
}
