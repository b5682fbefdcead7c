using System.Numerics;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>The receiver operating characteristic: what share of each class scores at least a threshold, for all thresholds from high to low.</summary>
/// <param name="Thresholds">+∞, then each score that occurs, descending.</param>
/// <param name="FalsePositiveRates">The share of class 0 that scores at least the threshold.</param>
/// <param name="TruePositiveRates">The share of class 1 that scores at least the threshold.</param>
/// <param name="Area">The area under the curve, as <see cref="Metrics.RocAuc{T}(ReadOnlySpan{T}, ReadOnlySpan{T})"/>.</param>
public sealed record RocCurve(
    IReadOnlyList<double> Thresholds, IReadOnlyList<double> FalsePositiveRates, IReadOnlyList<double> TruePositiveRates, double Area)
{
    /// <summary>The curve of scores.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="predictions">The scores: probabilities or logits.</param>
    /// <param name="targets">The right classes, 0 or 1.</param>
    /// <returns>The curve.</returns>
    /// <exception cref="ArgumentException">
    /// The lengths differ, there is no row, a score is not finite, a target is neither 0 nor 1, or one class only occurs.
    /// </exception>
    public static RocCurve Of<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets)
        where T : struct, IFloatingPointIeee754<T>
    {
        var ranked = RankedScores.Of(predictions, targets);
        RankingSums sums = ranked.Sums([]);
        if (sums.Trues == 0 || sums.Falses == 0)
        {
            throw new ArgumentException($"All targets are {(sums.Trues == 0 ? 0 : 1)}; a ROC curve needs rows of both classes.", nameof(targets));
        }

        List<double> thresholds = [double.PositiveInfinity], falses = [0], trues = [0];
        foreach ((double score, long t, long f) in ranked.Steps())
        {
            thresholds.Add(score);
            falses.Add((double)f / sums.Falses);
            trues.Add((double)t / sums.Trues);
        }

        return new RocCurve(thresholds, falses, trues, sums.RocAuc);
    }
}
