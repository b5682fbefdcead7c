using System.Numerics;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>Precision and recall of class 1 for all thresholds from high to low.</summary>
/// <param name="Thresholds">+∞, then each score that occurs, descending.</param>
/// <param name="Precisions">The share of the rows at or above the threshold that are of class 1; 1 at +∞.</param>
/// <param name="Recalls">The share of class 1 that scores at least the threshold; 0 at +∞.</param>
/// <param name="AveragePrecision">As <see cref="Metrics.PrAuc"/>.</param>
public sealed record PrecisionRecallCurve(
    IReadOnlyList<double> Thresholds, IReadOnlyList<double> Precisions, IReadOnlyList<double> Recalls, double AveragePrecision)
{
    /// <summary>The curve of scores.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="predictions">The scores: probabilities or logits.</param>
    /// <param name="targets">The right classes, 0 or 1.</param>
    /// <returns>The curve.</returns>
    /// <exception cref="ArgumentException">
    /// The lengths differ, there is no row, a score is not finite, a target is neither 0 nor 1, or class 1 never occurs.
    /// </exception>
    public static PrecisionRecallCurve Of<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets)
        where T : struct, IFloatingPointIeee754<T>
    {
        var ranked = RankedScores.Of(predictions, targets);
        RankingSums sums = ranked.Sums([]);
        if (sums.Trues == 0)
        {
            throw new ArgumentException("All targets are 0; precision and recall need rows of class 1.", nameof(targets));
        }

        List<double> thresholds = [double.PositiveInfinity], precisions = [1], recalls = [0];
        foreach ((double score, long t, long f) in ranked.Steps())
        {
            thresholds.Add(score);
            precisions.Add((double)t / (t + f));
            recalls.Add((double)t / sums.Trues);
        }

        return new PrecisionRecallCurve(thresholds, precisions, recalls, sums.AveragePrecision);
    }
}
