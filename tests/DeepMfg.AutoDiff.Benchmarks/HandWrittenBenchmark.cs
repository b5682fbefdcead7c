using System.Reflection;
using DeepMfg.AutoDiff.Benchmarks.HandWritten;
using DeepMfg.AutoDiff.Benchmarks.Timing;
using DeepMfg.AutoDiff.Corpus.Harness;
using Spectre.Console;

namespace DeepMfg.AutoDiff.Benchmarks;

/// <summary>Generated gradients against gradients written by hand: each at most 1.1 times as long.</summary>
internal static class HandWrittenBenchmark
{
    private const double Bar = 1.1;
    private const double Agreement = 1e-9;

    internal static int Run(IReadOnlyCollection<string> names)
    {
        Pair[] pairs =
        [
            .. from hand in typeof(Gradients).GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly)
               where names.Count == 0 || names.Any(name => hand.Name.Contains(name, StringComparison.OrdinalIgnoreCase))
               select new Pair(hand, CorpusMethod.All.Single(method => method.Primal.Name == hand.Name)),
        ];
        foreach (Pair pair in pairs)
        {
            pair.AssertAgreement(Agreement);
        }

        Race.WarmUp([.. pairs.SelectMany(pair => new Action<int>[] { pair.ByHand.Run, pair.Generated.Run })]);
        return Print([.. pairs.Select(pair => (pair, Race.Run(pair.ByHand.Run, pair.Generated.Run)))]);
    }

    private static int Print((Pair Pair, RaceResult Race)[] races)
    {
        Table table = new Table().Border(TableBorder.Minimal).AddColumn("method")
            .AddColumn("by hand ns", right => right.RightAligned()).AddColumn("generated ns", right => right.RightAligned())
            .AddColumn("ratio", right => right.RightAligned()).AddColumn("of medians", right => right.RightAligned());
        foreach ((Pair pair, RaceResult race) in races)
        {
            table.AddRow(
                Markup.Escape(pair.Method.Name), $"{race.First.Min:F1}", $"{race.Second.Min:F1}", $"{race.Ratio:F2}", $"{race.MedianRatio:F2}");
        }

        AnsiConsole.Write(table);
        double worst = races.Max(race => race.Race.Ratio);
        Console.WriteLine($"{races.Length} methods: worst {worst:F2} (bar {Bar})");
        return worst <= Bar ? 0 : 1;
    }

    private sealed class Pair(MethodInfo hand, CorpusMethod method)
    {
        private readonly CorpusSample _sample = method.Samples[0];

        internal CorpusMethod Method { get; } = method;

        internal CallLoop ByHand { get; } = new(hand, method.Samples[0]);

        internal CallLoop Generated { get; } = new(method.ValueAndGradient!, method.Samples[0]);

        internal void AssertAgreement(double tolerance)
        {
            double[] input = [.. _sample.Input], expected = new double[8], actual = new double[8];
            _sample.Call(hand)(input, expected);
            _sample.Call(Method.ValueAndGradient!)(input, actual);
            if (expected.Zip(actual).Any(pair => !(Math.Abs(pair.First - pair.Second) <= tolerance * Math.Max(1, Math.Abs(pair.First)))))
            {
                throw new InvalidOperationException(
                    $"{Method.Name}: by hand {string.Join(", ", expected)}, generated {string.Join(", ", actual)}");
            }
        }
    }
}
