using System.Diagnostics;
using DeepMfg.AutoDiff.Corpus.Records;
using Spectre.Console;

namespace DeepMfg.AutoDiff.Benchmarks;

/// <summary>
/// The gradient of a method that is generic over three parts, against that of the same written as one method: at most 1.1 times as long. What the calls
/// of such parts cost shows where these do next to nothing, in the first line.
/// </summary>
internal static class StageBenchmark
{
    private const int Rounds = 60, Calls = 400;
    private const double Bar = 1.1;

    private static readonly (int Inputs, int Hidden)[] s_sizes = [(4, 4), (16, 32), (64, 128)];

    internal static int Run()
    {
        Table table = new Table().Border(TableBorder.Minimal).AddColumn("a chain of").AddColumn("one method ns", right => right.RightAligned())
            .AddColumn("generic ns", right => right.RightAligned()).AddColumn("ratio", right => right.RightAligned());
        double worst = 0;
        foreach ((int inputs, int hidden) in s_sizes)
        {
            (double whole, double generic) = Race(inputs, hidden);
            table.AddRow($"{inputs} × {hidden} × 1", $"{whole:F0}", $"{generic:F0}", $"{generic / whole:F3}");
            worst = Math.Max(worst, generic / whole);
        }

        AnsiConsole.Write(table);
        Console.WriteLine($"worst {worst:F2} (bar {Bar}; {Rounds} rounds in turn, minimum)");
        return worst <= Bar ? 0 : 1;
    }

    private static (double Whole, double Generic) Race(int inputs, int hidden)
    {
        double[] x = [.. Enumerable.Range(0, inputs).Select(static i => Math.Sin(i))], xBar = new double[inputs];
        (Turning first, Bend second, Weigh third) = (Turning.Of(inputs, hidden), Bend.Of(hidden), Weigh.Of(hidden));
        (Turning firstBar, Bend secondBar, Weigh thirdBar) = (Turning.Of(inputs, hidden), Bend.Of(hidden), Weigh.Of(hidden));
        (double whole, double generic) = (double.PositiveInfinity, double.PositiveInfinity);
        for (int round = 0; round < Rounds; round++)
        {
            // What is compiled for good is compiled in the background, a while after the first calls.
            if (round < Rounds / 4) Thread.Sleep(20);
            whole = Math.Min(whole, Time(() => Stages.WholeValueAndGradient(first, second, third, x, 0.4, ref firstBar, ref secondBar, ref thirdBar, xBar)));
            generic = Math.Min(
                generic, Time(() => Stages.ChainValueAndGradient(first, second, third, x, 0.4, ref firstBar, ref secondBar, ref thirdBar, xBar)));
        }

        return (whole, generic);
    }

    private static double Time(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Calls; i++)
        {
            action();
        }

        return (Stopwatch.GetTimestamp() - start) * (1e9 / Stopwatch.Frequency) / Calls;
    }
}
