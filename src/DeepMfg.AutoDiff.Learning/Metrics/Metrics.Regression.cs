using System.Numerics;

namespace DeepMfg.AutoDiff.Learning;

public static partial class Metrics
{
    /// <summary>The least |target| that the percentage error divides by: 2⁻⁵².</summary>
    private const double LeastTarget = 1.0 / (1L << 52);

    /// <summary>√(mean of (prediction − target)²), in the target's unit.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="predictions">The predicted values.</param>
    /// <param name="targets">The right values.</param>
    /// <returns>A number from 0 up.</returns>
    /// <exception cref="ArgumentException">The lengths differ, there is no row, or a number is not finite.</exception>
    public static double RootMeanSquareError<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets)
        where T : struct, IFloatingPointIeee754<T> => Math.Sqrt(MeanOf(predictions, targets, (p, y) => Square(p - y)));

    /// <summary>The mean of |prediction − target|, in the target's unit.</summary>
    /// <inheritdoc cref="RootMeanSquareError"/>
    public static double MeanAbsoluteError<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets)
        where T : struct, IFloatingPointIeee754<T> => MeanOf(predictions, targets, (p, y) => Math.Abs(p - y));

    /// <summary>
    /// The mean of |prediction − target| / |target|: 0.1 is ten percent. A target of zero is taken for 2⁻⁵², so that an error there shows as a huge
    /// number and not as infinity.
    /// </summary>
    /// <inheritdoc cref="RootMeanSquareError"/>
    public static double MeanAbsolutePercentageError<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets)
        where T : struct, IFloatingPointIeee754<T> => MeanOf(predictions, targets, (p, y) => Math.Abs(p - y) / Math.Max(Math.Abs(y), LeastTarget));

    /// <summary>
    /// 1 − Σ (prediction − target)² / Σ (mean target − target)²: the share of the targets' variance that the predictions explain. Where all targets are
    /// equal it is 1 for predictions without error and 0 for others; of a single row it is NaN.
    /// </summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="predictions">The predicted values.</param>
    /// <param name="targets">The right values.</param>
    /// <returns>A number up to 1; negative where the mean would predict better.</returns>
    /// <exception cref="ArgumentException">The lengths differ, there is no row, or a number is not finite.</exception>
    public static double RSquared<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets)
        where T : struct, IFloatingPointIeee754<T>
    {
        double mean = MeanOf(predictions, targets, (_, y) => y);
        double error = MeanOf(predictions, targets, (p, y) => Square(p - y));
        if (targets.Length == 1)
        {
            return double.NaN;
        }

        // The mean of equal numbers need not be that number to the bit.
        bool areEqual = targets.IndexOfAnyExcept(targets[0]) < 0;
        return !areEqual ? 1 - (error / MeanOf(predictions, targets, (_, y) => Square(mean - y))) : error == 0 ? 1 : 0;
    }

    /// <summary>
    /// The mean pinball loss, max(q (y − p), (q − 1) (y − p)): least where the predictions are the q-quantiles of their targets
    /// (Koenker and Bassett, <i>Econometrica</i> 46, 1978).
    /// </summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="predictions">The predicted quantiles.</param>
    /// <param name="targets">The right values.</param>
    /// <param name="quantile">q, in [0, 1].</param>
    /// <returns>A number from 0 up, in the target's unit.</returns>
    /// <exception cref="ArgumentException">The lengths differ, there is no row, a number is not finite, or q is not in [0, 1].</exception>
    public static double QuantileLoss<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, double quantile)
        where T : struct, IFloatingPointIeee754<T>
    {
        if (!(quantile >= 0 && quantile <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(quantile), quantile, "A quantile's share is a number in [0, 1], such as 0.9.");
        }

        return MeanOf(predictions, targets, (p, y) => Math.Max(quantile * (y - p), (quantile - 1) * (y - p)));
    }

    private static double MeanOf<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, Func<double, double, double> term)
        where T : struct, IFloatingPointIeee754<T>
    {
        Inputs.CheckPairs(predictions, targets);
        double sum = 0;
        for (int i = 0; i < predictions.Length; i++)
        {
            sum += term(double.CreateChecked(predictions[i]), double.CreateChecked(targets[i]));
        }

        return sum / predictions.Length;
    }
}
