namespace DeepMfg.AutoDiff.Learning;

/// <summary>Quantiles of sorted values.</summary>
internal static class Quantile
{
    /// <summary>
    /// The value at (n − 1) p, between neighbours by a straight line: type 7 of Hyndman and Fan, <i>The American Statistician</i> 50 (1996).
    /// </summary>
    internal static double OfSorted(ReadOnlySpan<double> sorted, double share)
    {
        double position = (sorted.Length - 1) * share;
        int below = Math.Min((int)position, sorted.Length - 1);
        double low = sorted[below], high = sorted[Math.Min(below + 1, sorted.Length - 1)], t = position - below;

        // From the nearer end, so that t = 1 gives the upper value to the bit.
        return t < 0.5 ? low + ((high - low) * t) : high - ((high - low) * (1 - t));
    }
}
