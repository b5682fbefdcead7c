using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace DeepMfg.AutoDiff.Optimization.Tests.Minimizers;

/// <summary>The examples of minimisers in docs/optimization.md: they stand here too, where they are compiled and run.</summary>
public sealed partial class PageTests
{
    private static readonly Dictionary<string, Action> s_examples = new()
    {
        ["first"] = First,
        ["bounds"] = Bounds,
        ["fit"] = Fit,
        ["wrong"] = Wrong,
        ["roots"] = Zeros,
    };

    public static TheoryData<string> Names => [.. s_examples.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_example_of_the_page_is_this_one_and_prints_what_it_says(string name)
    {
        string code = Part(name);
        Assert.Contains(code, File.ReadAllText(Beside("../../../docs/optimization.md")).ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Console.Lines.Clear();
        s_examples[name]();
        Assert.Equal(Promise().Matches(code).Select(match => match.Groups[1].Value.Trim()), Console.Lines);
        Assert.NotEmpty(Console.Lines);
    }

    [Fact]
    public void The_residuals_of_the_page_are_these() =>
        Assert.Contains(Part("wear"), File.ReadAllText(Beside("../../../docs/optimization.md")).ReplaceLineEndings("\n"), StringComparison.Ordinal);

    private static void First()
    {
        // begin first
        Minimum minimum = LBfgs.Solve(
            (x, gradient) =>
            {
                (double bend, double off) = (x[1] - x[0] * x[0], 1 - x[0]);
                gradient[0] = -400 * bend * x[0] - 2 * off;
                gradient[1] = 200 * bend;
                return 100 * bend * bend + off * off;
            },
            start: [-1.2, 1]);

        Console.WriteLine($"{minimum.Status} at {minimum.Point[0]:F6}, {minimum.Point[1]:F6}");   // Converged at 1.000000, 1.000000
        // end first
    }

    private static void Bounds()
    {
        // begin bounds
        Minimum cheapest = LBfgsB.Solve(
            (x, gradient) =>
            {
                (gradient[0], gradient[1]) = (2 * (x[0] - 3), 2 * (x[1] + 1));
                return (x[0] - 3) * (x[0] - 3) + (x[1] + 1) * (x[1] + 1);
            },
            start: [0.5, 0.5],
            lower: [0, 0],
            upper: [2, double.PositiveInfinity]);

        Console.WriteLine($"{cheapest.Point[0]} {cheapest.Point[1]}");   // 2 0
        // end bounds
    }

    private static void Fit()
    {
        // begin fit
        double[] minutes = [1, 2, 4, 8, 16, 32], microns = [5.2, 7.1, 9.6, 13.4, 18.1, 25.3];
        LeastSquares fit = LevenbergMarquardt.Solve(new WearObjective(minutes, microns), start: [1, 0.5], lower: [0, 0]);

        Console.WriteLine($"{fit.Status}: the exponent is {fit.Point[1]:F3} ± {fit.StandardErrors[1]:F3}");   // Converged: the exponent is 0.460 ± 0.005
        (double lower, double upper) = fit.Interval(1, confidence: 0.95);
        Console.WriteLine($"between {lower:F3} and {upper:F3}");   // between 0.447 and 0.473
        // end fit
    }

    private static void Wrong()
    {
        // begin wrong
        Minimum minimum = LBfgs.Solve(
            (x, gradient) =>
            {
                (gradient[0], gradient[1]) = (2 * x[0], -6 * x[1]);   // the second one should be 6 x₁
                return x[0] * x[0] + 3 * x[1] * x[1];
            },
            start: [1, 2]);

        Console.WriteLine(minimum.Explanation.Split(" (")[0]);   // The gradient looks wrong: gradient[1] is -12, where differences of the value give 12
        // end wrong
    }

    private static void Zeros()
    {
        // begin roots
        Root speed = Roots.Brent(v => Math.Exp(v) - 3 * v, lower: 0, upper: 1);
        Root again = Roots.Newton(v => (Math.Exp(v) - 3 * v, Math.Exp(v) - 3), start: 0.5);

        Console.WriteLine($"{speed.Point:F9} {again.Point:F9}");   // 0.619061287 0.619061287
        // end roots
    }

    /// <summary>What stands between two markers of this file, without its indentation.</summary>
    private static string Part(string name)
    {
        string[] lines = [.. File.ReadLines(Beside("PageTests.cs")).SkipWhile(line => line.Trim() != $"// begin {name}").Skip(1)
            .TakeWhile(line => line.Trim() != $"// end {name}")];
        int indentation = lines[0].Length - lines[0].TrimStart().Length;
        return string.Join('\n', lines.Select(line => line.Length > indentation ? line[indentation..] : ""));
    }

    private static string Beside(string relative, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, relative);

    [GeneratedRegex(@"Console\.WriteLine\(.*\);\s*// (.*)")]
    private static partial Regex Promise();

    // begin wear
    /// <summary>p₀ t^p₁ less what was measured.</summary>
    [Differentiable(Produce = Derivatives.Objective)]
    static double[] Wear(ReadOnlySpan<double> p, [NoDerivative] double[] minutes, [NoDerivative] double[] microns)
    {
        double[] misfit = new double[minutes.Length];
        for (int i = 0; i < misfit.Length; i++) misfit[i] = p[0] * Math.Pow(minutes[i], p[1]) - microns[i];
        return misfit;
    }
    // end wear

    /// <summary>Takes the place of the class of System.</summary>
    private static class Console
    {
        internal static List<string> Lines { get; } = [];

        internal static void WriteLine(string line) => Lines.Add(line);
    }
}
