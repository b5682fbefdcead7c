using DeepMfg.AutoDiff.Benchmarks.Timing;
using DeepMfg.AutoDiff.Corpus.Records;
using Spectre.Console;

namespace DeepMfg.AutoDiff.Benchmarks;

/// <summary>
/// The gradient of a method that is generic over three parts, against that of the same written as one method: at most 1.1 times as long. What the calls
/// of such parts cost shows where these do next to nothing, in the first line.
/// </summary>
internal static class StageBenchmark
{
    private const double Bar = 1.1;

    private static readonly (int Inputs, int Hidden)[] s_sizes = [(4, 4), (16, 32), (64, 128)];

    internal static int Run(IReadOnlyCollection<string> names)
    {
        (string Name, Action<int> Whole, Action<int> Generic)[] loops =
        [
            .. s_sizes.Select(static size => Loops(size.Inputs, size.Hidden))
            .Where(entry => names.Count == 0 || names.Any(name => entry.Name.StartsWith(name, StringComparison.Ordinal))),
        ];
        Race.WarmUp([.. loops.SelectMany(static entry => new[] { entry.Whole, entry.Generic })]);
        Table table = new Table().Border(TableBorder.Minimal).AddColumn("a chain of").AddColumn("one method ns", right => right.RightAligned())
            .AddColumn("generic ns", right => right.RightAligned()).AddColumn("ratio", right => right.RightAligned());
        double worst = 0;
        foreach ((string name, Action<int> whole, Action<int> generic) in loops)
        {
            RaceResult race = Race.Run(whole, generic);
            table.AddRow(name, $"{race.First.Min:F0}", $"{race.Second.Min:F0}", $"{race.Ratio:F3}");
            worst = Math.Max(worst, race.Ratio);
        }

        AnsiConsole.Write(table);
        Console.WriteLine($"worst {worst:F2} (bar {Bar})");
        return worst <= Bar ? 0 : 1;
    }

    private static (string Name, Action<int> Whole, Action<int> Generic) Loops(int inputs, int hidden)
    {
        double[] x = [.. Enumerable.Range(0, inputs).Select(static i => Math.Sin(i))], xBar = new double[inputs];
        (Turning first, Bend second, Weigh third) = (Turning.Of(inputs, hidden), Bend.Of(hidden), Weigh.Of(hidden));
        (Turning firstBar, Bend secondBar, Weigh thirdBar) = (Turning.Of(inputs, hidden), Bend.Of(hidden), Weigh.Of(hidden));
        return (
            $"{inputs} × {hidden} × 1",
            count =>
            {
                for (; count > 0; count--)
                {
                    Stages.WholeValueAndGradient(first, second, third, x, 0.4, ref firstBar, ref secondBar, ref thirdBar, xBar);
                }
            },
            count =>
            {
                for (; count > 0; count--)
                {
                    Stages.ChainValueAndGradient(first, second, third, x, 0.4, ref firstBar, ref secondBar, ref thirdBar, xBar);
                }
            });
    }
}
