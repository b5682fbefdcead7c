using System.Diagnostics;

namespace DeepMfg.AutoDiff.Benchmarks.Timing;

/// <summary>Two calls timed in turn, so that what slows the machine slows both.</summary>
internal static class Race
{
    private const int Rounds = 21;
    private const double BatchNanoseconds = 300_000;

    /// <summary>Runs calls until the runtime has compiled them for good: it does so in the background, a while after the thirtieth call.</summary>
    /// <param name="loops">Each makes so many calls.</param>
    internal static void WarmUp(IReadOnlyCollection<Action<int>> loops)
    {
        for (int round = 0; round < 12; round++)
        {
            foreach (Action<int> loop in loops)
            {
                loop(100);
            }

            Thread.Sleep(150);
        }
    }

    /// <summary>Nanoseconds a call of either, of each round.</summary>
    internal static RaceResult Run(Action<int> first, Action<int> second)
    {
        int firstCount = Calibrate(first), secondCount = Calibrate(second);
        var a = new double[Rounds];
        var b = new double[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            a[round] = Time(first, firstCount);
            b[round] = Time(second, secondCount);
        }

        return new RaceResult(new Times(a), new Times(b));
    }

    private static int Calibrate(Action<int> loop)
    {
        int count = 64;
        double nanoseconds;
        while ((nanoseconds = Time(loop, count) * count) < BatchNanoseconds / 4 && count < 1 << 24)
        {
            count *= 4;
        }

        return Math.Max(1, (int)(count * BatchNanoseconds / nanoseconds));
    }

    private static double Time(Action<int> loop, int count)
    {
        long start = Stopwatch.GetTimestamp();
        loop(count);
        return (Stopwatch.GetTimestamp() - start) * (1e9 / Stopwatch.Frequency) / count;
    }
}

/// <summary>The times of two calls.</summary>
internal sealed record RaceResult(Times First, Times Second)
{
    internal double Ratio => Second.Min / First.Min;

    internal double MedianRatio => Second.Median / First.Median;
}

/// <summary>Nanoseconds a call, of several rounds.</summary>
internal sealed class Times
{
    private readonly double[] _sorted;

    internal Times(double[] rounds) => _sorted = [.. rounds.Order()];

    internal double Min => _sorted[0];

    internal double Median => _sorted[_sorted.Length / 2];
}
