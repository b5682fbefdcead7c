using System.Diagnostics;
using System.Runtime.CompilerServices;
using Spectre.Console;

namespace DeepMfg.AutoDiff.Benchmarks;

/// <summary>
/// Operations over spans in the sizes of a small network (16-32-32-1, batch 32) and of a larger one, against plain loops over the same arrays: a
/// product takes at most half of the time of a plain loop.
/// </summary>
internal static class SpanBenchmark
{
    private const double Bar = 0.5;
    private const int Rounds = 40;

    private static readonly (int Rows, int Inner, int Columns)[] s_shapes =
        [(32, 16, 32), (32, 32, 32), (32, 32, 1), (1, 32, 32), (128, 784, 256), (512, 512, 512)];

    internal static int Run()
    {
        Table table = new Table().Border(TableBorder.Minimal).AddColumn("operation").AddColumn("ns", right => right.RightAligned())
            .AddColumn("plain loop, ns", right => right.RightAligned()).AddColumn("ratio", right => right.RightAligned())
            .AddColumn("Gflop/s", right => right.RightAligned());
        double worst = 0;
        foreach ((int rows, int inner, int columns) in s_shapes)
        {
            float[] a = Numbers(rows * inner), b = Numbers(inner * columns), c = new float[rows * columns], bias = Numbers(columns);
            foreach (Transposed transposed in Enum.GetValues<Transposed>())
            {
                worst = Math.Max(worst, Add(
                    $"MatMul {transposed} {rows} × {inner} × {columns}",
                    () => Ops.MatMul<float>(a, b, c, inner, transposed),
                    () => Plain(a, b, c, (rows, inner, columns))));
            }

            Add($"Linear {rows} × {inner} × {columns}", () => Ops.Linear<float>(a, b, bias, c), () => Plain(a, b, c, (rows, inner, columns)));

            double Add(string name, Action operation, Action plain)
            {
                (double first, double second) = Race(operation, plain);
                table.AddRow(name, $"{first:F0}", $"{second:F0}", $"{first / second:F3}", $"{2.0 * rows * inner * columns / first:F1}");
                return first / second;
            }
        }

        AnsiConsole.Write(table);
        Console.WriteLine($"worst product {worst:F2} (bar {Bar}; {Rounds} rounds, minimum)");
        return worst <= Bar ? 0 : 1;
    }

    /// <summary>Rows of B times numbers of A, the loop order in which memory is read as it lies.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Plain(float[] a, float[] b, float[] c, (int Rows, int Inner, int Columns) shape)
    {
        c.AsSpan().Clear();
        for (int i = 0; i < shape.Rows; i++)
        {
            Span<float> row = c.AsSpan(i * shape.Columns, shape.Columns);
            for (int k = 0; k < shape.Inner; k++)
            {
                float factor = a[i * shape.Inner + k];
                ReadOnlySpan<float> from = b.AsSpan(k * shape.Columns, shape.Columns);
                for (int j = 0; j < row.Length; j++)
                {
                    row[j] += factor * from[j];
                }
            }
        }
    }

    private static (double First, double Second) Race(Action first, Action second)
    {
        int firstCalls = Calls(first), secondCalls = Calls(second);
        double a = double.PositiveInfinity, b = double.PositiveInfinity;
        for (int round = 0; round < Rounds; round++)
        {
            a = Math.Min(a, Time(first, firstCalls));
            b = Math.Min(b, Time(second, secondCalls));
        }

        return (a, b);
    }

    private static int Calls(Action action) => Math.Max(1, (int)(500_000 / Math.Max(1, Math.Min(Time(action, 30), Time(action, 30)))));

    private static double Time(Action action, int calls)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < calls; i++)
        {
            action();
        }

        return (Stopwatch.GetTimestamp() - start) * (1e9 / Stopwatch.Frequency) / calls;
    }

    private static float[] Numbers(int count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(_ => (float)random.NextDouble() - 0.5f)];
    }
}
