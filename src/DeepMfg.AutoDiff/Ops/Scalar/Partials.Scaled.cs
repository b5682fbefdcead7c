namespace DeepMfg.AutoDiff;

// Slopes with a square in them, also where the square would overflow or vanish.
public static partial class Partials
{
    /// <summary>Between its inverse and itself a sum of squares has neither overflowed nor lost digits.</summary>
    private const double Large = 1e290;

    /// <summary>The partial of y = √(x² + other²) in x: x / y, 0 at the origin.</summary>
    /// <param name="x">The argument whose partial this is.</param>
    /// <param name="other">The other argument.</param>
    /// <param name="y">The length, which the caller has at hand.</param>
    /// <returns>The partial derivative; its limit where one argument is infinite.</returns>
    public static double Hypot(double x, double other, double y)
    {
        if (y is > 1 / Large and < Large) return x / y;
        if (y == 0) return 0;
        if (double.IsInfinity(x) || double.IsInfinity(other)) return double.IsInfinity(other) ? (double.IsInfinity(x) ? double.NaN : 0) : Math.Sign(x);
        double scale = Math.Max(Math.Abs(x), Math.Abs(other));
        return x / scale / Portable.Hypot(x / scale, other / scale);
    }

    /// <inheritdoc cref="Hypot(double, double, double)"/>
    public static float Hypot(float x, float other, float y) => (float)Hypot(x, other, (double)y);

    /// <summary>The partial of the angle atan2(x, other) in x: other / (x² + other²). That in the other argument is its negative with the two exchanged.</summary>
    /// <param name="x">The argument whose partial this is.</param>
    /// <param name="other">The other argument.</param>
    /// <returns>The partial derivative; 0 where an argument is infinite.</returns>
    public static double Atan2(double x, double other)
    {
        double square = x * x + other * other;
        if (square is > 1 / Large and < Large) return other / square;
        double scale = Math.Max(Math.Abs(x), Math.Abs(other));
        if (double.IsInfinity(scale)) return 0;
        (double a, double b) = (x / scale, other / scale);
        return b / (a * a + b * b) / scale;
    }

    /// <inheritdoc cref="Atan2(double, double)"/>
    public static float Atan2(float x, float other) => (float)Atan2((double)x, other);

    /// <summary>The derivative 1 / √(x² + 1) of arsinh x.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The partial derivative.</returns>
    public static double Asinh(double x)
    {
        double magnitude = Math.Abs(x);
        return magnitude < 1e9 ? 1 / Math.Sqrt(x * x + 1) : 1 / magnitude;
    }

    /// <inheritdoc cref="Asinh(double)"/>
    public static float Asinh(float x) => (float)Asinh((double)x);

    /// <summary>The derivative 1 / √(x² − 1) of arcosh x.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The partial derivative; NaN below 1.</returns>
    public static double Acosh(double x) => x >= 1e9 ? 1 / x : x >= 1 ? 1 / Math.Sqrt((x - 1) * (x + 1)) : double.NaN;

    /// <inheritdoc cref="Acosh(double)"/>
    public static float Acosh(float x) => (float)Acosh((double)x);
}
