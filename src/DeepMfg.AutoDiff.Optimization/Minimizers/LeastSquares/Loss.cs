namespace DeepMfg.AutoDiff.Optimization;

/// <summary>How much a residual counts: the value is ½ Σ δ² ρ((rᵢ / δ)²), with ρ(z) ≈ z for small residuals.</summary>
/// <remarks>Beyond the scale δ (in the residuals' unit) residuals count less than their squares, so that outliers do not bend the fit. Huber, "Robust
/// estimation of a location parameter", Annals of Mathematical Statistics 35 (1964); Triggs and others, "Bundle adjustment: a modern synthesis"
/// (2000).</remarks>
public readonly record struct Loss
{
    private readonly Kind _kind;
    private readonly double _scale;

    private Loss(Kind kind, double scale)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);
        (_kind, _scale) = (kind, scale);
    }

    private enum Kind
    {
        Squares,
        Huber,
        SoftL1,
        Cauchy,
    }

    /// <summary>ρ(z) = z: plain least squares.</summary>
    public static Loss Squares => default;

    /// <summary>ρ(z) = z up to 1, 2 √z − 1 above: straight lines from δ on.</summary>
    /// <param name="scale">δ.</param>
    /// <returns>The loss.</returns>
    public static Loss Huber(double scale) => new(Kind.Huber, scale);

    /// <summary>ρ(z) = 2 (√(1 + z) − 1): the same without a corner in the second derivative.</summary>
    /// <param name="scale">δ.</param>
    /// <returns>The loss.</returns>
    public static Loss SoftL1(double scale) => new(Kind.SoftL1, scale);

    /// <summary>ρ(z) = ln(1 + z): what is far away hardly counts. There may be several minima.</summary>
    /// <param name="scale">δ.</param>
    /// <returns>The loss.</returns>
    public static Loss Cauchy(double scale) => new(Kind.Cauchy, scale);

    internal bool IsSquares => _kind == Kind.Squares;

    /// <summary>δ² ρ((r / δ)²), and ρ′ there: the weight of the square.</summary>
    internal (double Loss, double Weight) At(double residual)
    {
        if (IsSquares)
        {
            return (residual * residual, 1);
        }

        double part = residual / _scale, z = part * part, square = _scale * _scale;
        double root = Math.Sqrt(1 + z), length = Math.Abs(part);
        return _kind switch
        {
            Kind.Huber => length <= 1 ? (residual * residual, 1) : (square * ((2 * length) - 1), 1 / length),
            Kind.SoftL1 => (square * 2 * z / (root + 1), 1 / root),
            _ => (square * double.LogP1(z), 1 / (1 + z)),
        };
    }
}
