using System.Numerics;

namespace DeepMfg.AutoDiff.Learning;

public static partial class Metrics
{
    /// <summary>
    /// The area under the receiver operating characteristic: the chance that a row of class 1 scores higher than one of class 0, ties counting half
    /// (Hanley and McNeil, <i>Radiology</i> 143, 1982).
    /// </summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="predictions">The scores: probabilities or logits, only their order counts.</param>
    /// <param name="targets">The right classes, 0 or 1.</param>
    /// <returns>A number in [0, 1]; NaN where one class only occurs.</returns>
    /// <exception cref="ArgumentException">The lengths differ, there is no row, a score is not finite, or a target is neither 0 nor 1.</exception>
    public static double RocAuc<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets)
        where T : struct, IFloatingPointIeee754<T> => RankedScores.Of(predictions, targets).Sums([]).RocAuc;

    /// <summary>The area under the receiver operating characteristic for any number of classes.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="scores">A score for each class, row by row.</param>
    /// <param name="targets">The right class of each row.</param>
    /// <param name="classes">How many classes a row has.</param>
    /// <param name="pairing">Each class against the rest, or against each other one.</param>
    /// <param name="average"><see cref="Average.Macro"/>, or <see cref="Average.Weighted"/> by how often the class or the pair occurs.</param>
    /// <returns>A number in [0, 1]; NaN where a class never occurs.</returns>
    /// <exception cref="ArgumentException">
    /// The lengths differ, there is no row, a score is not finite, a target is no class, or the average is binary.
    /// </exception>
    public static double RocAuc<T>(
        ReadOnlySpan<T> scores, ReadOnlySpan<int> targets, int classes, Pairing pairing = Pairing.OneVersusRest, Average average = Average.Macro)
        where T : struct, IFloatingPointIeee754<T>
    {
        Inputs.CheckRows(scores, targets, classes);
        if (average == Average.Binary)
        {
            throw new ArgumentException(
                "For a score of class 1 alone call RocAuc(predictions, targets); ask for Average.Macro or Average.Weighted here.", nameof(average));
        }

        return pairing == Pairing.OneVersusRest ? AgainstTheRest(scores, targets, classes, average) : InPairs(scores, targets, classes, average);
    }

    /// <summary>
    /// The area under precision over recall, as the sum of precisions, each weighted by the recall that its threshold gains: average precision.
    /// </summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="predictions">The scores: probabilities or logits, only their order counts.</param>
    /// <param name="targets">The right classes, 0 or 1.</param>
    /// <returns>A number in [0, 1]; 0 where class 1 never occurs.</returns>
    /// <exception cref="ArgumentException">The lengths differ, there is no row, a score is not finite, or a target is neither 0 nor 1.</exception>
    public static double PrAuc<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets)
        where T : struct, IFloatingPointIeee754<T> => RankedScores.Of(predictions, targets).Sums([]).AveragePrecision;

    private static double AgainstTheRest<T>(ReadOnlySpan<T> scores, ReadOnlySpan<int> targets, int classes, Average average)
        where T : struct, IFloatingPointIeee754<T>
    {
        double sum = 0, weights = 0;
        for (int k = 0; k < classes; k++)
        {
            (double area, int occurs) = Area(scores, targets, classes, (k, -1));
            double weight = average == Average.Weighted ? occurs : 1;
            sum += weight * area;
            weights += weight;
        }

        return sum / weights;
    }

    private static double InPairs<T>(ReadOnlySpan<T> scores, ReadOnlySpan<int> targets, int classes, Average average)
        where T : struct, IFloatingPointIeee754<T>
    {
        double sum = 0, weights = 0;
        for (int a = 0; a < classes; a++)
        {
            for (int b = a + 1; b < classes; b++)
            {
                (double first, int occursA) = Area(scores, targets, classes, (a, b));
                (double second, int occursB) = Area(scores, targets, classes, (b, a));
                double weight = average == Average.Weighted ? occursA + occursB : 1;
                sum += weight * (first + second) / 2;
                weights += weight;
            }
        }

        return sum / weights;
    }

    /// <summary>The area for one class's scores against another's rows, or all others' where the other is negative; and how often the class occurs.</summary>
    private static (double Area, int Occurs) Area<T>(ReadOnlySpan<T> scores, ReadOnlySpan<int> targets, int classes, (int One, int Other) pair)
        where T : struct, IFloatingPointIeee754<T>
    {
        var of = new List<T>(targets.Length);
        var isOne = new List<T>(targets.Length);
        int occurs = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            bool one = targets[i] == pair.One;
            if (one || pair.Other < 0 || targets[i] == pair.Other)
            {
                of.Add(scores[(i * classes) + pair.One]);
                isOne.Add(one ? T.One : T.Zero);
                occurs += one ? 1 : 0;
            }
        }

        return of.Count == 0 ? (double.NaN, 0) : (RocAuc<T>([.. of], [.. isOne]), occurs);
    }
}
