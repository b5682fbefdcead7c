namespace DeepMfg.AutoDiff;

public static partial class Ops
{
    internal const double InverseRoot2 = 0.70710678118654752, InverseRoot2Pi = 0.39894228040143268;

    // erf(x)/x on [−1, 1] in t = 2x² − 1; tests/Reference/coefficients.py computes the coefficients.
    private static ReadOnlySpan<double> ErfRatio =>
    [
        0.975476939382654096, -0.142261205103713642, 0.0100355821875997956, -0.000576876469976748477,
        0.000027419931252196061, -1.10431755073445076e-6, 3.84887554203450369e-8, -1.1808582533875467e-9,
        3.23342158260509096e-11, -7.99101594700454876e-13, 1.79907251139614556e-14, -3.71863548781869264e-16,
    ];

    // (1 + 2x) exp(x²) erfc(x) on [0, ∞) in t = (x − 3.75)/(x + 3.75): Shepherd and Laframboise, Math. Comp. 36 (1981).
    internal static ReadOnlySpan<double> ScaledErfc =>
    [
        1.17757893456740175, -0.00459005458064647733, -0.0842491333665179156, 0.0592099399981918905, -0.0266586684353057523,
        0.00907499767070526509, -0.00241316354041760819, 0.000490775836525808632, -0.0000691697330250120637,
        4.13902798607301017e-6, 7.74038306619849067e-7, -2.18864010492343957e-7, 1.07649994656709104e-8,
        4.5219598112182869e-9, -7.75440020883135111e-10, -6.31808834088668449e-11, 2.8687950109306699e-11,
        1.94558685457773472e-13, -9.65469674843343891e-13, 3.25254814814873984e-14, 3.34781194828680539e-14,
        -1.8645628804193131e-15, -1.25079505306886471e-15, 7.41823525662404346e-17, 5.06814890479611132e-17,
    ];

    /// <summary>The error function 2/√π ∫₀ˣ e^(−t²) dt (DLMF 7.2.1).</summary>
    /// <param name="x">The argument.</param>
    /// <returns>A value between −1 and 1.</returns>
    public static double Erf(double x)
    {
        if (Math.Abs(x) <= 1) return x * Chebyshev.Sum(ErfRatio, 2 * x * x - 1);
        return x > 0 ? 1 - Erfc(x) : Erfc(-x) - 1;
    }

    /// <inheritdoc cref="Erf(double)"/>
    public static float Erf(float x) => (float)Erf((double)x);

    /// <summary>1 − erf(x), without cancellation for large x (DLMF 7.2.2).</summary>
    /// <param name="x">The argument.</param>
    /// <returns>A value between 0 and 2.</returns>
    public static double Erfc(double x)
    {
        if (x < -1) return 2 - Erfc(-x);
        if (x < 0.5) return 1 - Erf(x);
        return x > 28 ? 0 : Erfcx(x) * ExpOfMinusSquare(x, 1);
    }

    /// <inheritdoc cref="Erfc(double)"/>
    public static float Erfc(float x) => (float)Erfc((double)x);

    /// <summary>The standard normal distribution function Φ(x) = ½ erfc(−x/√2).</summary>
    /// <param name="x">The argument.</param>
    /// <returns>A probability, accurate also where it is tiny.</returns>
    public static double NormalCdf(double x)
    {
        if (x >= -0.5) return 0.5 * Erfc(-x * InverseRoot2);
        return ScaledLowerTail(x, 1);
    }

    /// <inheritdoc cref="NormalCdf(double)"/>
    public static float NormalCdf(float x) => (float)NormalCdf((double)x);

    /// <summary>The standard normal density φ(x) = e^(−x²/2) / √(2π).</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The density.</returns>
    public static double NormalPdf(double x) => Math.Abs(x) > 39 ? 0 : InverseRoot2Pi * ExpOfMinusSquare(x, 0.5);

    /// <inheritdoc cref="NormalPdf(double)"/>
    public static float NormalPdf(float x) => (float)NormalPdf((double)x);

    /// <summary>factor · Φ(x) for x &lt; 0, rounded once where the result is subnormal.</summary>
    private static double ScaledLowerTail(double x, double factor)
    {
        // The exponential takes x itself: x/√2 is rounded, and its square would multiply the error.
        return x < -39 ? factor * 0 : factor * 0.5 * Erfcx(-x * InverseRoot2) * ExpOfMinusSquare(x, 0.5);
    }

    /// <summary>e^(x²) erfc(x) for x ≥ 0.</summary>
    private static double Erfcx(double x) => Chebyshev.Sum(ScaledErfc, (x - 3.75) / (x + 3.75)) / (1 + 2 * x);

    /// <summary>e^(−scale · x²). The square of x's leading bits is exact; what remains is small (Cody, Math. Comp. 23, 1969).</summary>
    internal static double ExpOfMinusSquare(double x, double scale)
    {
        double leading = Math.Truncate(x * 16) / 16;
        return Math.Exp(-scale * leading * leading) * Math.Exp(-scale * (x - leading) * (x + leading));
    }
}
