namespace DeepMfg.AutoDiff;

public static partial class Ops
{
    private const double HalfLog2Pi = 0.91893853320467274, LogPi = 1.1447298858494002;

    // log Γ(1 + d) / (d (d − 1)) on [0, 1] in t = 2d − 1; tests/Reference/coefficients.py computes the coefficients.
    private static ReadOnlySpan<double> LogGammaRatio =>
    [
        0.491415393029387127, -0.076114161670435843, 0.00843232496593277796, -0.00107949372632860815,
        0.000149007480036929645, -0.0000215123998885567854, 3.19793298608621864e-6, -4.85169301213992619e-7,
        7.47148782116315976e-8, -1.16382967001705186e-8, 1.82940043711866796e-9, -2.89691806071296064e-10,
        4.6157014062090901e-11, -7.39281023049798246e-12, 1.18942800083330856e-12, -1.92120686765228045e-13,
        3.113975526387164e-14, -5.06284329844861127e-15, 8.25415028163114428e-16, -1.34905789875748432e-16,
        2.20987611678262285e-17,
    ];

    /// <summary>log |Γ(x)| (DLMF 5.2.1).</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The logarithm; +∞ at 0, −1, −2, ….</returns>
    public static double LogGamma(double x)
    {
        if (double.IsInfinity(x)) return double.PositiveInfinity;
        if (x <= 0) return x == Math.Floor(x) ? double.PositiveInfinity : LogPi - Math.Log(Math.Abs(Portable.SinPi(x))) - LogGamma(1 - x);
        if (x < 1) return LogGammaNear1(x) - Math.Log(x);
        if (x >= 10) return Stirling(x);
        // Γ(x) = (x − 1) Γ(x − 1), down to [1, 2].
        double product = 1;
        for (; x > 2; x--)
        {
            product *= x - 1;
        }
        return LogGammaNear1(x - 1) + Math.Log(product);
    }

    /// <inheritdoc cref="LogGamma(double)"/>
    public static float LogGamma(float x) => (float)LogGamma((double)x);

    /// <summary>The logarithmic derivative of the gamma function, ψ(x) = d log Γ(x) / dx (DLMF 5.2.2).</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The value; NaN at 0, −1, −2, ….</returns>
    public static double Digamma(double x)
    {
        if (x <= 0)
        {
            // Reflection, DLMF 5.5.4.
            return x == Math.Floor(x) ? double.NaN : Digamma(1 - x) - Math.PI / Portable.TanPi(x);
        }
        double shift = 0;
        for (; x < 12; x++)
        {
            shift += 1 / x;
        }
        // DLMF 5.11.2: log x − 1/(2x) − Σ B₂ₖ / (2k x²ᵏ).
        double z = 1 / (x * x);
        double series = z * (1.0 / 12 - z * (1.0 / 120 - z * (1.0 / 252 - z * (1.0 / 240 - z * (1.0 / 132 - z * (691.0 / 32760 - z / 12))))));
        return Math.Log(x) - 0.5 / x - series - shift;
    }

    /// <inheritdoc cref="Digamma(double)"/>
    public static float Digamma(float x) => (float)Digamma((double)x);

    /// <summary>The derivative of <see cref="Digamma(double)"/>, ψ′(x) (DLMF 5.15.1).</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The value; +∞ at 0, −1, −2, ….</returns>
    public static double Trigamma(double x) =>
        x <= 0 && x == Math.Floor(x) ? double.PositiveInfinity : Partials.Polygamma(1, x);

    /// <inheritdoc cref="Trigamma(double)"/>
    public static float Trigamma(float x) => (float)Trigamma((double)x);

    private static double LogGammaNear1(double d) => d * (d - 1) * Chebyshev.Sum(LogGammaRatio, 2 * d - 1);

    /// <summary>Stirling's series, DLMF 5.11.1.</summary>
    private static double Stirling(double x)
    {
        double z = 1 / (x * x);
        double series = 1.0 / 12 - z * (1.0 / 360 - z * (1.0 / 1260 - z * (1.0 / 1680 - z * (1.0 / 1188 - z * (691.0 / 360360 - z / 156)))));
        // (x − ½) log x − x overflows no sooner than the result does when it is written as one product.
        return x > 1e17 ? x * (Math.Log(x) - 1) : (x - 0.5) * Math.Log(x) - x + HalfLog2Pi + series / x;
    }
}
