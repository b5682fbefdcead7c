using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace DeepMfg.AutoDiff;

/// <summary>Partial derivatives that need care at special points. Only generated code calls them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Partials
{
    /// <summary>The derivative of |x|: the sign of x, 0 at 0.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>−1, 1, or x itself where it is a zero or NaN.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sign(double x) => x > 0 ? 1 : x < 0 ? -1 : x;

    /// <inheritdoc cref="Sign(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sign(float x) => x > 0 ? 1 : x < 0 ? -1 : x;

    /// <summary>
    /// An argument that stands in the denominator of a slope, as in that of the logarithm: the slope of a function is NaN where the function has
    /// no value, and at −0 it is that at 0.
    /// </summary>
    /// <param name="x">The argument.</param>
    /// <returns>x itself; NaN where it is negative, 0 for either zero.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double NonNegative(double x) => x > 0 ? x : x == 0 ? 0 : double.NaN;

    /// <inheritdoc cref="NonNegative(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float NonNegative(float x) => x > 0 ? x : x == 0 ? 0 : float.NaN;

    /// <summary>∂xⁿ/∂x = n xⁿ⁻¹, and 0 for n = 0 whatever x is.</summary>
    /// <param name="x">The base.</param>
    /// <param name="n">The exponent.</param>
    /// <param name="power">xⁿ, which the caller has at hand.</param>
    /// <returns>The partial derivative.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double PowBase(double x, double n, double power)
    {
        // A division where the power has neither overflowed nor lost digits; else a second power.
        double magnitude = Math.Abs(power);
        if (n != 0 && x != 0 && magnitude is > 1e-290 and < 1e290) return n * (power / x);
        // Where x has no n-th power it may have one for the rounded n − 1.
        return double.IsNaN(power) ? power : PowBase(x, n);
    }

    /// <inheritdoc cref="PowBase(double, double, double)"/>
    public static float PowBase(float x, float n, float power)
    {
        float magnitude = Math.Abs(power);
        if (n != 0 && x != 0 && magnitude is > 1e-30f and < 1e30f) return n * (power / x);
        return (float)PowBase(x, n, Math.Pow(x, n));
    }

    private static double PowBase(double x, double n)
    {
        if (n == 0) return 0;
        double slope = Math.Pow(x, n - 1);
        return slope == 0 ? 0 : n * slope;
    }

    /// <summary>∂xⁿ/∂n = xⁿ log x: its limit 0 where xⁿ = 0, NaN for negative x.</summary>
    /// <param name="x">The base.</param>
    /// <param name="n">The exponent.</param>
    /// <param name="power">xⁿ, which the caller has at hand.</param>
    /// <returns>The partial derivative.</returns>
    public static double PowExponent(double x, double n, double power) =>
        double.IsNaN(n) ? double.NaN : power == 0 && x >= 0 ? 0 : power * Math.Log(x);

    /// <inheritdoc cref="PowExponent(double, double, double)"/>
    public static float PowExponent(float x, float n, float power) => (float)PowExponent((double)x, n, power);

    /// <summary>The derivative of <see cref="Ops.Digamma(double)"/> of a whole order n ≥ 1 (DLMF 5.15.1).</summary>
    /// <param name="order">The order.</param>
    /// <param name="x">The argument.</param>
    /// <returns>The polygamma function; NaN at 0, −1, −2, … .</returns>
    public static double Polygamma(double order, double x)
    {
        if (double.IsNaN(x)) return x;
        double sign = order % 2 == 0 ? -1 : 1;
        if (x > 0) return sign * PolygammaMagnitude((int)order, x);
        // DLMF 5.15.6: (−1)ⁿ ψ⁽ⁿ⁾(1 − x) − ψ⁽ⁿ⁾(x) has period 1, so that its value in (0, 1) serves at any x.
        double fraction = x - Math.Floor(x);
        if (fraction == 0) return double.NaN;
        double beyond = 1 - x, mirrored = Math.Ceiling(x) - x;
        return sign * (PolygammaMagnitude((int)order, fraction) + sign * PolygammaMagnitude((int)order, mirrored))
            - PolygammaMagnitude((int)order, beyond);
    }

    /// <inheritdoc cref="Polygamma(double, double)"/>
    public static float Polygamma(float order, float x) => (float)Polygamma((double)order, x);

    /// <summary>|ψ⁽ⁿ⁾(x)| = n! Σ (x + k)⁻ⁿ⁻¹ for x > 0: the first terms, then the Euler–Maclaurin remainder, DLMF 5.15.8.</summary>
    private static double PolygammaMagnitude(int n, double x)
    {
        double factorial = 1;
        for (int k = 2; k < n; k++)
        {
            factorial *= k;
        }
        double sum = 0;
        for (; x < 12 + n; x++)
        {
            sum += Math.Pow(x, -n - 1);
        }
        // (n − 1)! x⁻ⁿ (1 + n/(2x) + Σ B₂ₖ n (n + 1) … (n + 2k − 1) / ((2k)! x²ᵏ))
        double tail = 1 + n / (2 * x), product = 1;
        for (int k = 0; k < Bernoulli.Length; k++)
        {
            product *= (n + 2 * k) * (n + 2 * k + 1) / ((2 * k + 1) * (2 * k + 2) * x * x);
            tail += Bernoulli[k] * product;
        }
        return factorial * (Math.Pow(x, -n) * tail + n * sum);
    }

    // B₂, B₄, …
    private static ReadOnlySpan<double> Bernoulli =>
        [1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730, 7.0 / 6, -3617.0 / 510];
}
