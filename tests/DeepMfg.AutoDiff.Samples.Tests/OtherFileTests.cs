using System.Globalization;

namespace DeepMfg.AutoDiff.Samples.Tests;

/// <summary>What was learnt from one file is judged on another of the same form.</summary>
public sealed class OtherFileTests : Scratch
{
    [Fact]
    public void Readings_of_another_machine_are_judged()
    {
        var run = RunOn("PredictiveMaintenance", Readings(300), Readings(90), "--folds", "2", "--members", "2", "--epochs", "1");
        Assert.Contains("300 readings, ", run.Output, StringComparison.Ordinal);
        Assert.Contains("On 90 readings of their own, from ", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, run.Output.Split("│ soft rules ").Length - 1);
    }

    [Fact]
    public void Plates_of_another_works_are_judged()
    {
        var run = RunOn("QualityControl", Plates(12), Plates(10), "--folds", "2", "--members", "2", "--epochs", "1");
        Assert.Contains("84 plates from ", run.Output, StringComparison.Ordinal);
        Assert.Contains("On 70 plates of their own, from ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_quarters_of_another_works_are_forecast()
    {
        var run = RunOn("EnergyForecast", Quarters(20), Quarters(30), "--members", "2", "--epochs", "1");
        foreach (string horizon in new[] { "a quarter ahead", "a day ahead" })
        {
            // The day repeats itself, so that yesterday's forecast errs by its noise.
            Assert.InRange(run.Number($"{horizon}, test.csv: networks", 1), 0, 40);
            Assert.Contains($"│ {horizon}: networks ", run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Mixtures_of_another_laboratory_are_judged()
    {
        var run = RunOn("ProcessTuning", Mixtures(60), Mixtures(50), "--folds", "2", "--members", "2", "--epochs", "1");
        Assert.Contains("60 tests from ", run.Output, StringComparison.Ordinal);
        Assert.Contains($"strength [MPa], {Path.Combine(Folder, "test.csv")}", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_file_that_does_not_fit_is_refused_as_the_first_is()
    {
        string data = Written("data.csv", Plates(12)), test = Written("test.csv", Plates(12).Replace("\t1360\t", "\tlong\t", StringComparison.Ordinal));
        var run = Run.Of("QualityControl", "--data", data, "--test", test, "--folds", "2", "--members", "2", "--epochs", "1");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("test.csv, line 1 (row 1), column \"Length_of_Conveyer\": \"long\" is not a number", run.Error, StringComparison.Ordinal);
    }

    private Run RunOn(string sample, string data, string test, params string[] words)
    {
        var run = Run.Of(sample, ["--data", Written("data.csv", data), "--test", Written("test.csv", test), .. words]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return run;
    }

    private static string Readings(int count) => Tables.All["PredictiveMaintenance"].Header + "\n" + Lines(count, i =>
    {
        (int torque, int wear) = (20 + (i * 37 % 50), i * 11 % 250);
        return $"{"LMH"[i % 3]},300,{309 + (i % 4)},{1300 + (i * 53 % 600)},{torque},{wear},{(torque * wear > 9000 ? 1 : 0)}";
    });

    private static string Plates(int each) => Lines(7 * each, i =>
    {
        (int fault, double size) = (i % 7, 10 + (3 * (i % 7)) + (i % 5));
        double[] features =
        [
            50, 50 + size, 1000, 1000 + (2 * size), size * size, 2 * size, 3 * size, 100 * size * size, 80 - fault, 120 + fault, 1360, i % 2, 1 - (i % 2), 80,
            0.1, 0.4, 0.5, size / 1360, 0.8, 0.8, 1, Math.Log10(size * size), Math.Log10(size), Math.Log10(2 * size), 0.5, -0.2, 0.4,
        ];
        IEnumerable<double> faults = Enumerable.Range(0, 7).Select(k => k == fault ? 1.0 : 0.0);
        return string.Join('\t', features.Concat(faults).Select(value => value.ToString("R", CultureInfo.InvariantCulture)));
    });

    private static string Quarters(int level)
    {
        var start = new DateTime(2024, 1, 1, 0, 15, 0);
        return Tables.All["EnergyForecast"].Header + "\n" + Lines(45 * 96, i =>
        {
            double usage = level + (10 * Math.Sin(2 * Math.PI * i / 96)) + (i * 7919 % 13);
            return string.Create(CultureInfo.InvariantCulture, $"{start.AddMinutes(15 * i):dd/MM/yyyy HH:mm},{usage:F2},{usage / 2:F2},1,89,99");
        });
    }

    private static string Mixtures(int count) => Tables.All["ProcessTuning"].Header + "\n" + Lines(count, i =>
    {
        (double cement, double water) = (200 + (i * 37 % 200), 150 + (i * 13 % 60));
        double strength = 80 * cement / (cement + (2 * water));
        return string.Create(
            CultureInfo.InvariantCulture, $"{cement},{i % 3 * 50},{i % 2 * 40},{water},{i % 7},{950 + (i % 11)},{750 + (i % 5)},28,{strength:F1}");
    });

    private static string Lines(int count, Func<int, string> line) => string.Concat(Enumerable.Range(0, count).Select(i => line(i) + "\n"));
}
