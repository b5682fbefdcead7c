using System.Globalization;
using System.Numerics;
using ScottPlot;
using ScottPlot.Plottables;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>Figures of how a model trained and of what it reaches.</summary>
public static partial class Plots
{
    private const float LineWidth = 2;

    /// <summary>Thin and grey instead of dashed: Skia's SVG knows no dashes.</summary>
    private const float GuideWidth = 1;

    private static readonly double[] s_fifths = [0, 0.2, 0.4, 0.6, 0.8, 1];

    private static readonly string[] s_fifthLabels = ["0", "0.2", "0.4", "0.6", "0.8", "1"];

    /// <summary>How figures developed over the epochs; the least value of each curve is marked.</summary>
    /// <param name="curves">The curves, such as the losses on training and on validation data.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="ArgumentException">There is no curve, or one without values.</exception>
    public static Figure History(params IReadOnlyList<Curve> curves)
    {
        ArgumentNullException.ThrowIfNull(curves);
        if (curves.Count == 0 || curves.Any(curve => curve.Values.Count == 0))
        {
            throw new ArgumentException("A history needs at least one curve, and each curve at least one value.", nameof(curves));
        }

        var figure = new Figure("History", "epoch", curves.Count == 1 ? curves[0].Name : "value");
        for (int i = 0; i < curves.Count; i++)
        {
            double[] values = [.. curves[i].Values];
            Line(figure, [.. Enumerable.Range(1, values.Length).Select(epoch => (double)epoch)], values, Palette.Of(i), curves[i].Name);
            int least = Array.IndexOf(values, values.Min());
            figure.Plot.Add.Marker(least + 1, values[least], MarkerShape.OpenCircle, 10, Palette.Of(i)).MarkerLineWidth = LineWidth;
        }

        figure.Plot.ShowLegend(Alignment.UpperRight);
        return figure;
    }

    /// <summary>A receiver operating characteristic, beside that of guessing.</summary>
    /// <param name="curve">The curve.</param>
    /// <returns>The figure.</returns>
    public static Figure Roc(RocCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        var figure = new Figure("Receiver operating characteristic", "false positive rate", "true positive rate");
        Guide(figure, [0, 1], [0, 1], "guessing");
        Line(figure, [.. curve.FalsePositiveRates], [.. curve.TruePositiveRates], Palette.Of(0), Invariant($"area {curve.Area:0.000}"));
        FrameUnit(figure, Alignment.LowerRight);
        return figure;
    }

    /// <summary>Precision over recall, beside that of guessing.</summary>
    /// <param name="curve">The curve.</param>
    /// <returns>The figure.</returns>
    public static Figure PrecisionRecall(PrecisionRecallCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        var figure = new Figure("Precision and recall", "recall", "precision");

        // All rows taken for class 1: the precision is the share of that class.
        double share = curve.Precisions[^1];
        Guide(figure, [0, 1], [share, share], Invariant($"guessing {share:0.000}"));
        Scatter line = Line(figure, [.. curve.Recalls], [.. curve.Precisions], Palette.Of(0), Invariant($"average precision {curve.AveragePrecision:0.000}"));
        line.ConnectStyle = ConnectStyle.StepVertical;
        FrameUnit(figure, Alignment.LowerLeft);
        return figure;
    }

    /// <summary>Whether what was given a probability happens as often; the size of a point grows with its share of the rows.</summary>
    /// <param name="curve">The curve.</param>
    /// <returns>The figure.</returns>
    public static Figure Calibration(CalibrationCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        var figure = new Figure("Calibration", "mean predicted probability", "share of class 1");
        Guide(figure, [0, 1], [0, 1], "perfect");
        double[] x = [.. curve.Bins.Select(bin => bin.MeanProbability)], y = [.. curve.Bins.Select(bin => bin.Share)];
        Line(figure, x, y, Palette.Of(0), Invariant($"expected error {curve.ExpectedError:0.000}"));
        foreach (CalibrationBin bin in curve.Bins)
        {
            float size = (float)(6 + (24 * Math.Sqrt((double)bin.Count / curve.Count)));
            figure.Plot.Add.Marker(bin.MeanProbability, bin.Share, MarkerShape.FilledCircle, size, Palette.Of(0).WithAlpha(0.6));
        }

        FrameUnit(figure, Alignment.UpperLeft);
        return figure;
    }

    /// <summary>Predicted values over the right ones, beside the line where both are equal.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="predictions">The predicted values.</param>
    /// <param name="targets">The right values.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="ArgumentException">The lengths differ, there is no row, or a number is not finite.</exception>
    public static Figure Predicted<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets)
        where T : struct, IFloatingPointIeee754<T>
    {
        double squared = Metrics.RSquared(predictions, targets);
        double[] p = Doubles(predictions), y = Doubles(targets);
        double low = Math.Min(p.Min(), y.Min()), high = Math.Max(p.Max(), y.Max());
        var figure = new Figure("Predicted and actual", "actual", "predicted");
        Guide(figure, [low, high], [low, high], "equal");
        Points(figure, y, p, Palette.Of(0), Invariant($"R² {squared:0.000}"));
        double margin = Math.Max(0.05 * (high - low), 1e-9);
        figure.Plot.Axes.SetLimits(low - margin, high + margin, low - margin, high + margin);
        figure.Plot.ShowLegend(Alignment.UpperLeft);
        return figure;
    }

    /// <summary>What is left, target − prediction, over the prediction: a model that lacks nothing leaves a level band around zero.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="predictions">The predicted values.</param>
    /// <param name="targets">The right values.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="ArgumentException">The lengths differ, there is no row, or a number is not finite.</exception>
    public static Figure Residuals<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets)
        where T : struct, IFloatingPointIeee754<T>
    {
        double error = Metrics.RootMeanSquareError(predictions, targets);
        double[] p = Doubles(predictions), y = Doubles(targets);
        var figure = new Figure("Residuals", "predicted", "actual − predicted");
        figure.Plot.Add.HorizontalLine(0, GuideWidth, Palette.Quiet);
        Points(figure, p, [.. y.Select((value, i) => value - p[i])], Palette.Of(0), Invariant($"RMSE {error:G4}"));
        figure.Plot.ShowLegend(Alignment.UpperRight);
        return figure;
    }

    private static Scatter Line(Figure figure, double[] x, double[] y, Color color, string name)
    {
        Scatter line = figure.Plot.Add.ScatterLine(x, y, color);
        (line.LineWidth, line.LegendText) = (LineWidth, name);
        return line;
    }

    /// <summary>A line to compare with.</summary>
    private static void Guide(Figure figure, double[] x, double[] y, string name) => Line(figure, x, y, Palette.Quiet, name).LineWidth = GuideWidth;

    private static void Points(Figure figure, double[] x, double[] y, Color color, string name)
    {
        // Many points are drawn small and pale, so that their density shows.
        Scatter points = figure.Plot.Add.ScatterPoints(x, y, color.WithAlpha(x.Length > 300 ? 0.4 : 0.7));
        (points.MarkerSize, points.LegendText) = (x.Length > 300 ? 5 : 8, name);
    }

    /// <summary>Both axes from 0 to 1, with room for lines on the frame.</summary>
    private static void FrameUnit(Figure figure, Alignment legend)
    {
        figure.Plot.Axes.SetLimits(-0.02, 1.02, -0.02, 1.02);
        figure.Plot.Axes.Bottom.SetTicks(s_fifths, s_fifthLabels);
        figure.Plot.Axes.Left.SetTicks(s_fifths, s_fifthLabels);
        figure.Plot.ShowLegend(legend);
    }

    private static double[] Doubles<T>(ReadOnlySpan<T> values)
        where T : struct, IFloatingPointIeee754<T> => Array.ConvertAll(values.ToArray(), double.CreateChecked);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
