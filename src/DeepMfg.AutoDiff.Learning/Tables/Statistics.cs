namespace DeepMfg.AutoDiff.Learning;

/// <summary>Figures of numbers. Sums go from first to last, so that they are the same bits on every machine.</summary>
internal static class Statistics
{
    /// <summary>The numbers that are not missing.</summary>
    internal static double[] Present(ReadOnlySpan<double> values)
    {
        var present = new List<double>(values.Length);
        foreach (double value in values)
        {
            if (!double.IsNaN(value))
            {
                present.Add(value);
            }
        }

        return [.. present];
    }

    internal static double[] SortedPresent(ReadOnlySpan<double> values)
    {
        double[] present = Present(values);
        Array.Sort(present);
        return present;
    }

    /// <summary>Σ x / n, the sum compensated as Neumaier does; NaN of no numbers.</summary>
    internal static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0, lost = 0;
        foreach (double value in values)
        {
            double next = sum + value;
            lost += Math.Abs(sum) >= Math.Abs(value) ? sum - next + value : value - next + sum;
            sum = next;
        }

        return (sum + lost) / values.Length;
    }

    /// <summary>Σ (x − mean)², less what the mean's rounding adds (Chan, Golub and LeVeque 1983).</summary>
    internal static double SquaredDeviations(ReadOnlySpan<double> values)
    {
        double mean = Mean(values), squares = 0, rest = 0;
        foreach (double value in values)
        {
            double deviation = value - mean;
            squares += deviation * deviation;
            rest += deviation;
        }

        return values.Length == 0 ? double.NaN : Math.Max(0, squares - (rest * rest / values.Length));
    }

    /// <summary>The quantile of sorted numbers, linear between neighbours (type 7 of Hyndman and Fan 1996); NaN of no numbers.</summary>
    internal static double Quantile(ReadOnlySpan<double> sorted, double part)
    {
        if (sorted.IsEmpty)
        {
            return double.NaN;
        }

        double place = part * (sorted.Length - 1);
        int below = (int)place;
        double share = place - below;
        return share == 0 ? sorted[below] : sorted[below] + (share * (sorted[below + 1] - sorted[below]));
    }

    internal static int Distinct(ReadOnlySpan<double> sorted)
    {
        int distinct = sorted.IsEmpty ? 0 : 1;
        for (int i = 1; i < sorted.Length; i++)
        {
            distinct += sorted[i] == sorted[i - 1] ? 0 : 1;
        }

        return distinct;
    }
}
