namespace DeepMfg.AutoDiff.Optimization;

/// <summary>A function to make small, with its gradient.</summary>
/// <param name="x">The point.</param>
/// <param name="gradient">To be overwritten with the gradient.</param>
/// <returns>The value.</returns>
public delegate double Objective(ReadOnlySpan<double> x, Span<double> gradient);

/// <summary>Residuals, or their Jacobian.</summary>
/// <param name="x">The point.</param>
/// <param name="values">To be overwritten with the residuals, or with the Jacobian, row-major.</param>
public delegate void ResidualFunction(ReadOnlySpan<double> x, Span<double> values);

/// <summary>A delegate as the minimisers take it.</summary>
internal readonly struct DelegateObjective(Objective function) : IObjective<double>
{
    public double ValueAndGradient(ReadOnlySpan<double> x, Span<double> gradient) => function(x, gradient);
}

/// <summary>Residuals and their Jacobian as delegates.</summary>
/// <param name="Count">The number of residuals.</param>
/// <param name="Residuals">Writes the residuals.</param>
/// <param name="Jacobian">Writes the Jacobian, row-major.</param>
public readonly record struct ResidualFunctions(int Count, ResidualFunction Residuals, ResidualFunction Jacobian) : IResiduals<double>
{
    int IResiduals<double>.Count(ReadOnlySpan<double> x) => Count;

    void IResiduals<double>.Residuals(ReadOnlySpan<double> x, Span<double> residuals) => Residuals(x, residuals);

    void IResiduals<double>.Jacobian(ReadOnlySpan<double> x, Span<double> jacobian) => Jacobian(x, jacobian);
}
