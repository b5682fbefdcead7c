using System.Numerics;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>Thresholds chosen on validation data: of all ways to cut the scores in two, the best.</summary>
/// <remarks>
/// A threshold lies halfway between the lowest score that means 1 and the next one below, so that scores a little off fall on the same side; of cuts that are
/// equally good it is the highest. Choose on validation data: on training data the scores are too good, and test data is for the last measurement.
/// </remarks>
public static class Thresholds
{
    /// <summary>The threshold of the largest F1.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="predictions">The scores: probabilities or logits.</param>
    /// <param name="targets">The right classes, 0 or 1.</param>
    /// <returns>The threshold and the F1 that it reaches.</returns>
    /// <exception cref="ArgumentException">
    /// The lengths differ, there is no row, a score is not finite, a target is neither 0 nor 1, or class 1 never occurs.
    /// </exception>
    public static ThresholdChoice ByF1<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets)
        where T : struct, IFloatingPointIeee754<T>
    {
        var ranked = RankedScores.Of(predictions, targets);
        long ones = ranked.Sums([]).Trues;
        if (ones == 0)
        {
            throw new ArgumentException("All targets are 0; no threshold gives an F1. Validate on rows of both classes.", nameof(targets));
        }

        return Best(ranked, (t, f) => 2.0 * t / (t + f + ones));
    }

    /// <summary>The threshold of the least cost: what each false alarm costs, and each miss.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="predictions">The scores: probabilities or logits.</param>
    /// <param name="targets">The right classes, 0 or 1.</param>
    /// <param name="falseAlarm">The cost of predicting 1 where 0 is right, in any unit; 0 or more.</param>
    /// <param name="miss">The cost of predicting 0 where 1 is right, in the same unit; 0 or more.</param>
    /// <returns>The threshold (+∞ where never predicting 1 is cheapest) and the sum of the costs.</returns>
    /// <exception cref="ArgumentException">
    /// The lengths differ, there is no row, a score is not finite, a target is neither 0 nor 1, or a cost is negative or not finite.
    /// </exception>
    public static ThresholdChoice ByCost<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, double falseAlarm, double miss)
        where T : struct, IFloatingPointIeee754<T>
    {
        CheckCost(falseAlarm, nameof(falseAlarm));
        CheckCost(miss, nameof(miss));
        var ranked = RankedScores.Of(predictions, targets);
        long ones = ranked.Sums([]).Trues;
        ThresholdChoice best = Best(ranked, (t, f) => -((falseAlarm * f) + (miss * (ones - t))));
        double never = miss * ones;
        return never <= -best.Value ? new ThresholdChoice(double.PositiveInfinity, never) : best with { Value = -best.Value };
    }

    private static ThresholdChoice Best(RankedScores ranked, Func<long, long, double> value)
    {
        double best = double.NegativeInfinity, lowest = 0, next = 0;
        bool wasBest = false;
        foreach ((double score, long t, long f) in ranked.Steps())
        {
            next = wasBest ? score : next;
            double now = value(t, f);
            wasBest = now > best;
            (best, lowest, next) = wasBest ? (now, score, score) : (best, lowest, next);
        }

        double between = next + ((lowest - next) / 2);
        return new ThresholdChoice(between > next ? between : lowest, best);
    }

    private static void CheckCost(double cost, string name)
    {
        if (!(double.IsFinite(cost) && cost >= 0))
        {
            throw new ArgumentOutOfRangeException(name, cost, "A cost is a finite number from 0 up.");
        }
    }
}
