namespace DeepMfg.AutoDiff;

// Slopes of functions that level off. Where 1 − y would cancel, and at infinity, they are computed from the argument.
public static partial class Partials
{
    /// <summary>Beyond it 1 − y has lost more than a digit.</summary>
    private const double Saturated = 0.9;

    /// <summary>The derivative 1 − y² of y = tanh x, also where y rounds to 1.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="y">tanh x, which the caller has at hand.</param>
    /// <returns>The partial derivative.</returns>
    public static double Tanh(double x, double y)
    {
        if (Math.Abs(y) < Saturated) return 1 - y * y;
        double e = Math.Exp(-2 * Math.Abs(x));
        return 4 * e / ((1 + e) * (1 + e));
    }

    /// <inheritdoc cref="Tanh(double, double)"/>
    public static float Tanh(float x, float y) => Math.Abs(y) < (float)Saturated ? 1 - y * y : (float)Tanh(x, (double)y);

    /// <summary>The derivative y (1 − y) of the logistic function y, also where y rounds to 1.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="y">The logistic function of x, which the caller has at hand.</param>
    /// <returns>The partial derivative.</returns>
    public static double Sigmoid(double x, double y) => y < Saturated ? y * (1 - y) : y * Ops.Sigmoid(-x);

    /// <inheritdoc cref="Sigmoid(double, double)"/>
    public static float Sigmoid(float x, float y) => y < (float)Saturated ? y * (1 - y) : (float)Sigmoid(x, (double)y);

    /// <summary>The partial eˣ / (eˣ + eᵒ) of log(eˣ + eᵒ) in x.</summary>
    /// <param name="x">The argument whose partial this is.</param>
    /// <param name="other">The other argument o.</param>
    /// <returns>The partial derivative; ½ where both are equal, also to the same infinity.</returns>
    public static double LogAddExp(double x, double other) => x == other ? 0.5 : Ops.Sigmoid(x - other);

    /// <inheritdoc cref="LogAddExp(double, double)"/>
    public static float LogAddExp(float x, float other) => (float)LogAddExp((double)x, other);

    /// <summary>The derivative s + x s (1 − s) of x s, where s is the logistic function of x; 0 and 1 at infinity.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The partial derivative.</returns>
    public static double Silu(double x)
    {
        // Beyond, x (1 − s) is nothing beside 1, and s is 0.
        if (Math.Abs(x) > 800) return x > 0 ? 1 : 0;
        double s = Ops.Sigmoid(x);
        return s * (1 + x * (1 - s));
    }

    /// <inheritdoc cref="Silu(double)"/>
    public static float Silu(float x) => (float)Silu((double)x);

    /// <summary>The derivative Φ(x) + x φ(x) of x Φ(x); 0 and 1 at infinity.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The partial derivative.</returns>
    public static double Gelu(double x) =>
        Math.Abs(x) > 40 ? x > 0 ? 1 : 0 : Ops.NormalCdf(x) + x * Ops.NormalPdf(x);

    /// <inheritdoc cref="Gelu(double)"/>
    public static float Gelu(float x) => (float)Gelu((double)x);

    /// <summary>The derivative of y = x s with s = Sigmoid(2u), u = √(2/π) (x + 0.044715 x³): s + x s (1 − s) 2u′.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="y">x s, which the caller has at hand: its tail is more accurate than that of s would be.</param>
    /// <returns>The partial derivative; 0 and 1 at infinity.</returns>
    public static double GeluTanh(double x, double y)
    {
        if (Math.Abs(x) > 22) return x > 0 ? 1 : 0;
        double s = Math.Abs(x) < 1e-20 ? 0.5 : y / x;
        return s + y * (1 - s) * (1.5957691216057308 * (1 + 0.134145 * x * x)); // 2 √(2/π), and 0.044715 times three
    }

    /// <inheritdoc cref="GeluTanh(double, double)"/>
    public static float GeluTanh(float x, float y) => (float)GeluTanh((double)x, y);

    /// <summary>The derivative 2/√π e^(−x²) of the error function.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The partial derivative.</returns>
    public static double Erf(double x)
    {
        double magnitude = Math.Abs(x);
        return 1.1283791670955126 * (magnitude < 4 ? Math.Exp(-x * x) : magnitude > 28 ? 0 : Ops.ExpOfMinusSquare(x, 1));
    }

    /// <inheritdoc cref="Erf(double)"/>
    public static float Erf(float x) => (float)Erf((double)x);
}
