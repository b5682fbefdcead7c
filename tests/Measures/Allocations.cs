namespace DeepMfg.AutoDiff.Testing;

/// <summary>Counts what a thread allocates.</summary>
internal static class Allocations
{
    private const int Runs = 5;

    /// <summary>
    /// The bytes that a run allocates. A collection that another thread forces charges this one with the unused rest of its allocation buffer, so that one run may count what nobody allocated:
    /// the least of several counts only what every run allocates.
    /// </summary>
    public static long Of(Action run)
    {
        long least = long.MaxValue;
        for (int i = 0; i < Runs && least != 0; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            run();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
