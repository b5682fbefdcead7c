using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepMfg.AutoDiff;

/// <summary>A place in an arena: a block, the number of its lines that are taken, the number of tables, and that of values pushed.</summary>
internal readonly record struct TapeMark(int Block, int Lines, int Tables, int Pushed);

/// <summary>A number's bits, or where a span lies and its length.</summary>
internal readonly record struct TapePushed(long Bits, int Length);

/// <summary>A thread's stack of memory: blocks that never move, each twice as large as all before it.</summary>
/// <remarks>
/// Its thread alone uses it, but for <see cref="TrimUnused"/>. That touches blocks behind the one in use, which the thread goes to in one place: there both
/// hold the lock. All else runs without one.
/// </remarks>
internal sealed class TapeArena
{
    private const int FirstBlockLines = 1024;
    private const int ShortestGrown = 64;

    /// <summary>How far below a place on the stack it is not looked again: half of what the platform leaves at least.</summary>
    private const int LeastStack = 32 * 1024;

    [ThreadStatic]
    private static TapeArena? s_ofThread;

    private readonly Lock _lock = new();
    private readonly List<TapeBlock> _blocks = [new TapeBlock(FirstBlockLines)];

    /// <summary>
    /// For each block when a look at it first found that it had been used: milliseconds of the system's clock, which costs too much to be asked by the
    /// thread. <see cref="TapeTrimming.UsedSince"/> where it has been used since the last look.
    /// </summary>
    private readonly List<long> _used = [0];

    /// <summary>The block in use; blocks before it are full, blocks behind it are free.</summary>
    private TapeBlock _block;
    private int _number;
    private int _top;

    /// <summary>The line at which the newest reservation starts, or -1 where that is not known: only that one can grow where it stands.</summary>
    private int _newest = -1;

    private TapeTables? _tables;
    private TapePushed[] _pushed = [];
    private int _pushedCount;

    private TapeArena() => _block = _blocks[0];

    internal static TapeArena OfThread => s_ofThread ?? Create();

    internal TapeMark Mark => new(_number, _top, _tables?.Taken ?? 0, _pushedCount);

    internal TapeTables Tables => _tables ??= new TapeTables();

    /// <summary>Lets go of the blocks behind the one in use, of tables that wait for their shape, and of the stack where nothing lies on it.</summary>
    internal static void TrimThread()
    {
        if (s_ofThread is not { } arena)
        {
            return;
        }

        lock (arena._lock)
        {
            int first = arena._number + 1;
            arena._blocks.RemoveRange(first, arena._blocks.Count - first);
            arena._used.RemoveRange(first, arena._used.Count - first);
        }

        arena._tables?.Trim();
        if (arena._pushedCount == 0)
        {
            arena._pushed = [];
        }
    }

    /// <summary>Lets go of the blocks and tables that the thread has not used for as long as it keeps them; on any thread.</summary>
    /// <param name="now">The system's clock in milliseconds.</param>
    internal void TrimUnused(long now)
    {
        _tables?.TrimUnused(now);
        // A thread that is at it now uses its memory.
        if (!_lock.TryEnter())
        {
            return;
        }

        try
        {
            for (int i = _blocks.Count - 1; i > 0; i--)
            {
                if (i <= _number || _used[i] == TapeTrimming.UsedSince)
                {
                    _used[i] = Math.Max(_used[i], now);
                }
                else if (_used[i] <= now - TapeTrimming.Kept)
                {
                    _blocks.RemoveAt(i);
                    _used.RemoveAt(i);
                }
            }
        }
        finally
        {
            _lock.Exit();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Span<T> Reserve<T>(int count)
        where T : unmanaged
    {
        long lines = LinesFor<T>(count);
        if (lines > _block.Count - _top)
        {
            GoToBlockFor(count, lines);
        }

        _newest = _top;
        _top += (int)lines;
        return _block.Slice<T>(_newest, count);
    }

    internal Span<T> Grow<T>(Span<T> full)
        where T : unmanaged
    {
        int count = GrownCount(full.Length);
        if (_newest >= 0 && Unsafe.AreSame(ref _block.At<T>(_newest), ref MemoryMarshal.GetReference(full)))
        {
            long lines = LinesFor<T>(count);
            if (lines <= _block.Count - _newest)
            {
                _top = _newest + (int)lines;
                return _block.Slice<T>(_newest, count);
            }
        }

        Span<T> grown = Reserve<T>(count);
        full.CopyTo(grown);
        return grown;
    }

    internal void Release(TapeMark mark)
    {
        _top = mark.Lines;
        _newest = -1;
        _pushedCount = Math.Min(_pushedCount, mark.Pushed);
        if (_number != mark.Block)
        {
            _number = mark.Block;
            _block = _blocks[_number];
        }

        if (_tables is not null && _tables.Taken != mark.Tables)
        {
            _tables.Release(mark.Tables);
        }
    }

    /// <summary>As far down the thread's stack is known to reach, and a little farther.</summary>
    internal nint LowestFrame { get; private set; } = nint.MaxValue;

    internal int Height => _pushedCount;

    internal void Drop(int height) => _pushedCount = Math.Min(_pushedCount, height);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Push(long bits, int length)
    {
        TapePushed[] pushed = _pushed;
        int count = _pushedCount;
        if ((uint)count >= (uint)pushed.Length)
        {
            pushed = GrowPushed();
        }

        pushed[count] = new TapePushed(bits, length);
        _pushedCount = count + 1;
    }

    /// <summary>Keeps where a reservation lies: its block and its line.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void PushSpan<T>(Span<T> span)
        where T : unmanaged
    {
        nuint bytes = (nuint)Unsafe.ByteOffset(ref _block.At<T>(0), ref MemoryMarshal.GetReference(span));
        if (IsLine(bytes, _block)) Push(PlaceOf(_number, bytes), span.Length);
        else PushFromBefore(span);
    }

    /// <summary>Takes what was pushed last.</summary>
    /// <param name="least">How much was pushed when the tape was opened.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal TapePushed Pop(int least)
    {
        int last = _pushedCount - 1;
        if (last < least)
        {
            ThrowEmpty();
        }

        _pushedCount = last;
        return _pushed[last];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Span<T> PopSpan<T>(int least)
        where T : unmanaged
    {
        TapePushed pushed = Pop(least);
        int number = (int)(pushed.Bits >> 32);
        return (number == _number ? _block : _blocks[number]).Slice<T>((int)pushed.Bits, pushed.Length);
    }

    private static bool IsLine(nuint bytes, TapeBlock block) => bytes % TapeBlock.LineBytes == 0 && bytes / TapeBlock.LineBytes < (nuint)block.Count;

    private static long PlaceOf(int block, nuint bytes) => ((long)block << 32) | (long)(bytes / TapeBlock.LineBytes);

    /// <summary>Of a block that was full when the span was kept, or of none: an empty span.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void PushFromBefore<T>(Span<T> span)
        where T : unmanaged
    {
        for (int block = _number; block >= 0; block--)
        {
            nuint bytes = (nuint)Unsafe.ByteOffset(ref _blocks[block].At<T>(0), ref MemoryMarshal.GetReference(span));
            if (!IsLine(bytes, _blocks[block]))
            {
                continue;
            }

            Push(PlaceOf(block, bytes), span.Length);
            return;
        }

        if (!span.IsEmpty)
        {
            throw new ArgumentException("The span is none that this tape has handed out.", nameof(span));
        }

        Push(0, 0);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TapeArena Create()
    {
        TapeTrimming.Add(s_ofThread = new TapeArena());
        return s_ofThread;
    }

    private static void ThrowEmpty() =>
        throw new InvalidOperationException("A reverse sweep takes from this tape what no forward sweep has kept there.");

    private static int GrownCount(int length) => length <= Array.MaxLength / 2
        ? Math.Max(2 * length, ShortestGrown)
        : throw new InsufficientMemoryException("A tape's column has reached the longest span there is.");

    /// <summary>
    /// At least one line, so that no two reservations start at one place: each may grow. For a negative count more than any block has.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long LinesFor<T>(int count)
        where T : unmanaged => (long)((ulong)((long)count * Unsafe.SizeOf<T>()) / TapeBlock.LineBytes) + 1;

    /// <summary>Asks the platform, which takes as long as a short function, whether there is stack below a place.</summary>
    /// <param name="address">The place.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal void LookBelow(nint address)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        LowestFrame = address - LeastStack;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private TapePushed[] GrowPushed()
    {
        Array.Resize(ref _pushed, Math.Max(2 * _pushedCount, ShortestGrown));
        return _pushed;
    }

    /// <summary>Goes to the next block that has so many lines: one from an earlier call, or a new one at the end.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void GoToBlockFor(int count, long lines)
    {
        if (count < 0)
        {
            throw new OverflowException("A span cannot have so few elements.");
        }

        if (lines >= Array.MaxLength)
        {
            throw new InsufficientMemoryException("The tape is longer than the longest array there is.");
        }

        lock (_lock)
        {
            int number = BlockFor(lines);
            _used[number] = TapeTrimming.UsedSince;
            (_number, _block, _top) = (number, _blocks[number], 0);
        }
    }

    private int BlockFor(long lines)
    {
        int number = _number + 1;
        while (number < _blocks.Count && _blocks[number].Count < lines)
        {
            number++;
        }

        if (number == _blocks.Count)
        {
            // Twice all that there is keeps the number of blocks small, and what skipped blocks waste below the half.
            long wanted = Math.Min(2 * _blocks.Sum(block => (long)block.Count), Array.MaxLength - 1);
            _blocks.Add(new TapeBlock((int)Math.Max(wanted, lines)));
            _used.Add(0);
        }

        return number;
    }
}
