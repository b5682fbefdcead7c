namespace DeepMfg.AutoDiff.Samples.Tests;

public sealed class EnergyForecastTests : Scratch
{
    private const string Sample = "EnergyForecast";

    [Fact]
    public void On_a_simulated_works_networks_forecast_better_than_the_last_value()
    {
        var run = Run.Of(Sample, "--days", "42", "--members", "2", "--epochs", "30", "--out", Folder);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        foreach (string horizon in new[] { "a quarter ahead", "a day ahead" })
        {
            Assert.True(run.Number($"{horizon}: networks", 2) > 5, run.Output);
            Assert.InRange(run.Number($"{horizon}: networks", 3), 70, 100);
        }

        AssertPlots("history-quarter", "week-quarter", "history-day", "week-day");
    }

    [Fact]
    public void A_gap_in_time_is_refused()
    {
        Tables.Sample table = Tables.All[Sample];
        string later = table.Row.Replace("00:15", "00:45", StringComparison.Ordinal);
        var run = Run.Of(Sample, "--data", Written("gap.csv", $"{table.Header}\n{table.Row}\n{later}\n"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("gap.csv, row 2", run.Error, StringComparison.Ordinal);
        Assert.Contains("01/01/2018 00:45 stands where 01/01/2018 00:30 follows", run.Error, StringComparison.Ordinal);
    }

    [LongDataFact]
    public void On_a_real_works_it_reaches_its_bars()
    {
        var run = Run.Of(Sample, "--data", Data.PathOf("steel-energy", "Steel_industry_data.csv"));
        Assert.True(run.Number("a quarter ahead: networks", 2) >= 22, run.Output);
        Assert.True(run.Number("a day ahead: networks", 2) >= 30, run.Output);
    }
}
