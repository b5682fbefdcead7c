using DeepMfg.AutoDiff.Benchmarks.HandWritten;
using DeepMfg.AutoDiff.Benchmarks.Timing;
using DeepMfg.AutoDiff.Corpus.Arrays;
using Spectre.Console;

namespace DeepMfg.AutoDiff.Benchmarks;

/// <summary>Generated gradients over arrays against ten written by hand: each at most 1.3 times as long.</summary>
internal static class HandWrittenArrayBenchmark
{
    private const double Bar = 1.3, Agreement = 1e-9;

    private static readonly int[] s_seen = [0, 1, 1, 0, 1];

    private static readonly (string Name, Func<double[], double[], double> ByHand)[] s_byHand =
    [
        ("logistic regression", (x, g) => ArrayGradients.Logistic(x, Regressions.Rows, Regressions.Target, g)),
        ("multilayer perceptron", (x, g) => ArrayGradients.Perceptron(x, Regressions.Flat, Regressions.Target, 4, g)),
        ("Cholesky", (x, g) => ArrayGradients.LogDeterminant(x, 4, g)),
        ("tridiagonal", (x, g) => ArrayGradients.Tridiagonal(x, g)),
        ("heat equation in place", (x, g) => ArrayGradients.Heat(x, 0.15, 7, g)),
        ("dynamic time warping", (x, g) => ArrayGradients.Warping(x, 4, g)),
        ("hidden Markov forward", (x, g) => ArrayGradients.Forward(x, s_seen, g)),
        ("Kalman filter", (x, g) => ArrayGradients.Kalman(x, g)),
        ("mass–spring", (x, g) => ArrayGradients.MassSpring(x, 9, g)),
        ("recurrent network", (x, g) => ArrayGradients.Recurrent(x, g)),
    ];

    internal static int Run(IReadOnlyCollection<string> names)
    {
        (ArrayCase Case, Func<double[], double[], double> ByHand)[] pairs =
        [
            .. from pair in s_byHand
               where names.Count == 0 || names.Any(name => pair.Name.Contains(name, StringComparison.OrdinalIgnoreCase))
               select (ArrayCase.All.Single(method => method.Name == pair.Name), pair.ByHand),
        ];
        (string Name, Action<int> ByHand, Action<int> Generated)[] loops =
            [.. pairs.Select(pair => (pair.Case.Name, Times(pair.Case, pair.ByHand), Times(pair.Case, pair.Case.Gradient)))];
        foreach ((ArrayCase method, Func<double[], double[], double> byHand) in pairs)
        {
            AssertAgreement(method, byHand);
        }

        Race.WarmUp([.. loops.SelectMany(entry => new[] { entry.ByHand, entry.Generated })]);
        return Print([.. loops.Select(entry => (entry.Name, Race.Run(entry.ByHand, entry.Generated)))]);
    }

    private static Action<int> Times(ArrayCase method, Func<double[], double[], double> gradient)
    {
        (double[] input, double[] buffer) = (method.Input, new double[method.Input.Length]);
        return count =>
        {
            for (; count > 0; count--)
            {
                gradient(input, buffer);
            }
        };
    }

    private static int Print((string Name, RaceResult Race)[] races)
    {
        Table table = new Table().Border(TableBorder.Minimal).AddColumn("method")
            .AddColumn("by hand ns", right => right.RightAligned()).AddColumn("generated ns", right => right.RightAligned())
            .AddColumn("ratio", right => right.RightAligned()).AddColumn("of medians", right => right.RightAligned());
        foreach ((string name, RaceResult race) in races)
        {
            table.AddRow(Markup.Escape(name), $"{race.First.Min:F1}", $"{race.Second.Min:F1}", $"{race.Ratio:F2}", $"{race.MedianRatio:F2}");
        }

        AnsiConsole.Write(table);
        double worst = races.Max(race => race.Race.Ratio);
        Console.WriteLine($"{races.Length} methods: worst {worst:F2} (bar {Bar})");
        return worst <= Bar ? 0 : 1;
    }

    private static void AssertAgreement(ArrayCase method, Func<double[], double[], double> byHand)
    {
        double[] expected = new double[method.Input.Length], actual = new double[method.Input.Length];
        double value = byHand(method.Input, expected), generated = method.Gradient(method.Input, actual);
        bool agrees = expected.Append(value).Zip(actual.Append(generated))
            .All(pair => Math.Abs(pair.First - pair.Second) <= Agreement * Math.Max(1, Math.Abs(pair.First)));
        if (!agrees)
        {
            throw new InvalidOperationException(
                $"{method.Name}: by hand {value} with {string.Join(", ", expected)}, generated {generated} with {string.Join(", ", actual)}");
        }
    }
}
