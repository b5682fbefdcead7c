namespace DeepMfg.AutoDiff.Optimization;

/// <summary>When a least-squares solver stops, and how it counts residuals.</summary>
/// <remarks>Here <see cref="SolveOptions.GradientTolerance"/> (1e-10 where nothing else is said) bounds the part of the residuals that the parameters
/// could still take away, ‖Qᵀr‖ / ‖r‖ with J = QR: parameters are then right to about that many of their standard errors, whatever the units (Bates
/// and Watts, "A relative offset orthogonality convergence criterion for nonlinear least squares", Technometrics 23, 1981).</remarks>
public sealed record LeastSquaresOptions : SolveOptions
{
    internal static readonly LeastSquaresOptions Standard = new();

    /// <summary>Options with the tolerance of least squares.</summary>
    public LeastSquaresOptions() => GradientTolerance = 1e-10;

    /// <summary>How much a residual counts.</summary>
    public Loss Loss { get; init; }

    /// <summary>The confidence of the intervals that are printed.</summary>
    public double Confidence { get; init; } = 0.95;
}
