namespace DeepMfg.AutoDiff;

// Clamp(x, low, high) is Max(low, Min(x, high)).
public static partial class Partials
{
    /// <summary>The partial of a clamped value in the value.</summary>
    /// <param name="x">The value.</param>
    /// <param name="low">The lower bound.</param>
    /// <param name="high">The upper bound.</param>
    /// <returns>1 between the bounds, 0 beyond, ½ on one of them.</returns>
    public static double Clamp(double x, double low, double high) => Max(Math.Min(x, high), low) * Min(x, high);

    /// <inheritdoc cref="Clamp(double, double, double)"/>
    public static float Clamp(float x, float low, float high) => (float)Clamp((double)x, low, high);

    /// <summary>The partial of a clamped value in the lower bound.</summary>
    /// <param name="x">The value.</param>
    /// <param name="low">The lower bound.</param>
    /// <param name="high">The upper bound.</param>
    /// <returns>1 below it, 0 above, ½ on it.</returns>
    public static double ClampLow(double x, double low, double high) => Max(low, Math.Min(x, high));

    /// <inheritdoc cref="ClampLow(double, double, double)"/>
    public static float ClampLow(float x, float low, float high) => (float)ClampLow((double)x, low, high);

    /// <summary>The partial of a clamped value in the upper bound.</summary>
    /// <param name="x">The value.</param>
    /// <param name="low">The lower bound.</param>
    /// <param name="high">The upper bound.</param>
    /// <returns>1 above it, 0 below, ½ on it.</returns>
    public static double ClampHigh(double x, double low, double high) => Max(Math.Min(x, high), low) * Min(high, x);

    /// <inheritdoc cref="ClampHigh(double, double, double)"/>
    public static float ClampHigh(float x, float low, float high) => (float)ClampHigh((double)x, low, high);
}
