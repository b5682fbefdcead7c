namespace DeepMfg.AutoDiff.Samples.Tests;

public sealed class QualityControlTests : Scratch
{
    private const string Sample = "QualityControl";

    [Fact]
    public void On_simulated_plates_faults_are_told_apart()
    {
        var run = Run.Of(Sample, "--rows", "700", "--folds", "2", "--members", "2", "--epochs", "30", "--out", Folder);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.True(run.Number("networks", 1) > 0.55, run.Output);
        Assert.Equal(0.3, run.Number("always Other_Faults", 1), 0.01);
        Assert.Equal(140, run.Number("Bumps", 1));
        AssertPlots("history", "confusion");
    }

    [Fact]
    public void A_row_of_two_faults_is_refused()
    {
        string row = Tables.All[Sample].Row;
        var run = Run.Of(Sample, "--data", Written("two.csv", $"{row}\n{row[..^1]}1\n"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("two.csv, row 2", run.Error, StringComparison.Ordinal);
        Assert.Contains("one of the seven must be 1", run.Error, StringComparison.Ordinal);
    }

    [LongDataFact]
    public void On_real_plates_it_reaches_its_bars()
    {
        var run = Run.Of(Sample, "--data", Data.PathOf("steel-plates", "Faults.NNA"));
        Assert.True(run.Number("networks", 1) >= 0.75, run.Output);
        Assert.True(run.Number("networks", 2) >= 0.76, run.Output);
    }
}
