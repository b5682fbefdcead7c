using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using DeepMfg.AutoDiff.Benchmarks.Timing;
using DeepMfg.AutoDiff.Optimization;
using Spectre.Console;

namespace DeepMfg.AutoDiff.Benchmarks;

/// <summary>
/// Steps of optimizers against a loop that walks through the same memory and computes next to nothing: over ten million floats each at most
/// 1.3 times as long. Over fifty leaves of a thousand, which the caches hold, the times are printed alone. What another library's Adam takes is handed in.
/// </summary>
internal static class OptimizerBenchmark
{
    private const double Bar = 1.3, PeerBar = 0.7;
    private const int Large = 10_000_000;
    private const int Rounds = 15;

    private static readonly (string Name, int Slots, IGradientTransformation Settings)[] s_optimizers =
    [
        ("Sgd", 0, Optimizers.Sgd(1e-5)),
        ("Sgd, momentum", 1, Optimizers.Sgd(1e-5, 0.9)),
        ("Adam", 2, Optimizers.Adam(1e-5)),
        ("AdamW", 2, Optimizers.AdamW(1e-5)),
        ("AmsGrad", 3, Optimizers.AmsGrad(1e-5)),
        ("NAdam", 2, Optimizers.NAdam(1e-5)),
        ("RAdam", 2, Optimizers.RAdam(1e-5)),
        ("AdaGrad", 1, Optimizers.AdaGrad(1e-5)),
        ("RmsProp", 1, Optimizers.RmsProp(1e-5)),
        ("Lion", 1, Optimizers.Lion(1e-5)),
        ("ClipByValue, decay, Adam", 2, Optimizers.Chain(Optimizers.ClipByValue(1), Optimizers.WeightDecay(0.01), Optimizers.Adam(1e-5))),
        ("ClipByGlobalNorm, AdamW", 2, Optimizers.Chain(Optimizers.ClipByGlobalNorm(1), Optimizers.AdamW(1e-5))),
    ];

    internal static int Run(IReadOnlyList<string> words)
    {
        double? peer = words.Count > 0 && double.TryParse(words[0], CultureInfo.InvariantCulture, out double given) ? given : null;
        IReadOnlyList<string> names = peer is null ? words : [.. words.Skip(1)];
        Table table = new Table().Border(TableBorder.Minimal).AddColumn("optimizer")
            .AddColumn("50 × 1,000: ns/element", right => right.RightAligned()).AddColumn("10,000,000: ms", right => right.RightAligned())
            .AddColumn("ns/element", right => right.RightAligned()).AddColumn("memory alone", right => right.RightAligned())
            .AddColumn("ratio", right => right.RightAligned());
        (double worst, double toPeer) = (0, 0);
        foreach ((string name, int slots, IGradientTransformation settings) in s_optimizers)
        {
            if (names.Count > 0 && !names.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase)))
            {
                continue;
            }

            (Times step, Times floor) = OfLarge(settings, slots);
            double ratio = step.Min / floor.Min;
            // The norm is a reading of the gradients of its own.
            worst = name.Contains("Norm", StringComparison.Ordinal) ? worst : Math.Max(worst, ratio);
            toPeer = name == "Adam" && peer is { } other ? step.Min / 1e6 / other : toPeer;
            table.AddRow(
                Markup.Escape(name), $"{OfSmall(settings):F3}", $"{step.Min / 1e6:F1}", $"{step.Min / Large:F3}", $"{floor.Min / Large:F3}", $"{ratio:F2}");
        }

        AnsiConsole.Write(table);
        Console.WriteLine($"worst {worst:F2} (bar {Bar}; {Rounds} rounds, minimum)");
        if (peer is not null)
        {
            Console.WriteLine($"Adam against the other's {peer:F1} ms: {toPeer:F3} (bar {PeerBar})");
        }

        return worst <= Bar && toPeer <= PeerBar ? 0 : 1;
    }

    private static (Times Step, Times Floor) OfLarge(IGradientTransformation settings, int slots)
    {
        float[] parameters = Numbers(Large), gradients = Numbers(Large), memory = Numbers(slots * Large);
        Optimizer<float> optimizer = settings.For(parameters);
        var steps = new double[Rounds];
        var floors = new double[Rounds];
        for (int round = -3; round < Rounds; round++)
        {
            double step = Time(() => optimizer.Step(parameters, gradients)), floor = Time(() => Walk(parameters, gradients, memory));
            if (round >= 0)
            {
                (steps[round], floors[round]) = (step, floor);
            }
        }

        return (new Times(steps), new Times(floors));
    }

    /// <summary>Nanoseconds a parameter.</summary>
    private static double OfSmall(IGradientTransformation settings)
    {
        float[][] parameters = [.. Enumerable.Range(0, 50).Select(_ => Numbers(1000))], gradients = [.. parameters.Select(_ => Numbers(1000))];
        Optimizer<float> optimizer = settings.For<float>([.. Enumerable.Range(0, 50).Select(i => new Leaf($"{i}", 1000))]);
        return Enumerable.Range(0, 300).Min(_ => Time(() => optimizer.Step(parameters, gradients))) / 50_000;
    }

    /// <summary>Reads and writes what a step reads and writes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Walk(Span<float> parameters, ReadOnlySpan<float> gradients, Span<float> memory)
    {
        int width = Vector<float>.Count, slots = memory.Length / parameters.Length;
        for (; parameters.Length >= width; parameters = parameters[width..], gradients = gradients[width..])
        {
            Vector<float> gradient = new(gradients);
            (new Vector<float>(parameters) - gradient).CopyTo(parameters);
            for (int slot = 0; slot < slots; slot++, memory = memory[width..])
            {
                (new Vector<float>(memory) + gradient).CopyTo(memory);
            }
        }
    }

    private static double Time(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return (Stopwatch.GetTimestamp() - start) * (1e9 / Stopwatch.Frequency);
    }

    private static float[] Numbers(int count)
    {
        var random = new Random(1);
        var numbers = new float[count];
        for (int i = 0; i < count; i++)
        {
            numbers[i] = (float)random.NextDouble() - 0.5f;
        }

        return numbers;
    }
}
