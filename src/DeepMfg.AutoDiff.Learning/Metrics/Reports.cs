using System.Globalization;
using System.Numerics;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>Reports on predictions: the figures of their kind, each with an interval by bootstrap.</summary>
public static class Reports
{
    private static readonly string[] s_classes =
        ["Accuracy", "Balanced accuracy", "Precision, macro", "Recall, macro", "F1, macro", "F1, weighted", "Matthews"];

    private static readonly string[] s_numbers = ["RMSE", "MAE", "MAPE", "R²"];

    /// <summary>
    /// Two classes: confusion matrix, accuracy, balanced accuracy, precision, recall, F1, Matthews, ROC-AUC, PR-AUC; and where all predictions lie in
    /// [0, 1], as probabilities do, log-loss and Brier score.
    /// </summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="predictions">The scores: probabilities or logits.</param>
    /// <param name="targets">The right classes, 0 or 1.</param>
    /// <param name="threshold">The least score that means 1, chosen on other rows than these (<see cref="Thresholds"/>).</param>
    /// <param name="options">How the intervals are found.</param>
    /// <returns>The report.</returns>
    /// <exception cref="ArgumentException">The lengths differ, there is no row, a score is not finite, or a target is neither 0 nor 1.</exception>
    public static Report Binary<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, double threshold = 0.5, BootstrapOptions? options = null)
        where T : struct, IFloatingPointIeee754<T>
    {
        options ??= new BootstrapOptions();
        options.Check();
        var confusion = ConfusionMatrix.Of(predictions, targets, threshold);
        var ranked = RankedScores.Of(predictions, targets);
        bool areProbabilities = ranked.Scores[0] <= 1 && ranked.Scores[^1] >= 0;
        string title = string.Create(CultureInfo.InvariantCulture, $"{confusion.Count} rows, {confusion.Support(1)} of class 1, threshold {threshold:0.####}");
        return new Report(title, BinaryLines.Of(ranked, threshold, areProbabilities ? Metrics.Epsilon<T>() : null, options), confusion, options.Level);
    }

    /// <summary>Any number of classes: confusion matrix, accuracy, balanced accuracy, macro precision and recall, macro and weighted F1, Matthews.</summary>
    /// <param name="predictions">The predicted classes.</param>
    /// <param name="targets">The right classes.</param>
    /// <param name="options">How the intervals are found.</param>
    /// <returns>The report.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or there is no row.</exception>
    public static Report Classes(ReadOnlySpan<int> predictions, ReadOnlySpan<int> targets, BootstrapOptions? options = null)
    {
        options ??= new BootstrapOptions();
        var confusion = ConfusionMatrix.Of(predictions, targets);
        Interval[] intervals = Bootstrap.Of(predictions, targets, (p, y) => Figures(ConfusionMatrix.Of(p, y)), options);
        return new Report($"{confusion.Count} rows of {confusion.Classes} classes", Lines(s_classes, Figures(confusion), intervals), confusion, options.Level);
    }

    /// <summary>Numbers: root mean square error, mean absolute error, mean absolute percentage error, R².</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="predictions">The predicted values.</param>
    /// <param name="targets">The right values.</param>
    /// <param name="options">How the intervals are found.</param>
    /// <returns>The report.</returns>
    /// <exception cref="ArgumentException">The lengths differ, there is no row, or a number is not finite.</exception>
    public static Report Regression<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, BootstrapOptions? options = null)
        where T : struct, IFloatingPointIeee754<T>
    {
        options ??= new BootstrapOptions();
        double[] values = Figures(predictions, targets);
        Interval[] intervals = Bootstrap.Of(predictions, targets, Figures, options);
        return new Report(string.Create(CultureInfo.InvariantCulture, $"{targets.Length} rows"), Lines(s_numbers, values, intervals), null, options.Level);
    }

    private static double[] Figures(ConfusionMatrix matrix) =>
    [
        matrix.Accuracy, matrix.BalancedAccuracy, matrix.Precision(Average.Macro), matrix.Recall(Average.Macro),
        matrix.F1(Average.Macro), matrix.F1(Average.Weighted), matrix.Matthews,
    ];

    private static double[] Figures<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets)
        where T : struct, IFloatingPointIeee754<T> =>
    [
        Metrics.RootMeanSquareError(predictions, targets), Metrics.MeanAbsoluteError(predictions, targets),
        Metrics.MeanAbsolutePercentageError(predictions, targets), Metrics.RSquared(predictions, targets),
    ];

    private static ReportLine[] Lines(string[] names, double[] values, Interval[] intervals) =>
        [.. names.Select((name, i) => new ReportLine(name, values[i], intervals[i]))];
}
