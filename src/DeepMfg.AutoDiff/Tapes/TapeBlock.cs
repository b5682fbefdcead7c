using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepMfg.AutoDiff;

/// <summary>Memory that never moves, in lines of 64 bytes that start at multiples of 64.</summary>
internal readonly struct TapeBlock
{
    internal const int LineBytes = 64;

    private readonly Line[] _lines;

    /// <summary>The bytes from the array's start to the first multiple of 64: an array is aligned to eight bytes only.</summary>
    private readonly nint _shift;

    internal TapeBlock(int count)
    {
        // On the pinned heap, so that an address once aligned stays so; one line more for the shift.
        _lines = GC.AllocateUninitializedArray<Line>(count + 1, pinned: true);
        _shift = (LineBytes - (Marshal.UnsafeAddrOfPinnedArrayElement(_lines, 0) % LineBytes)) % LineBytes;
        Count = count;
    }

    /// <summary>The number of lines.</summary>
    internal int Count { get; }

    internal ref T At<T>(int line)
        where T : unmanaged =>
        ref Unsafe.As<Line, T>(ref Unsafe.AddByteOffset(ref MemoryMarshal.GetArrayDataReference(_lines), ((nint)line * LineBytes) + _shift));

    /// <summary>So many elements from a line on; the arena has seen to it that they are in this block.</summary>
    internal Span<T> Slice<T>(int line, int count)
        where T : unmanaged => MemoryMarshal.CreateSpan(ref At<T>(line), count);

    [StructLayout(LayoutKind.Sequential, Size = LineBytes)]
    private struct Line;
}
