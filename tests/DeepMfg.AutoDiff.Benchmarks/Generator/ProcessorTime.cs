using System.Runtime.InteropServices;

namespace DeepMfg.AutoDiff.Benchmarks.Generator;

/// <summary>Processor time as Linux counts it; NaN elsewhere.</summary>
internal static class ProcessorTime
{
    private const int ThreadClock = 3, Children = -1;

    /// <summary>The seconds that the calling thread has run.</summary>
    internal static double OfThread() =>
        OperatingSystem.IsLinux() && clock_gettime(ThreadClock, out Time time) == 0 ? time.Units + 1e-9 * time.Fraction : double.NaN;

    /// <summary>The seconds that all processes started here have run that have ended.</summary>
    internal static double OfChildren() =>
        OperatingSystem.IsLinux() && getrusage(Children, out Usage usage) == 0
            ? usage.User.Units + usage.System.Units + 1e-6 * (usage.User.Fraction + usage.System.Fraction)
            : double.NaN;

    [DllImport("libc")]
    private static extern int clock_gettime(int clock, out Time time);

    [DllImport("libc")]
    private static extern int getrusage(int who, out Usage usage);

    private readonly record struct Time(long Units, long Fraction);

    /// <summary>The two times that begin a longer structure.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 256)]
    private readonly record struct Usage(Time User, Time System);
}
