namespace DeepMfg.AutoDiff.Samples.Tests;

public sealed class PredictiveMaintenanceTests : Scratch
{
    private const string Sample = "PredictiveMaintenance";

    [Fact]
    public void On_simulated_readings_the_rules_learn_their_thresholds_and_name_causes()
    {
        var run = Run.Of(Sample, "--rows", "1200", "--folds", "2", "--members", "2", "--epochs", "3", "--out", Folder);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.True(run.Number("soft rules", 4) > 0.8, run.Output);
        Assert.True(run.Number("soft rules", 1) > run.Number("networks", 1), run.Output);
        Assert.True(run.Number("soft rules", 5) < run.Number("never any alarm", 5), run.Output);
        Assert.InRange(run.Number("heat: speed [rpm]", 1), 1350, 1410);
        Assert.InRange(run.Number("power, high [W]", 1), 8800, 9200);
        Assert.Matches(@"Of (\d+) failures .* named it rightly for", run.Output);
        AssertPlots("history", "roc-network", "roc-rules", "precision-recall-network", "precision-recall-rules");
    }

    [LongDataFact]
    public void On_real_readings_both_models_reach_their_bars()
    {
        var run = Run.Of(Sample, "--data", Data.PathOf("ai4i2020", "ai4i2020.csv"));
        Assert.True(run.Number("networks", 1) >= 0.965, run.Output);
        Assert.True(run.Number("networks", 4) >= 0.74, run.Output);
        Assert.True(run.Number("soft rules", 4) >= 0.85, run.Output);
        foreach (string rule in new[] { "heat: process − air temperature [K]", "heat: speed [rpm]", "power, low [W]", "power, high [W]" })
        {
            Assert.InRange(run.Number(rule, 3), -2, 2);
        }

        foreach (string quality in new[] { "L", "M", "H" }) Assert.InRange(run.Number($"strain of {quality} [min Nm]", 3), -2, 2);
    }
}
