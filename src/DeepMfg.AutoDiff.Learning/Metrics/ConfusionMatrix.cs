using System.Numerics;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>How often each class was predicted for each right class, and the figures that follow from it.</summary>
/// <remarks>
/// Where a figure divides by zero (precision of a class that was never predicted, recall of one that never occurs) it is 0, as in scikit-learn;
/// classes that neither occur nor are predicted take no part in means.
/// </remarks>
public sealed partial class ConfusionMatrix
{
    /// <summary>A table of more classes would need more than a gigabyte.</summary>
    private const int MostClasses = 8192;

    private readonly long[] _counts;

    private ConfusionMatrix(int classes) => (Classes, _counts) = (classes, new long[classes * classes]);

    /// <summary>How many classes there are, numbered from 0.</summary>
    public int Classes { get; }

    /// <summary>How many predictions were counted.</summary>
    public long Count { get; private set; }

    /// <summary>How often a class was predicted where another was right.</summary>
    /// <param name="target">The right class.</param>
    /// <param name="predicted">The predicted class.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public long this[int target, int predicted]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)target, (uint)Classes, nameof(target));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)predicted, (uint)Classes, nameof(predicted));
            return _counts[(target * Classes) + predicted];
        }
    }

    /// <summary>Counts predicted classes.</summary>
    /// <param name="predictions">The predicted class of each row.</param>
    /// <param name="targets">The right class of each row.</param>
    /// <param name="classes">How many classes there are; 0: as many as the largest number says, at least two.</param>
    /// <returns>The counts.</returns>
    /// <exception cref="ArgumentException">The lengths differ, there is no row, or a number is no class.</exception>
    public static ConfusionMatrix Of(ReadOnlySpan<int> predictions, ReadOnlySpan<int> targets, int classes = 0)
    {
        Inputs.CheckLengths(predictions.Length, targets.Length);
        ArgumentOutOfRangeException.ThrowIfNegative(classes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(classes, MostClasses);
        int most = classes > 0 ? classes : MostClasses;
        Inputs.CheckLabels(predictions, nameof(predictions), most);
        Inputs.CheckLabels(targets, nameof(targets), most);
        var matrix = new ConfusionMatrix(classes > 0 ? classes : 1 + Math.Max(1, Math.Max(Largest(predictions), Largest(targets))));
        for (int i = 0; i < predictions.Length; i++)
        {
            matrix.Add(targets[i], predictions[i], 1);
        }

        return matrix;
    }

    /// <summary>Counts the classes 0 and 1, a score at or above a threshold meaning 1.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="predictions">The score of each row: a probability, a logit or the class itself.</param>
    /// <param name="targets">The right class of each row, 0 or 1.</param>
    /// <param name="threshold">The least score that means 1: 0.5 for probabilities, 0 for logits, or a chosen one (<see cref="Thresholds"/>).</param>
    /// <returns>The counts.</returns>
    /// <exception cref="ArgumentException">The lengths differ, there is no row, a score is not finite, or a target is neither 0 nor 1.</exception>
    public static ConfusionMatrix Of<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, double threshold = 0.5)
        where T : struct, IFloatingPointIeee754<T>
    {
        Inputs.CheckBinary(predictions, targets);
        if (double.IsNaN(threshold))
        {
            throw new ArgumentException("The threshold is NaN; 0.5 is usual for probabilities, 0 for logits.", nameof(threshold));
        }

        var matrix = new ConfusionMatrix(2);
        for (int i = 0; i < predictions.Length; i++)
        {
            matrix.Add(targets[i] == T.One ? 1 : 0, double.CreateChecked(predictions[i]) >= threshold ? 1 : 0, 1);
        }

        return matrix;
    }

    /// <summary>From the four counts of a binary decision.</summary>
    internal static ConfusionMatrix Of(long trueNegatives, long falsePositives, long falseNegatives, long truePositives)
    {
        var matrix = new ConfusionMatrix(2);
        matrix.Add(0, 0, trueNegatives);
        matrix.Add(0, 1, falsePositives);
        matrix.Add(1, 0, falseNegatives);
        matrix.Add(1, 1, truePositives);
        return matrix;
    }

    private static int Largest(ReadOnlySpan<int> labels)
    {
        int largest = 0;
        foreach (int label in labels)
        {
            largest = Math.Max(largest, label);
        }

        return largest;
    }

    private void Add(int target, int predicted, long count)
    {
        _counts[(target * Classes) + predicted] += count;
        Count += count;
    }
}
