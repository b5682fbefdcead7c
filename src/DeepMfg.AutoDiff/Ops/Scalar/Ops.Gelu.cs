namespace DeepMfg.AutoDiff;

public static partial class Ops
{
    /// <summary>x · Φ(x) with the normal distribution function Φ (Hendrycks and Gimpel 2016).</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The activation.</returns>
    public static double Gelu(double x)
    {
        if (double.IsNegativeInfinity(x)) return 0;
        return x >= -0.5 || double.IsNaN(x) ? x * NormalCdf(x) : ScaledLowerTail(x, x);
    }

    /// <inheritdoc cref="Gelu(double)"/>
    public static float Gelu(float x) => (float)Gelu((double)x);

    /// <summary>½ x (1 + tanh(√(2/π) (x + 0.044715 x³))), the approximation of <see cref="Gelu(double)"/> of the same paper.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The activation.</returns>
    public static double GeluTanh(double x)
    {
        // ½ (1 + tanh u) is Sigmoid(2u), which does not cancel. In its tail the relative error is the absolute error of 2u, so that 2u
        // is carried in two words; beyond |x| = 22 the exponential is 0 or lost beside 1.
        if (x >= 22) return x;
        if (x <= -22) return -0.0;
        TwoWords linear = new(1.5957691216057308, -9.96930880911092e-17); // 2 √(2/π)
        TwoWords cubic = new(0.07135481627260025, -6.175149918155315e-19); // 0.044715 times that
        TwoWords twoU = TwoWords.Multiply(x, x).Times(cubic).Plus(linear).Times(new(Math.Abs(x), 0));
        double e = Math.Exp(-twoU.High) * (1 - twoU.Low);
        return x * (x >= 0 ? 1 : e) / (1 + e);
    }

    /// <inheritdoc cref="GeluTanh(double)"/>
    public static float GeluTanh(float x) => (float)GeluTanh((double)x);
}
