namespace DeepMfg.AutoDiff;

// Kinks of two arguments: at a tie both share the cotangent in halves.
public static partial class Partials
{
    /// <summary>The partial of the maximum of x and another value in x: 1, ½ at a tie, 0; a NaN counts as the larger.</summary>
    /// <param name="x">The argument whose partial this is.</param>
    /// <param name="other">The other argument.</param>
    /// <returns>The partial derivative.</returns>
    public static double Max(double x, double other) =>
        x > other ? 1 : x < other ? 0 : Tie(x, other);

    /// <inheritdoc cref="Max(double, double)"/>
    public static float Max(float x, float other) => (float)Max((double)x, other);

    /// <summary>The partial of the minimum of x and another value in x: 1, ½ at a tie, 0; a NaN counts as the smaller.</summary>
    /// <param name="x">The argument whose partial this is.</param>
    /// <param name="other">The other argument.</param>
    /// <returns>The partial derivative.</returns>
    public static double Min(double x, double other) =>
        x < other ? 1 : x > other ? 0 : Tie(x, other);

    /// <inheritdoc cref="Min(double, double)"/>
    public static float Min(float x, float other) => (float)Min((double)x, other);

    /// <summary>As <see cref="Max(double, double)"/>, where a number counts as larger than NaN.</summary>
    /// <param name="x">The argument whose partial this is.</param>
    /// <param name="other">The other argument.</param>
    /// <returns>The partial derivative.</returns>
    public static double MaxNumber(double x, double other) =>
        x > other ? 1 : x < other ? 0 : 1 - Tie(x, other);

    /// <inheritdoc cref="MaxNumber(double, double)"/>
    public static float MaxNumber(float x, float other) => (float)MaxNumber((double)x, other);

    /// <summary>As <see cref="Min(double, double)"/>, where a number counts as smaller than NaN.</summary>
    /// <param name="x">The argument whose partial this is.</param>
    /// <param name="other">The other argument.</param>
    /// <returns>The partial derivative.</returns>
    public static double MinNumber(double x, double other) =>
        x < other ? 1 : x > other ? 0 : 1 - Tie(x, other);

    /// <inheritdoc cref="MinNumber(double, double)"/>
    public static float MinNumber(float x, float other) => (float)MinNumber((double)x, other);

    /// <summary>As <see cref="Max(double, double)"/> of the magnitudes; of two opposite values the positive one is the larger.</summary>
    /// <param name="x">The argument whose partial this is.</param>
    /// <param name="other">The other argument.</param>
    /// <returns>The partial derivative.</returns>
    public static double MaxMagnitude(double x, double other) =>
        Math.Abs(x) > Math.Abs(other) ? 1 : Math.Abs(x) < Math.Abs(other) ? 0 : Max(x, other);

    /// <inheritdoc cref="MaxMagnitude(double, double)"/>
    public static float MaxMagnitude(float x, float other) => (float)MaxMagnitude((double)x, other);

    /// <summary>As <see cref="Min(double, double)"/> of the magnitudes; of two opposite values the negative one is the smaller.</summary>
    /// <param name="x">The argument whose partial this is.</param>
    /// <param name="other">The other argument.</param>
    /// <returns>The partial derivative.</returns>
    public static double MinMagnitude(double x, double other) =>
        Math.Abs(x) < Math.Abs(other) ? 1 : Math.Abs(x) > Math.Abs(other) ? 0 : Min(x, other);

    /// <inheritdoc cref="MinMagnitude(double, double)"/>
    public static float MinMagnitude(float x, float other) => (float)MinMagnitude((double)x, other);

    /// <summary>As <see cref="MaxMagnitude(double, double)"/>, where a number counts as larger than NaN.</summary>
    /// <param name="x">The argument whose partial this is.</param>
    /// <param name="other">The other argument.</param>
    /// <returns>The partial derivative.</returns>
    public static double MaxMagnitudeNumber(double x, double other) =>
        Math.Abs(x) > Math.Abs(other) ? 1 : Math.Abs(x) < Math.Abs(other) ? 0 : MaxNumber(x, other);

    /// <inheritdoc cref="MaxMagnitudeNumber(double, double)"/>
    public static float MaxMagnitudeNumber(float x, float other) => (float)MaxMagnitudeNumber((double)x, other);

    /// <summary>As <see cref="MinMagnitude(double, double)"/>, where a number counts as smaller than NaN.</summary>
    /// <param name="x">The argument whose partial this is.</param>
    /// <param name="other">The other argument.</param>
    /// <returns>The partial derivative.</returns>
    public static double MinMagnitudeNumber(double x, double other) =>
        Math.Abs(x) < Math.Abs(other) ? 1 : Math.Abs(x) > Math.Abs(other) ? 0 : MinNumber(x, other);

    /// <inheritdoc cref="MinMagnitudeNumber(double, double)"/>
    public static float MinMagnitudeNumber(float x, float other) => (float)MinMagnitudeNumber((double)x, other);

    /// <summary>Shares of equal or unordered arguments: halves, but all to the only NaN.</summary>
    private static double Tie(double x, double other) => double.IsNaN(x) == double.IsNaN(other) ? 0.5 : double.IsNaN(x) ? 1 : 0;
}
