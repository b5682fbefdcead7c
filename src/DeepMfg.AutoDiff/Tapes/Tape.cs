using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace DeepMfg.AutoDiff;

/// <summary>Where generated derivatives keep what a reverse sweep needs: a handle on memory that the thread keeps and uses again.</summary>
/// <remarks>
/// <para><see cref="Open"/> marks the top of the thread's memory, <see cref="Reserve"/> hands out spans above the mark, <see cref="Dispose"/>
/// goes back to it. Tapes nest: the last one opened is the first one disposed, and only it reserves. A span stays where it is until
/// its tape is disposed, whatever else is reserved; every span starts on a cache line.</para>
/// <para>The memory grows to the largest need that the thread has seen and stays with the thread, so that the same calls again allocate
/// nothing. <see cref="Trim"/> gives it back; what a thread has not used for a minute is given back by itself where the platform collects its oldest
/// generation.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref partial struct Tape : IDisposable
{
    private readonly TapeArena _arena;
    private readonly TapeMark _mark;

    private Tape(TapeArena arena)
    {
        _arena = arena;
        _mark = arena.Mark;
    }

    /// <summary>Opens a tape on this thread.</summary>
    /// <returns>A tape to dispose before the tapes that are open now.</returns>
    public static Tape Open() => new(TapeArena.OfThread);

    /// <summary>Gives back the memory that this thread keeps and that no open tape uses: after a large problem, before a long idle time.</summary>
    /// <remarks>What is kept of it is 64 KiB; the next call that needs more allocates it anew. Other threads keep what they have.</remarks>
    public static void Trim() => TapeArena.TrimThread();

    /// <summary>A span whose contents are unspecified.</summary>
    /// <param name="count">The number of elements.</param>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <returns>A span of <paramref name="count"/> elements, valid until the tape is disposed.</returns>
    /// <exception cref="OverflowException"><paramref name="count"/> is negative, as for a new array.</exception>
    public Span<T> Reserve<T>(int count)
        where T : unmanaged => _arena.Reserve<T>(count);

    /// <summary>A span of zeros.</summary>
    /// <param name="count">The number of elements.</param>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <returns>A span of <paramref name="count"/> elements, valid until the tape is disposed.</returns>
    /// <exception cref="OverflowException"><paramref name="count"/> is negative, as for a new array.</exception>
    public Span<T> ReserveZeros<T>(int count)
        where T : unmanaged
    {
        Span<T> zeros = _arena.Reserve<T>(count);
        Zeros.Write(zeros);
        return zeros;
    }

    /// <summary>An array of two dimensions whose contents are unspecified, which the thread keeps for the next use in this shape.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <returns>An array that is the tape's again when that is disposed.</returns>
    /// <exception cref="OverflowException"><paramref name="rows"/> or <paramref name="columns"/> is negative.</exception>
#pragma warning disable CA1814 // What stands for an array of the user's has its shape.
    public T[,] Table<T>(int rows, int columns)
        where T : unmanaged => _arena.Tables.Take<T>(rows, columns);
#pragma warning restore CA1814

    /// <summary>A longer span that starts with the contents of one that is full.</summary>
    /// <param name="full">A span that this tape handed out; it is not used any more.</param>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <returns>At least twice as many elements, and at least 64; what follows the contents is unspecified.</returns>
    /// <exception cref="InsufficientMemoryException">A span cannot be that long.</exception>
    public Span<T> Grow<T>(Span<T> full)
        where T : unmanaged => _arena.Grow(full);

    /// <summary>Grows a span in place, and hands back what a loop computes meanwhile.</summary>
    /// <param name="full">A span that this tape handed out, which is replaced by a longer one with its contents.</param>
    /// <param name="kept">Running values of the loop that calls.</param>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <typeparam name="TKept">The type of the running values: a number, or a tuple of numbers.</typeparam>
    /// <returns><paramref name="kept"/>: a variable that is assigned from it does not live across this call, and so stays in a register in all
    /// other trips (a value that lives across a call has a place in memory, where each trip writes it).</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public TKept Grow<T, TKept>(ref Span<T> full, TKept kept)
        where T : unmanaged
    {
        full = _arena.Grow(full);
        return kept;
    }

    /// <summary>Gives back all that was reserved since the tape was opened.</summary>
    public void Dispose() => _arena?.Release(_mark);
}
