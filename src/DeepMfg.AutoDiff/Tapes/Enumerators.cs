using System.ComponentModel;

namespace DeepMfg.AutoDiff;

/// <summary>
/// The enumerators that a generated member's <c>foreach</c> loops hold: those still held where the member ends are disposed, as where an
/// exception leaves the loop.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct Enumerators
{
    [ThreadStatic]
    private static List<IDisposable?>? t_held;

    private readonly List<IDisposable?> _held;
    private readonly int _before;

    private Enumerators(List<IDisposable?> held)
    {
        _held = held;
        _before = held.Count;
    }

    /// <summary>Opens a member's scope.</summary>
    /// <returns>What disposes, last one first, the enumerators that are held since.</returns>
    public static Enumerators Open() => new(t_held ??= []);

    /// <summary>Holds the enumerator of a loop that begins.</summary>
    /// <param name="enumerator">The enumerator, or null.</param>
    /// <typeparam name="T">Its type.</typeparam>
    /// <returns>The same enumerator.</returns>
    public static T Hold<T>(T enumerator)
        where T : class?
    {
        (t_held ??= []).Add(enumerator as IDisposable);
        return enumerator;
    }

    /// <summary>Disposes the enumerator of the loop that ends, the last one held.</summary>
    public static void Release() => Release(t_held!);

    /// <summary>Disposes what is still held, also where one of them throws.</summary>
    public void Dispose()
    {
        if (_held is null || _held.Count <= _before)
        {
            return;
        }

        try
        {
            Release(_held);
        }
        finally
        {
            Dispose();
        }
    }

    private static void Release(List<IDisposable?> held)
    {
        IDisposable? last = held[^1];
        held.RemoveAt(held.Count - 1);
        last?.Dispose();
    }
}
