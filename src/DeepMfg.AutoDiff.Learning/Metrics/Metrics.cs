using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>How good predictions are: figures over spans of predictions and targets, in this order, each equal to scikit-learn's.</summary>
/// <remarks>
/// <para>
/// Predictions of <see cref="int"/> are classes from 0. Predictions of <see cref="float"/> and <see cref="double"/> with targets 0 and 1 are scores:
/// probabilities, logits or the classes themselves, where a score at or above the threshold means 1. Sums are <see cref="double"/> for every type.
/// </para>
/// <para>
/// All refuse, by <see cref="ArgumentException"/>, lengths that differ, no rows at all, and numbers that are not finite. A figure that the rows leave
/// undefined (the ROC's area where one class only occurs) is NaN, so that one fold of many does not end a program; its documentation says when.
/// </para>
/// </remarks>
[SuppressMessage("Naming", "CA1724", Justification = "What is measured here and what System.Diagnostics.Metrics counts do not meet in one file.")]
public static partial class Metrics
{
    /// <summary>The share of the rows whose class is predicted right.</summary>
    /// <param name="predictions">The predicted classes.</param>
    /// <param name="targets">The right classes.</param>
    /// <returns>A number in [0, 1].</returns>
    /// <exception cref="ArgumentException">The lengths differ, or there is no row.</exception>
    public static double Accuracy(ReadOnlySpan<int> predictions, ReadOnlySpan<int> targets) => ConfusionMatrix.Of(predictions, targets).Accuracy;

    /// <summary>The share of the rows where score at or above the threshold and class 1 agree.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="predictions">The scores.</param>
    /// <param name="targets">The right classes, 0 or 1.</param>
    /// <param name="threshold">The least score that means 1.</param>
    /// <returns>A number in [0, 1].</returns>
    /// <exception cref="ArgumentException">The lengths differ, there is no row, a score is not finite, or a target is neither 0 nor 1.</exception>
    public static double Accuracy<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, double threshold = 0.5)
        where T : struct, IFloatingPointIeee754<T> => ConfusionMatrix.Of(predictions, targets, threshold).Accuracy;

    /// <summary>The mean recall of the classes that occur.</summary>
    /// <inheritdoc cref="Accuracy(ReadOnlySpan{int}, ReadOnlySpan{int})"/>
    public static double BalancedAccuracy(ReadOnlySpan<int> predictions, ReadOnlySpan<int> targets) =>
        ConfusionMatrix.Of(predictions, targets).BalancedAccuracy;

    /// <summary>The mean recall of the classes 0 and 1, as far as they occur.</summary>
    /// <inheritdoc cref="Accuracy{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, double)"/>
    public static double BalancedAccuracy<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, double threshold = 0.5)
        where T : struct, IFloatingPointIeee754<T> => ConfusionMatrix.Of(predictions, targets, threshold).BalancedAccuracy;

    /// <summary>TP / (TP + FP): the share of a class's predictions that are right; 0 where it is never predicted.</summary>
    /// <param name="predictions">The predicted classes.</param>
    /// <param name="targets">The right classes.</param>
    /// <param name="average">How the classes' figures become one.</param>
    /// <returns>A number in [0, 1].</returns>
    /// <exception cref="ArgumentException">The lengths differ, or there is no row.</exception>
    /// <exception cref="InvalidOperationException">The binary figure of more than two classes was asked for.</exception>
    public static double Precision(ReadOnlySpan<int> predictions, ReadOnlySpan<int> targets, Average average) =>
        ConfusionMatrix.Of(predictions, targets).Precision(average);

    /// <summary>TP / (TP + FP) of class 1; 0 where it is never predicted.</summary>
    /// <inheritdoc cref="Accuracy{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, double)"/>
    public static double Precision<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, double threshold = 0.5)
        where T : struct, IFloatingPointIeee754<T> => ConfusionMatrix.Of(predictions, targets, threshold).Precision(1);

    /// <summary>TP / (TP + FN): the share of a class's rows that are predicted so; 0 where it never occurs.</summary>
    /// <inheritdoc cref="Precision(ReadOnlySpan{int}, ReadOnlySpan{int}, Average)"/>
    public static double Recall(ReadOnlySpan<int> predictions, ReadOnlySpan<int> targets, Average average) =>
        ConfusionMatrix.Of(predictions, targets).Recall(average);

    /// <summary>TP / (TP + FN) of class 1; 0 where it never occurs.</summary>
    /// <inheritdoc cref="Accuracy{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, double)"/>
    public static double Recall<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, double threshold = 0.5)
        where T : struct, IFloatingPointIeee754<T> => ConfusionMatrix.Of(predictions, targets, threshold).Recall(1);

    /// <summary>2 TP / (2 TP + FP + FN): the harmonic mean of precision and recall.</summary>
    /// <inheritdoc cref="Precision(ReadOnlySpan{int}, ReadOnlySpan{int}, Average)"/>
    public static double F1(ReadOnlySpan<int> predictions, ReadOnlySpan<int> targets, Average average) => ConfusionMatrix.Of(predictions, targets).F1(average);

    /// <summary>2 TP / (2 TP + FP + FN) of class 1.</summary>
    /// <inheritdoc cref="Accuracy{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, double)"/>
    public static double F1<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, double threshold = 0.5)
        where T : struct, IFloatingPointIeee754<T> => ConfusionMatrix.Of(predictions, targets, threshold).F1(1);

    /// <summary>Matthews' correlation coefficient (<see cref="ConfusionMatrix.Matthews"/>), also of more than two classes.</summary>
    /// <param name="predictions">The predicted classes.</param>
    /// <param name="targets">The right classes.</param>
    /// <returns>A number in [−1, 1]; 0 where one class only occurs or is predicted.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or there is no row.</exception>
    public static double Matthews(ReadOnlySpan<int> predictions, ReadOnlySpan<int> targets) => ConfusionMatrix.Of(predictions, targets).Matthews;

    /// <summary>Matthews' correlation coefficient of the decisions (<see cref="ConfusionMatrix.Matthews"/>), a number in [−1, 1].</summary>
    /// <inheritdoc cref="Accuracy{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, double)"/>
    public static double Matthews<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, double threshold = 0.5)
        where T : struct, IFloatingPointIeee754<T> => ConfusionMatrix.Of(predictions, targets, threshold).Matthews;
}
