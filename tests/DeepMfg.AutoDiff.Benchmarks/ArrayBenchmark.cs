using DeepMfg.AutoDiff.Benchmarks.Timing;
using DeepMfg.AutoDiff.Corpus.Arrays;
using Spectre.Console;

namespace DeepMfg.AutoDiff.Benchmarks;

/// <summary>Value and gradient into a buffer against the primal, over the corpus of arrays: median at most 3.</summary>
internal static class ArrayBenchmark
{
    private const double MedianBar = 3;

    /// <summary>Where the primal is shorter, the calls themselves are what is measured.</summary>
    private const double ShortestPrimal = 50;

    internal static int Run(IReadOnlyCollection<string> names)
    {
        ArrayCase[] cases =
            [.. ArrayCase.All.Where(method => names.Count == 0 || names.Any(name => method.Name.Contains(name, StringComparison.OrdinalIgnoreCase)))];
        (ArrayCase Case, Action<int> Primal, Action<int> Gradient)[] entries = [.. cases.Select(Loops)];
        Race.WarmUp([.. entries.SelectMany(entry => new[] { entry.Primal, entry.Gradient })]);
        (ArrayCase Case, RaceResult Race)[] races = [.. entries.Select(entry => (entry.Case, Race.Run(entry.Primal, entry.Gradient)))];
        Print(races);
        double[] ratios = [.. races.Where(race => race.Race.First.Min >= ShortestPrimal).Select(race => race.Race.Ratio).Order()];
        if (ratios.Length == 0)
        {
            Console.WriteLine("No method to time.");
            return 1;
        }

        double median = ratios[ratios.Length / 2];
        Console.WriteLine($"{ratios.Length} methods of at least {ShortestPrimal} ns: median {median:F2} (bar {MedianBar}), maximum {ratios[^1]:F2}");
        return median <= MedianBar ? 0 : 1;
    }

    private static (ArrayCase Case, Action<int> Primal, Action<int> Gradient) Loops(ArrayCase method)
    {
        (double[] input, double[] buffer) = (method.Input, new double[method.Input.Length]);
        return (method, Times(() => method.Value(input)), Times(() => method.Gradient(input, buffer)));
    }

    private static Action<int> Times(Func<double> call) => count =>
    {
        for (; count > 0; count--)
        {
            call();
        }
    };

    private static void Print((ArrayCase Case, RaceResult Race)[] races)
    {
        Table table = new Table().Border(TableBorder.Minimal).AddColumn("method")
            .AddColumn("primal ns", right => right.RightAligned()).AddColumn("gradient ns", right => right.RightAligned())
            .AddColumn("ratio", right => right.RightAligned()).AddColumn("of medians", right => right.RightAligned()).AddColumn("");
        foreach ((ArrayCase method, RaceResult race) in races.OrderByDescending(race => race.Race.Ratio))
        {
            table.AddRow(
                Markup.Escape(method.Name), $"{race.First.Min:F1}", $"{race.Second.Min:F1}", $"{race.Ratio:F2}", $"{race.MedianRatio:F2}",
                race.First.Min >= ShortestPrimal ? "" : "under 50 ns");
        }

        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 140);
        AnsiConsole.Write(table);
    }
}
