using System.Numerics;

namespace DeepMfg.AutoDiff.Learning;

public static partial class Metrics
{
    /// <summary>
    /// The mean of −log of the probability that the right class was given. Probabilities are kept off 0 and 1 by the type's ε, 2⁻⁵² for
    /// <see cref="double"/> and 2⁻²³ for <see cref="float"/>, so that one sure mistake costs 36 or 16 and not infinity.
    /// </summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="predictions">The probabilities of class 1.</param>
    /// <param name="targets">The right classes, 0 or 1.</param>
    /// <returns>A number from 0 up.</returns>
    /// <exception cref="ArgumentException">The lengths differ, there is no row, a prediction is not in [0, 1], or a target is neither 0 nor 1.</exception>
    public static double LogLoss<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets)
        where T : struct, IFloatingPointIeee754<T>
    {
        Inputs.CheckProbabilities(predictions, targets);
        double sum = 0, epsilon = Epsilon<T>();
        for (int i = 0; i < predictions.Length; i++)
        {
            sum += LogLoss(double.CreateChecked(predictions[i]), targets[i] == T.One, epsilon);
        }

        return sum / predictions.Length;
    }

    /// <summary>
    /// The mean of −log of the probability that the right class was given, for any number of classes. Probabilities are kept off 0 and 1 by the type's ε,
    /// and each row is divided by its sum.
    /// </summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="probabilities">The probability of each class, row by row.</param>
    /// <param name="targets">The right class of each row.</param>
    /// <param name="classes">How many classes a row has.</param>
    /// <returns>A number from 0 up.</returns>
    /// <exception cref="ArgumentException">The lengths differ, there is no row, a probability is not in [0, 1], or a target is no class.</exception>
    public static double LogLoss<T>(ReadOnlySpan<T> probabilities, ReadOnlySpan<int> targets, int classes)
        where T : struct, IFloatingPointIeee754<T>
    {
        Inputs.CheckRows(probabilities, targets, classes);
        Inputs.CheckUnit(probabilities, nameof(probabilities));
        double sum = 0, epsilon = Epsilon<T>();
        for (int i = 0; i < targets.Length; i++)
        {
            double whole = 0;
            foreach (T probability in probabilities.Slice(i * classes, classes))
            {
                whole += Math.Clamp(double.CreateChecked(probability), epsilon, 1 - epsilon);
            }

            sum -= Math.Log(Math.Clamp(double.CreateChecked(probabilities[(i * classes) + targets[i]]), epsilon, 1 - epsilon) / whole);
        }

        return sum / targets.Length;
    }

    /// <summary>The mean square of probability − class (Brier, <i>Monthly Weather Review</i> 78, 1950).</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="predictions">The probabilities of class 1.</param>
    /// <param name="targets">The right classes, 0 or 1.</param>
    /// <returns>A number in [0, 1].</returns>
    /// <exception cref="ArgumentException">The lengths differ, there is no row, a prediction is not in [0, 1], or a target is neither 0 nor 1.</exception>
    public static double Brier<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets)
        where T : struct, IFloatingPointIeee754<T>
    {
        Inputs.CheckProbabilities(predictions, targets);
        double sum = 0;
        for (int i = 0; i < predictions.Length; i++)
        {
            sum += Brier(double.CreateChecked(predictions[i]), targets[i] == T.One);
        }

        return sum / predictions.Length;
    }

    /// <summary>The expected calibration error: the mean over the rows of |share of class 1 − mean probability| of the bin that the row is in.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="predictions">The probabilities of class 1.</param>
    /// <param name="targets">The right classes, 0 or 1.</param>
    /// <param name="bins">How many bins.</param>
    /// <param name="binning">Bins of equal width, or of about equally many rows.</param>
    /// <returns>A number in [0, 1].</returns>
    /// <exception cref="ArgumentException">The lengths differ, there is no row, a prediction is not in [0, 1], or a target is neither 0 nor 1.</exception>
    public static double CalibrationError<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, int bins = 10, Binning binning = Binning.EqualWidth)
        where T : struct, IFloatingPointIeee754<T> => CalibrationCurve.Of(predictions, targets, bins, binning).ExpectedError;

    internal static double Brier(double probability, bool isOne) => Square(probability - (isOne ? 1 : 0));

    internal static double LogLoss(double probability, bool isOne, double epsilon)
    {
        double kept = Math.Clamp(probability, epsilon, 1 - epsilon);
        return -Math.Log(isOne ? kept : 1 - kept);
    }

    /// <summary>The distance from 1 to the next number of the type.</summary>
    internal static double Epsilon<T>()
        where T : struct, IFloatingPointIeee754<T> => double.CreateChecked(T.BitIncrement(T.One) - T.One);

    private static double Square(double x) => x * x;
}
