namespace DeepMfg.AutoDiff.Samples.Tests;

public sealed class CurveFittingTests : Scratch
{
    private const string Sample = "CurveFitting";

    /// <summary>Four numbers whose fit is b₁ = 2, b₂ = 3 exactly.</summary>
    private static readonly string s_danWood = string.Concat(Enumerable.Repeat("\n", 40))
        + "  b1 = 1 1.5 2 0.1\n  b2 = 5 4 3 0.1\n\nResidual Sum of Squares: 1E-20\n" + string.Concat(Enumerable.Repeat("\n", 16))
        + "2 1\n16 2\n54 3\n128 4\n";

    [Fact]
    public void Intervals_of_a_simulated_tool_hold_what_was_simulated()
    {
        var run = Run.Of(Sample, "--out", Folder);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        foreach (string parameter in new[] { "run-in wear [µm]", "run-in time [min]", "steady rate [µm/min]" })
        {
            Assert.InRange(run.Number(parameter, 4), run.Number(parameter, 2), run.Number(parameter, 3));
        }

        // 80 (1 − e^(−t/6)) + 4.2 t reaches 300 at 52.384 minutes.
        var life = System.Text.RegularExpressions.Regex.Match(run.Output, @"reaches 300 µm after [\d.]+ minutes \(95 %: ([\d.]+) to ([\d.]+)\)");
        Assert.InRange(52.384, Number(life.Groups[1].Value), Number(life.Groups[2].Value));
        AssertPlots("wear", "residuals");
    }

    [Fact]
    public void Points_on_the_curve_give_its_parameters_and_others_are_judged_by_it()
    {
        string table = "minutes,microns\n" + string.Concat(Enumerable.Range(1, 12).Select(
            t => FormattableString.Invariant($"{t},{50 * (1 - Math.Exp(-t / 2.0)) + 3 * t:R}\n")));
        string test = "minutes,microns\n100,360\n100,340\n1,22.67\n2,37.6\n";
        var run = Run.Of(Sample, "--data", Written("wear.csv", table), "--test", Written("test.csv", test));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal((50.0, 2.0, 3.0), (run.Number("run-in wear [µm]", 1), run.Number("run-in time [min]", 1), run.Number("steady rate [µm/min]", 1)));
        Assert.Contains("7.07", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_problem_of_NIST_gets_its_certified_parameters()
    {
        var run = Run.Of(Sample, "--data", Written("DanWood.dat", s_danWood));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(2, run.Number("b1", 1), 1e-8);
        Assert.Equal(3, run.Number("b2", 1), 1e-8);
        Assert.Contains("Converged", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DanWood.dat", "54 3", "54 three", "DanWood.dat, line 63, column 2: \"three\" is not a finite number")]
    [InlineData("DanWood.dat", "54 3", "54 NaN", "DanWood.dat, line 63, column 2: \"NaN\" is not a finite number")]
    [InlineData("DanWood.dat", "54 3", "54", "DanWood.dat, line 63: 1 numbers stand where 2 are needed")]
    [InlineData("DanWood.dat", "Residual", "Rest", "DanWood.dat is not written as NIST's files are")]
    [InlineData("Wood.dat", "54", "54", "'Wood' is none of the problems")]
    public void A_file_that_is_not_NISTs_is_refused(string name, string right, string wrong, string message)
    {
        var run = Run.Of(Sample, "--data", Written(name, s_danWood.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [DataFact]
    public void All_problems_of_NIST_are_solved_from_both_starts()
    {
        var run = Run.Of(Sample, "--data", Data.PathOf("nist"));
        string[][] lines = [.. run.Output.Split('\n').Where(line => line.Contains("Converged", StringComparison.Ordinal))
            .Select(line => line.Split('│', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
        Assert.Equal(38, lines.Length);
        Assert.All(lines, line => Assert.True(Number(line[2]) >= 6, string.Join(' ', line)));
    }

    private static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
