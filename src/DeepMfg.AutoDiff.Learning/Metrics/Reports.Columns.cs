using System.Numerics;

namespace DeepMfg.AutoDiff.Learning;

public static partial class Reports
{
    /// <summary>A report on two classes, the right ones a column of 0 and 1.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="predictions">The scores: probabilities or logits.</param>
    /// <param name="targets">The right classes, a column of the numbers 0 and 1.</param>
    /// <param name="threshold">The least score that means 1, chosen on other rows than these (<see cref="Thresholds"/>).</param>
    /// <param name="options">How the intervals are found.</param>
    /// <returns>The report.</returns>
    /// <exception cref="ArgumentException">
    /// The column holds no numbers, the lengths differ, there is no row, a score is not finite, or a target is neither 0 nor 1.
    /// </exception>
    public static Report Binary<T>(ReadOnlySpan<T> predictions, Column targets, double threshold = 0.5, BootstrapOptions? options = null)
        where T : struct, IFloatingPointIeee754<T> => Binary(predictions, Numbers<T>(targets), threshold, options);

    /// <summary>A report on predicted numbers, the right ones a column.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="predictions">The predicted values.</param>
    /// <param name="targets">The right values, a column of numbers.</param>
    /// <param name="options">How the intervals are found.</param>
    /// <returns>The report.</returns>
    /// <exception cref="ArgumentException">The column holds no numbers, the lengths differ, there is no row, or a number is not finite.</exception>
    public static Report Regression<T>(ReadOnlySpan<T> predictions, Column targets, BootstrapOptions? options = null)
        where T : struct, IFloatingPointIeee754<T> => Regression(predictions, Numbers<T>(targets), options);

    private static ReadOnlySpan<T> Numbers<T>(Column column)
        where T : struct, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(column);
        return column is NumberColumn numbers
            ? Array.ConvertAll(numbers.Values.ToArray(), T.CreateChecked)
            : throw new ArgumentException(
                $"Column \"{column.Name}\" is of {column.Kind}; a report needs numbers, as the rows that a pipeline makes have them.", nameof(column));
    }
}
