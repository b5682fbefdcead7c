namespace DeepMfg.AutoDiff.Samples.Tests;

public sealed class ProcessTuningTests : Scratch
{
    private const string Sample = "ProcessTuning";

    private static readonly string[] s_ingredients =
        ["cement", "slag", "fly ash", "water", "superplasticizer", "coarse aggregate", "fine aggregate"];

    [Fact]
    public void On_simulated_concrete_the_true_gain_lies_in_its_interval_and_the_mixture_within_the_tests()
    {
        var run = Run.Of(Sample, "--rows", "250", "--folds", "2", "--members", "3", "--epochs", "40", "--out", Folder);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.All(s_ingredients, name => Assert.InRange(run.Number(name, 2), run.Number(name, 3), run.Number(name, 4)));
        Assert.True(run.Number("cost", 2) < 1.02 * run.Number("cost", 1), run.Output);
        Assert.Equal(run.Number("volume [m³]", 1), run.Number("volume [m³]", 2), 0.02);

        // Under the table's head: today, proposed, gain, its interval, the true gain.
        string[] lines = run.Output.Split('\n');
        int head = Array.FindIndex(lines, line => line.Contains("true gain", StringComparison.Ordinal));
        double[] gain = [.. lines[head + 2].Split('│', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(text => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture))];
        Assert.True(gain[5] > 3, run.Output);
        Assert.InRange(gain[5], gain[3], gain[4]);
        AssertPlots("history", "predicted");
    }

    [Fact]
    public void Beyond_the_tests_it_goes_only_when_asked()
    {
        string[] words = ["--rows", "80", "--folds", "2", "--members", "2", "--epochs", "5"];
        var inside = Run.Of(Sample, words);
        var beyond = Run.Of(Sample, [.. words, "--beyond", "10"]);
        double range = inside.Number("cement", 4) - inside.Number("cement", 3);
        Assert.Equal(inside.Number("cement", 4) + 0.1 * range, beyond.Number("cement", 4), 0.2);
        Assert.Equal(0, beyond.Number("slag", 3));
    }

    [LongDataFact]
    public void On_real_concrete_it_errs_less_than_other_networks()
    {
        var run = Run.Of(Sample, "--data", Data.PathOf("concrete", "Concrete_Data.csv"));
        Assert.True(run.Number("networks", 1) <= 5.42, run.Output);
        Assert.All(s_ingredients, name => Assert.InRange(run.Number(name, 2), run.Number(name, 3), run.Number(name, 4)));
    }
}
