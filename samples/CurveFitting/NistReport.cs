using DeepMfg.AutoDiff.Learning;
using DeepMfg.AutoDiff.Optimization;
using DeepMfg.AutoDiff.Samples;

namespace CurveFitting;

/// <summary>What is said of NIST's problems: the parameters of one, the digits of many.</summary>
internal static class NistReport
{
    private const string Extension = ".dat";

    /// <summary>Whether a path names such a file, or a folder with such files.</summary>
    public static bool Takes(string path) =>
        Path.GetExtension(path) == Extension || (Directory.Exists(path) && Directory.GetFiles(path, "*" + Extension).Length > 0);

    public static void Write(Session session, string path)
    {
        string[] files = Directory.Exists(path) ? [.. Directory.GetFiles(path, "*" + Extension).Order(StringComparer.OrdinalIgnoreCase)] : [path];
        NistProblem[] problems = [.. files.Select(NistProblem.Read)];
        foreach (NistProblem problem in problems)
        {
            session.Save(problem.Name, () => Drawn(problem, Fit(problem, start: 1)));
            if (problems.Length == 1) WriteParameters(session, problem, Fit(problem, start: 1));
        }

        session.Show(
            "Digits that agree with the certified ones (11 are printed)",
            ["problem", "start", "parameters", "residual sum", "steps", "status"],
            problems.SelectMany(problem => new[] { 0, 1 }.Select(start =>
            {
                LeastSquares fit = Fit(problem, start);
                return (string[])
                [
                    problem.Name, $"{start + 1}", $"{Digits(problem.Certified, fit.Point):F1}", $"{Digits([problem.ResidualSum], [fit.ResidualSum]):F1}",
                    $"{fit.Iterations}", $"{fit.Status}",
                ];
            })));
        session.Say("Six digits of every parameter, from both starts, are a fair bar; Lanczos1's data are exact, so that its residual sum says nothing.");
    }

    private static LeastSquares Fit(NistProblem problem, int start) =>
        LevenbergMarquardt.Solve(new Misfit(NistModels.All[problem.Name], problem.X, problem.Y), problem.Starts[start]);

    private static void WriteParameters(Session session, NistProblem problem, LeastSquares fit)
    {
        session.Say(fit.Explanation);
        session.Show(
            $"{problem.Name}, {problem.Y.Length} observations, with 95 % intervals",
            ["", "fitted", "from", "to", "certified"],
            Enumerable.Range(0, fit.Point.Length).Select(k =>
            {
                (double low, double high) = fit.Interval(k);
                return (string[])[$"b{k + 1}", $"{fit.Point[k]:G9}", $"{low:G6}", $"{high:G6}", $"{problem.Certified[k]:G9}"];
            }));
    }

    private static Figure Drawn(NistProblem problem, LeastSquares fit)
    {
        double[] gradient = new double[fit.Point.Length];
        double[] predicted = [.. problem.X.Select(x => NistModels.All[problem.Name](fit.Point, x, gradient))];
        if (problem.X[0].Length > 1) return Plots.Predicted<double>(predicted, problem.Y);

        int[] order = [.. Enumerable.Range(0, problem.Y.Length).OrderBy(i => problem.X[i][0])];
        var band = order.Select(i =>
        {
            double value = NistModels.All[problem.Name](fit.Point, problem.X[i], gradient);
            (double low, double high) = fit.IntervalOf(value, gradient);
            return (X: problem.X[i][0], Value: value, Low: low, High: high, Measured: problem.Y[i]);
        }).ToArray();
        Figure figure = Plots.Series(
            [.. band.Select(at => at.X)], [.. band.Select(at => at.Value)], [.. band.Select(at => at.Low)], [.. band.Select(at => at.High)],
            [.. band.Select(at => at.Measured)]);
        figure.Plot.Title($"{problem.Name}, with the curve's 95 % interval");
        figure.Plot.XLabel("x");
        figure.Plot.YLabel("y");
        return figure;
    }

    private static double Digits(ReadOnlySpan<double> certified, ReadOnlySpan<double> found)
    {
        double least = 11;
        for (int i = 0; i < certified.Length; i++)
        {
            least = Math.Min(least, -Math.Log10(Math.Abs(found[i] - certified[i]) / Math.Abs(certified[i])));
        }

        return least;
    }
}
