using DeepMfg.AutoDiff.Benchmarks.Timing;
using DeepMfg.AutoDiff.Corpus.Harness;
using Spectre.Console;

namespace DeepMfg.AutoDiff.Benchmarks;

/// <summary>Value and gradient against the primal, over the corpus: median at most 1.2, none above 4 (5 for the shortest loops).</summary>
internal static class CorpusBenchmark
{
    private const double MedianBar = 1.2, MaximumBar = 4;

    /// <summary>Where the primal is shorter, the calls themselves are what is measured.</summary>
    private const double ShortestPrimal = 10;

    internal static int Run(IReadOnlyCollection<string> names)
    {
        Entry[] entries =
        [
            .. CorpusMethod.All
                .Where(method => method.ValueAndGradient is not null && method.Samples.Count > 0)
                .Where(method => names.Count == 0 || names.Any(name => method.Name.Contains(name, StringComparison.OrdinalIgnoreCase)))
                .Select(method => new Entry(method)),
        ];
        Race.WarmUp([.. entries.SelectMany(entry => new Action<int>[] { entry.Primal.Run, entry.Gradient.Run })]);
        (Entry Entry, RaceResult Race)[] races = [.. entries.Select(entry => (entry, Race.Run(entry.Primal.Run, entry.Gradient.Run)))];
        Print(races);

        double[] ratios = [.. races.Where(race => Counts(race.Race)).Select(race => race.Race.Ratio).Order()];
        if (ratios.Length == 0)
        {
            Console.WriteLine("No method to time.");
            return 1;
        }

        double median = ratios[ratios.Length / 2], maximum = ratios[^1];
        Console.WriteLine($"{ratios.Length} methods of at least {ShortestPrimal} ns: median {median:F2} (bar {MedianBar}), maximum {maximum:F2} (bar {MaximumBar})");
        return median <= MedianBar && maximum <= MaximumBar ? 0 : 1;
    }

    private static bool Counts(RaceResult race) => race.First.Min >= ShortestPrimal;

    private static void Print((Entry Entry, RaceResult Race)[] races)
    {
        Table table = new Table().Border(TableBorder.Minimal).AddColumn("method")
            .AddColumn("primal ns", right => right.RightAligned()).AddColumn("gradient ns", right => right.RightAligned())
            .AddColumn("ratio", right => right.RightAligned()).AddColumn("of medians", right => right.RightAligned()).AddColumn("");
        foreach ((Entry entry, RaceResult race) in races.OrderByDescending(race => race.Race.Ratio))
        {
            string note = !Counts(race) ? "under 10 ns" : race.Ratio > MaximumBar ? "over the bar" : "";
            table.AddRow(
                Markup.Escape(entry.Method.Name), $"{race.First.Min:F1}", $"{race.Second.Min:F1}", $"{race.Ratio:F2}", $"{race.MedianRatio:F2}", note);
        }

        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 140);
        AnsiConsole.Write(table);
    }

    private sealed class Entry(CorpusMethod method)
    {
        internal CorpusMethod Method { get; } = method;

        internal CallLoop Primal { get; } = new(method.Primal, method.Samples[0]);

        internal CallLoop Gradient { get; } = new(method.ValueAndGradient!, method.Samples[0]);
    }
}
