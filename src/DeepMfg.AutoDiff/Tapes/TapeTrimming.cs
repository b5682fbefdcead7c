namespace DeepMfg.AutoDiff;

/// <summary>
/// Gives back by itself what threads keep and have not used for long. It looks when the platform has collected its oldest generation, which it does
/// as memory is wanted; between such collections nothing is asked and nothing runs.
/// </summary>
internal static class TapeTrimming
{
    /// <summary>How long a thread keeps what it does not use, in milliseconds from the first look after the last use.</summary>
    internal const long Kept = 60_000;

    /// <summary>Stands for a time after the last look.</summary>
    internal const long UsedSince = -1;

    private static readonly List<WeakReference<TapeArena>> s_arenas = [];
    private static bool s_isReminded;

    /// <summary>How often it has looked.</summary>
    internal static long Rounds { get; private set; }

    /// <summary>Looks after a thread's memory from now on, as long as there is the thread.</summary>
    /// <param name="arena">The memory.</param>
    internal static void Add(TapeArena arena)
    {
        lock (s_arenas)
        {
            s_arenas.Add(new WeakReference<TapeArena>(arena));
            if (s_isReminded)
            {
                return;
            }

            s_isReminded = true;
            _ = new Reminder();
        }
    }

    private static void Look(long now)
    {
        lock (s_arenas)
        {
            Rounds++;
            s_arenas.RemoveAll(reference =>
            {
                if (!reference.TryGetTarget(out TapeArena? arena))
                {
                    return true;
                }

                arena.TrimUnused(now);
                return false;
            });
        }
    }

    /// <summary>Nothing refers to it, so that a collection finalizes it; once it is old, only one of the oldest generation does.</summary>
    private sealed class Reminder
    {
        ~Reminder()
        {
            Look(Environment.TickCount64);
            GC.ReRegisterForFinalize(this);
        }
    }
}
