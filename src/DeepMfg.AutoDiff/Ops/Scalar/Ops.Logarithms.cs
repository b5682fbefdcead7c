namespace DeepMfg.AutoDiff;

public static partial class Ops
{
    private const double Log2 = 0.69314718055994531;

    /// <summary>x².</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The square.</returns>
    public static double Square(double x) => x * x;

    /// <inheritdoc cref="Square(double)"/>
    public static float Square(float x) => x * x;

    /// <summary>x log x, and its limit 0 at x = 0: a term of an entropy.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The product; NaN for negative arguments.</returns>
    public static double XLogX(double x) => x == 0 ? 0 : x * Math.Log(x);

    /// <inheritdoc cref="XLogX(double)"/>
    public static float XLogX(float x) => (float)XLogX((double)x);

    /// <summary>x log y, and 0 at x = 0 for any y ≥ 0: a term of a cross-entropy.</summary>
    /// <param name="x">The factor.</param>
    /// <param name="y">The logarithm's argument.</param>
    /// <returns>The product; NaN for negative <paramref name="y"/>.</returns>
    public static double XLogY(double x, double y) => x == 0 && y >= 0 ? 0 : x * Math.Log(y);

    /// <inheritdoc cref="XLogY(double, double)"/>
    public static float XLogY(float x, float y) => (float)XLogY((double)x, y);

    /// <summary>log(eˣ + eʸ), written max(x, y) + log(1 + e^−|x − y|) so that nothing overflows.</summary>
    /// <param name="x">One logarithm.</param>
    /// <param name="y">The other logarithm.</param>
    /// <returns>The logarithm of the sum.</returns>
    public static double LogAddExp(double x, double y) =>
        x == y ? x + Log2 : Math.Max(x, y) + Portable.LogP1(Math.Exp(-Math.Abs(x - y)));

    /// <inheritdoc cref="LogAddExp(double, double)"/>
    public static float LogAddExp(float x, float y) => (float)LogAddExp((double)x, y);
}
