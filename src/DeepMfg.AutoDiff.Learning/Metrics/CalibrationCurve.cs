using System.Numerics;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>Whether what was given a probability of p happens in a share p of the cases: the reliability diagram, in bins that hold rows.</summary>
/// <param name="Bins">The bins, by ascending probability.</param>
/// <param name="Count">How many rows there are.</param>
public sealed record CalibrationCurve(IReadOnlyList<CalibrationBin> Bins, int Count)
{
    /// <summary>The mean over the rows of |share of class 1 − mean probability| of the row's bin.</summary>
    public double ExpectedError => Bins.Sum(bin => bin.Count * Math.Abs(bin.Share - bin.MeanProbability)) / Count;

    /// <summary>The largest |share of class 1 − mean probability| of a bin.</summary>
    public double LargestError => Bins.Max(bin => Math.Abs(bin.Share - bin.MeanProbability));

    /// <summary>Gathers probabilities in bins; a probability on an edge belongs to the lower bin.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="predictions">The probabilities of class 1.</param>
    /// <param name="targets">The right classes, 0 or 1.</param>
    /// <param name="bins">How many bins.</param>
    /// <param name="binning">Bins of equal width, or of about equally many rows.</param>
    /// <returns>The bins that hold rows.</returns>
    /// <exception cref="ArgumentException">The lengths differ, there is no row, a prediction is not in [0, 1], or a target is neither 0 nor 1.</exception>
    public static CalibrationCurve Of<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, int bins = 10, Binning binning = Binning.EqualWidth)
        where T : struct, IFloatingPointIeee754<T>
    {
        Inputs.CheckProbabilities(predictions, targets);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bins);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bins, 1_000_000);
        double[] edges = binning == Binning.EqualWidth ? [.. Enumerable.Range(1, bins - 1).Select(i => i * (1.0 / bins))] : Quantiles(predictions, bins);
        var sums = new (double Probability, int Ones, int Count)[bins];
        for (int i = 0; i < predictions.Length; i++)
        {
            double probability = double.CreateChecked(predictions[i]);
            ref (double Probability, int Ones, int Count) bin = ref sums[EdgesBelow(edges, probability)];
            bin = (bin.Probability + probability, bin.Ones + (targets[i] == T.One ? 1 : 0), bin.Count + 1);
        }

        return new CalibrationCurve(
            [.. sums.Where(bin => bin.Count > 0).Select(bin => new CalibrationBin(bin.Probability / bin.Count, (double)bin.Ones / bin.Count, bin.Count))],
            predictions.Length);
    }

    /// <summary>The inner quantiles, between two sorted values by a straight line.</summary>
    private static double[] Quantiles<T>(ReadOnlySpan<T> values, int bins)
        where T : struct, IFloatingPointIeee754<T>
    {
        var sorted = new double[values.Length];
        for (int i = 0; i < sorted.Length; i++)
        {
            sorted[i] = double.CreateChecked(values[i]);
        }

        Array.Sort(sorted);
        return [.. Enumerable.Range(1, bins - 1).Select(i => Quantile.OfSorted(sorted, i * (1.0 / bins)))];
    }

    /// <summary>How many edges lie below a value: the first index whose edge does not.</summary>
    private static int EdgesBelow(double[] edges, double value)
    {
        int low = 0, high = edges.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = edges[middle] < value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
