using DeepMfg.AutoDiff.Learning;
using DeepMfg.AutoDiff.Optimization;
using DeepMfg.AutoDiff.Samples;

namespace CurveFitting;

/// <summary>What is said of a worn tool.</summary>
internal static class WearReport
{
    public static void Write(Session session, WearTable table, WearTable? test)
    {
        LeastSquares fit = Wear.Fit(table);
        session.Say($"{table.Minutes.Length} measurements from {table.Source}. {fit.Explanation}");
        session.Save("wear", () => Drawn(fit, table));
        session.Save("residuals", () => Plots.Residuals<double>(Predicted(fit, table), table.Microns));
        session.Show(
            "Parameters, with 95 % intervals",
            ["", "fitted", "from", "to", .. table.Truth.Length > 0 ? (string[])["simulated"] : []],
            Enumerable.Range(0, fit.Point.Length).Select(k =>
            {
                (double low, double high) = fit.Interval(k);
                string[] truth = table.Truth.Length > 0 ? [$"{table.Truth[k]:F2}"] : [];
                return (string[])[Wear.Parameters[k], $"{fit.Point[k]:F2}", $"{low:F2}", $"{high:F2}", .. truth];
            }));

        double limit = session.Arguments["limit"];
        session.Say(Wear.Life(fit, limit) is { } life
            ? $"The wear reaches {limit} µm after {life.Minutes:F1} minutes (95 %: {life.Low:F1} to {life.High:F1})."
            : $"The wear never reaches {limit} µm.");
        session.Show("Root mean square error [µm]", ["", "curve", "straight line through the mean"], Errors(fit, table, test));
    }

    private static IEnumerable<string[]> Errors(LeastSquares fit, WearTable table, WearTable? test)
    {
        double rate = table.Microns.Average() / table.Minutes.Average();
        foreach (WearTable judged in test is null ? (WearTable[])[table] : [table, test])
        {
            double[] line = Array.ConvertAll(judged.Minutes, t => rate * t);
            yield return
            [
                judged.Source,
                $"{Metrics.RootMeanSquareError<double>(Predicted(fit, judged), judged.Microns):F2}",
                $"{Metrics.RootMeanSquareError<double>(line, judged.Microns):F2}",
            ];
        }
    }

    private static double[] Predicted(LeastSquares fit, WearTable table) => Array.ConvertAll(table.Minutes, t => Wear.At(fit, t).Value);

    private static Figure Drawn(LeastSquares fit, WearTable table)
    {
        var band = Array.ConvertAll(table.Minutes, t => Wear.At(fit, t));
        Figure figure = Plots.Series(
            table.Minutes, [.. band.Select(at => at.Value)], [.. band.Select(at => at.Low)], [.. band.Select(at => at.High)], table.Microns);
        figure.Plot.Title("Flank wear, with the curve's 95 % interval");
        figure.Plot.XLabel("minutes in the cut");
        figure.Plot.YLabel("µm");
        return figure;
    }
}
