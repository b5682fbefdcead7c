using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepMfg.AutoDiff;

/// <summary>A place in an arena: a block, and the number of its lines that are taken.</summary>
internal readonly record struct TapeMark(int Block, int Lines);

/// <summary>A thread's stack of memory: blocks that never move, each twice as large as all before it.</summary>
internal sealed class TapeArena
{
    private const int FirstBlockLines = 1024;
    private const int ShortestGrown = 64;

    [ThreadStatic]
    private static TapeArena? s_ofThread;

    private readonly List<TapeBlock> _blocks = [new TapeBlock(FirstBlockLines)];
    private TapeMark _top;

    /// <summary>The line at which the newest reservation starts, or -1 where that is not known: only that one can grow where it stands.</summary>
    private int _newest = -1;

    internal static TapeArena OfThread => s_ofThread ??= new TapeArena();

    internal TapeMark Mark => _top;

    /// <summary>The lines of all blocks, used or not.</summary>
    internal long Capacity => _blocks.Sum(block => (long)block.Count);

    internal Span<T> Reserve<T>(int count)
        where T : unmanaged
    {
        int lines = LinesFor<T>(count);
        if (_blocks[_top.Block].Count - _top.Lines < lines)
        {
            _top = new TapeMark(BlockFor(lines), 0);
        }

        _newest = _top.Lines;
        _top = _top with { Lines = _top.Lines + lines };
        return _blocks[_top.Block].Slice<T>(_newest, count);
    }

    internal Span<T> Grow<T>(Span<T> full)
        where T : unmanaged
    {
        int count = GrownCount(full.Length);
        TapeBlock block = _blocks[_top.Block];
        if (_newest >= 0 && Unsafe.AreSame(ref block.At<T>(_newest), ref MemoryMarshal.GetReference(full)))
        {
            int lines = LinesFor<T>(count);
            if (lines <= block.Count - _newest)
            {
                _top = _top with { Lines = _newest + lines };
                return block.Slice<T>(_newest, count);
            }
        }

        Span<T> grown = Reserve<T>(count);
        full.CopyTo(grown);
        return grown;
    }

    internal void Release(TapeMark mark)
    {
        _top = mark;
        _newest = -1;
    }

    private static int GrownCount(int length) => length <= Array.MaxLength / 2
        ? Math.Max(2 * length, ShortestGrown)
        : throw new InsufficientMemoryException("A tape's column has reached the longest span there is.");

    private static int LinesFor<T>(int count)
        where T : unmanaged
    {
        long lines = (((long)count * Unsafe.SizeOf<T>()) + TapeBlock.LineBytes - 1) / TapeBlock.LineBytes;

        // A line at least, so that no two reservations start at one place: each may grow.
        return lines < Array.MaxLength ? Math.Max((int)lines, 1) : throw new InsufficientMemoryException("The tape is longer than the longest array there is.");
    }

    /// <summary>The next block that has so many lines: one from an earlier call, or a new one at the end.</summary>
    private int BlockFor(int lines)
    {
        for (int index = _top.Block + 1; index < _blocks.Count; index++)
        {
            if (_blocks[index].Count >= lines)
            {
                return index;
            }
        }

        // Twice all that there is keeps the number of blocks small, and what skipped blocks waste below the half.
        long wanted = Math.Min(2 * Capacity, Array.MaxLength - 1);
        _blocks.Add(new TapeBlock((int)Math.Max(wanted, lines)));
        return _blocks.Count - 1;
    }
}
