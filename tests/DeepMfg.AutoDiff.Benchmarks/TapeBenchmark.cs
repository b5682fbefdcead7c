using System.Buffers;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Spectre.Console;

namespace DeepMfg.AutoDiff.Benchmarks;

/// <summary>
/// What a tape costs that is kept by its thread and given back by itself where the thread has not used it for long: to take memory, record in it, and read
/// that backwards, against the same in an array of the platform's pool, which gives nothing back so soon. At most as long, and so behind a collection of
/// the oldest generation, at which the tape's memory is looked through. What it takes to get the memory alone is shown, without a bar: nobody does only that.
/// </summary>
internal static class TapeBenchmark
{
    private const int Rounds = 60;
    private const double Bar = 1.05;

    /// <summary>Numbers recorded: in a tape's first block, and in blocks behind it, which is where looks and the thread may meet.</summary>
    private static readonly int[] s_counts = [16, 1024, 16_384, 262_144];

    internal static int Run()
    {
        Table table = new Table().Border(TableBorder.Minimal).AddColumn("numbers").AddColumn("").AddColumn("tape ns", right => right.RightAligned())
            .AddColumn("pool ns", right => right.RightAligned()).AddColumn("ratio", right => right.RightAligned());
        double worst = 0;
        foreach (int count in s_counts)
        {
            worst = Math.Max(worst, Add(count, "recorded and read", () => OnTape(count), () => InPool(count)));
            Add(count, "taken and given back", () => TakeTape(count), () => TakePool(count));
        }

        int looks = GC.CollectionCount(2);
        foreach (int count in s_counts[^2..])
        {
            worst = Math.Max(worst, Add(count, "the same behind a collection", () => OnTape(count), () => InPool(count), GC.Collect));
        }

        AnsiConsole.Write(table);
        Console.WriteLine($"worst {worst:F2} (bar {Bar}; {Rounds} rounds in turn, minimum); {GC.CollectionCount(2) - looks} collections of the oldest generation");
        return worst <= Bar ? 0 : 1;

        double Add(int count, string what, Action tape, Action pool, Action? before = null)
        {
            (double first, double second) = Race(tape, pool, before is null ? Math.Max(1, 400_000 / (count + 100)) : 1, before);
            table.AddRow($"{count}", what, $"{first:F1}", $"{second:F1}", $"{first / second:F3}");
            return first / second;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double OnTape(int count)
    {
        using Tape tape = Tape.Open();
        return Sweep(tape.Reserve<double>(count));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double InPool(int count)
    {
        double[] rented = ArrayPool<double>.Shared.Rent(count);
        double sum = Sweep(rented.AsSpan(0, count));
        ArrayPool<double>.Shared.Return(rented);
        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double TakeTape(int count)
    {
        using Tape tape = Tape.Open();
        return tape.Reserve<double>(count)[^1];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double TakePool(int count)
    {
        double[] rented = ArrayPool<double>.Shared.Rent(count);
        double last = rented[count - 1];
        ArrayPool<double>.Shared.Return(rented);
        return last;
    }

    /// <summary>What a gradient does with its tape: each value of a running product forwards, and back again.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static double Sweep(Span<double> values)
    {
        double value = 1, bar = 0;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = value;
            value = value * 0.5 + 1;
        }

        for (int i = values.Length - 1; i >= 0; i--)
        {
            bar = bar * 0.5 + values[i];
        }

        return bar;
    }

    private static (double First, double Second) Race(Action first, Action second, int calls, Action? before)
    {
        (double a, double b) = (double.PositiveInfinity, double.PositiveInfinity);
        for (int round = 0; round < Rounds; round++)
        {
            // What is compiled for good is compiled in the background, a while after the first calls.
            if (round < Rounds / 4)
            {
                Thread.Sleep(20);
            }

            before?.Invoke();
            a = Math.Min(a, Time(first, calls));
            before?.Invoke();
            b = Math.Min(b, Time(second, calls));
        }

        return (a, b);
    }

    private static double Time(Action action, int calls)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < calls; i++)
        {
            action();
        }

        return (Stopwatch.GetTimestamp() - start) * (1e9 / Stopwatch.Frequency) / calls;
    }
}
