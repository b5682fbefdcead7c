using ScottPlot.Plottables;

namespace DeepMfg.AutoDiff.Learning;

public static partial class Plots
{
    /// <summary>A series with the interval in which it is expected, and the values that came.</summary>
    /// <param name="times">The places on the first axis, ascending.</param>
    /// <param name="predictions">The predicted values.</param>
    /// <param name="low">The lower ends of the intervals.</param>
    /// <param name="high">The upper ends of the intervals.</param>
    /// <param name="targets">The values that came; none: nothing is known yet.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="ArgumentException">The lengths differ, there is no value, or a number is not finite.</exception>
    public static Figure Series(double[] times, double[] predictions, double[] low, double[] high, double[]? targets = null)
    {
        ArgumentNullException.ThrowIfNull(times);
        CheckSeries(times.Length, (times, nameof(times)), (predictions, nameof(predictions)), (low, nameof(low)), (high, nameof(high)));
        var figure = new Figure("Series", "time", "value");
        FillY band = figure.Plot.Add.FillY(times, low, high);
        (band.FillColor, band.LineWidth, band.LegendText) = (Palette.Of(0).WithAlpha(0.2), 0, "interval");
        Line(figure, times, predictions, Palette.Of(0), "predicted");
        if (targets is not null)
        {
            CheckSeries(times.Length, (targets, nameof(targets)));
            Points(figure, times, targets, Palette.Of(1), "actual");
        }

        figure.Plot.ShowLegend(ScottPlot.Alignment.UpperLeft);
        return figure;
    }

    private static void CheckSeries(int length, params ReadOnlySpan<(double[] Values, string Name)> series)
    {
        foreach ((double[] values, string name) in series)
        {
            ArgumentNullException.ThrowIfNull(values, name);
            if (values.Length != length || length == 0)
            {
                throw new ArgumentException($"There are {values.Length} {name}, and {Math.Max(length, 1)} are needed: one for each place.", name);
            }

            int bad = Array.FindIndex(values, value => !double.IsFinite(value));
            if (bad >= 0)
            {
                throw new ArgumentException($"{name}[{bad}] is {values[bad]}; leave such places out before figure.", name);
            }
        }
    }
}
