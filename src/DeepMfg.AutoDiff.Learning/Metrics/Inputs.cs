using System.Numerics;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>What every metric asks of its arguments, and the words in which it says what is wrong with them.</summary>
internal static class Inputs
{
    /// <summary>As many predictions as targets, at least one, all of them numbers.</summary>
    internal static void CheckPairs<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets)
        where T : struct, IFloatingPointIeee754<T>
    {
        CheckLengths(predictions.Length, targets.Length);
        CheckNumbers(predictions, nameof(predictions));
        CheckNumbers(targets, nameof(targets));
    }

    /// <summary>As <see cref="CheckPairs"/>, the targets 0 and 1 only.</summary>
    internal static void CheckBinary<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets)
        where T : struct, IFloatingPointIeee754<T>
    {
        CheckLengths(predictions.Length, targets.Length);
        CheckNumbers(predictions, nameof(predictions));
        for (int i = 0; i < targets.Length; i++)
        {
            if (targets[i] != T.Zero && targets[i] != T.One)
            {
                throw new ArgumentException($"targets[{i}] is {Text(targets[i])}; the two classes are 0 and 1.", nameof(targets));
            }
        }
    }

    /// <summary>As <see cref="CheckBinary"/>, the predictions probabilities.</summary>
    internal static void CheckProbabilities<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets)
        where T : struct, IFloatingPointIeee754<T>
    {
        CheckBinary(predictions, targets);
        CheckUnit(predictions, nameof(predictions));
    }

    /// <summary>All of them in [0, 1].</summary>
    internal static void CheckUnit<T>(ReadOnlySpan<T> values, string name)
        where T : struct, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!(values[i] >= T.Zero && values[i] <= T.One))
            {
                throw new ArgumentException(
                    $"{name}[{i}] is {Text(values[i])}, which is no probability; put logits through the sigmoid or softmax first.", name);
            }
        }
    }

    /// <summary>As many as there are rows of so many classes, and each right class one of them.</summary>
    internal static void CheckRows<T>(ReadOnlySpan<T> scores, ReadOnlySpan<int> targets, int classes)
        where T : struct, IFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        if (targets.IsEmpty)
        {
            throw new ArgumentException("There is nothing to measure: no target was given.", nameof(targets));
        }

        if (scores.Length != (long)targets.Length * classes)
        {
            throw new ArgumentException(
                $"There are {scores.Length} scores; {targets.Length} targets of {classes} classes need {(long)targets.Length * classes}, row by row.",
                nameof(scores));
        }

        CheckNumbers(scores, nameof(scores));
        CheckLabels(targets, nameof(targets), classes);
    }

    /// <summary>Every label one of so many classes.</summary>
    internal static void CheckLabels(ReadOnlySpan<int> labels, string name, int classes)
    {
        for (int i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classes)
            {
                throw new ArgumentException($"{name}[{i}] is {labels[i]}; the {classes} classes are numbered from 0 to {classes - 1}.", name);
            }
        }
    }

    /// <summary>As many of one as of the other, and at least one.</summary>
    internal static void CheckLengths(int predictions, int targets)
    {
        if (predictions != targets)
        {
            throw new ArgumentException(
                $"There are {predictions} predictions and {targets} targets; give one prediction for each target.", nameof(predictions));
        }

        if (predictions == 0)
        {
            throw new ArgumentException("There is nothing to measure: no prediction was given.", nameof(predictions));
        }
    }

    /// <summary>Every one finite.</summary>
    internal static void CheckNumbers<T>(ReadOnlySpan<T> values, string name)
        where T : struct, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!T.IsFinite(values[i]))
            {
                throw new ArgumentException($"{name}[{i}] is {Text(values[i])}; leave such rows out before measuring.", name);
            }
        }
    }

    private static string Text<T>(T value)
        where T : struct, IFloatingPointIeee754<T> => value.ToString(null, System.Globalization.CultureInfo.InvariantCulture);
}
