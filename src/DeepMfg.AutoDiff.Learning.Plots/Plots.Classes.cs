using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ScottPlot;
using ScottPlot.Plottables;

namespace DeepMfg.AutoDiff.Learning;

public static partial class Plots
{
    /// <summary>More cells would be too small for their numbers.</summary>
    private const int MostNumbers = 20;

    /// <summary>A confusion matrix: a row for each right class, its shares as shades, the counts as numbers.</summary>
    /// <param name="matrix">The counts.</param>
    /// <param name="names">The classes' names; none: their numbers.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="ArgumentException">There are names, but not one for each class.</exception>
    public static Figure Confusion(ConfusionMatrix matrix, params IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        ArgumentNullException.ThrowIfNull(names);
        int classes = matrix.Classes;
        if (names.Count != 0 && names.Count != classes)
        {
            throw new ArgumentException($"There are {names.Count} names for {classes} classes.", nameof(names));
        }

        var figure = new Figure(Invariant($"Confusion matrix, accuracy {matrix.Accuracy:0.000}"), "predicted", "actual");
        for (int target = 0; target < classes; target++)
        {
            for (int predicted = 0; predicted < classes; predicted++)
            {
                Cell(figure, matrix, target, predicted);
            }
        }

        double[] places = [.. Enumerable.Range(0, classes).Select(k => (double)k)];
        string[] labels = names.Count == 0 ? [.. places.Select(k => k.ToString(CultureInfo.InvariantCulture))] : [.. names];
        figure.Plot.Axes.Bottom.SetTicks(places, labels);
        figure.Plot.Axes.Left.SetTicks(places, labels);
        figure.Plot.HideGrid();

        // The first class at the top, as in print.
        figure.Plot.Axes.SetLimits(-0.5, classes - 0.5, classes - 0.5, -0.5);
        return figure;
    }

    /// <summary>Which class a model gives to each place of a plane, and the rows that it should have learned.</summary>
    /// <param name="classify">The class that the model gives to two features.</param>
    /// <param name="x">The first feature of the rows.</param>
    /// <param name="y">The second feature of the rows.</param>
    /// <param name="targets">The right class of each row.</param>
    /// <param name="resolution">How many places a side.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="ArgumentException">The lengths differ, there is no row, a number is not finite, or a class is negative.</exception>
    [SuppressMessage("Performance", "CA1814", Justification = "ScottPlot's maps are rectangular arrays.")]
    public static Figure DecisionRegions(Func<double, double, int> classify, double[] x, double[] y, int[] targets, int resolution = 200)
    {
        ArgumentNullException.ThrowIfNull(classify);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentOutOfRangeException.ThrowIfLessThan(resolution, 2);
        CheckSeries(targets.Length, (x, nameof(x)), (y, nameof(y)));
        CoordinateRect frame = Frame(x, y);
        var map = new double[resolution, resolution];
        for (int row = 0; row < resolution; row++)
        {
            // The first row is drawn at the top.
            double v = frame.Top - ((row + 0.5) * frame.Height / resolution);
            for (int column = 0; column < resolution; column++)
            {
                map[row, column] = classify(frame.Left + ((column + 0.5) * frame.Width / resolution), v);
            }
        }

        int classes = 1 + (int)Math.Max(1, Math.Max(targets.Max(), map.Cast<double>().Max()));
        if (Math.Min(targets.Min(), map.Cast<double>().Min()) < 0)
        {
            throw new ArgumentException("A class is negative; the classes are numbered from 0.", nameof(targets));
        }

        var figure = new Figure("Decision regions", "first feature", "second feature");
        Heatmap regions = figure.Plot.Add.Heatmap(map);
        (regions.Colormap, regions.ManualRange, regions.Extent) = (new ClassColors(classes), new ScottPlot.Range(0, classes - 1), frame);
        for (int k = 0; k < classes; k++)
        {
            int[] rows = [.. Enumerable.Range(0, targets.Length).Where(i => targets[i] == k)];
            Points(figure, [.. rows.Select(i => x[i])], [.. rows.Select(i => y[i])], Palette.Of(k), Invariant($"class {k}"));
        }

        figure.Plot.Axes.SetLimits(frame.Left, frame.Right, frame.Bottom, frame.Top);
        figure.Plot.ShowLegend(Alignment.UpperRight);
        return figure;
    }

    private static void Cell(Figure figure, ConfusionMatrix matrix, int target, int predicted)
    {
        double share = matrix[target, predicted] / Math.Max(1.0, matrix.Support(target));
        Rectangle cell = figure.Plot.Add.Rectangle(predicted - 0.5, predicted + 0.5, target - 0.5, target + 0.5);
        (cell.FillColor, cell.LineColor, cell.LineWidth) = (Colors.White.MixedWith(Palette.Of(0), share), Colors.White, 2);
        if (matrix.Classes <= MostNumbers)
        {
            Text number = figure.Plot.Add.Text(matrix[target, predicted].ToString(CultureInfo.InvariantCulture), predicted, target);
            (number.LabelAlignment, number.LabelFontSize) = (Alignment.MiddleCenter, matrix.Classes > 8 ? 12 : 18);
            number.LabelFontColor = share > 0.5 ? Colors.White : Colors.Black;
        }
    }

    /// <summary>The rows' range with a margin of a tenth.</summary>
    private static CoordinateRect Frame(double[] x, double[] y)
    {
        double width = Math.Max(x.Max() - x.Min(), 1e-9), height = Math.Max(y.Max() - y.Min(), 1e-9);
        return new CoordinateRect(x.Min() - (0.1 * width), x.Max() + (0.1 * width), y.Min() - (0.1 * height), y.Max() + (0.1 * height));
    }
}
