namespace DeepMfg.AutoDiff;

/// <summary>Sums of Chebyshev series.</summary>
internal static class Chebyshev
{
    /// <summary>Σ cₖ Tₖ(t) by Clenshaw's recurrence (Math. Comp. 9, 1955).</summary>
    internal static double Sum(ReadOnlySpan<double> coefficients, double t)
    {
        double next = 0, afterNext = 0;
        for (int k = coefficients.Length - 1; k > 0; k--)
        {
            (next, afterNext) = (2 * t * next - afterNext + coefficients[k], next);
        }
        return t * next - afterNext + coefficients[0];
    }
}
