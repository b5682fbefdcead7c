using System.Runtime.CompilerServices;

namespace DeepMfg.AutoDiff;

/// <summary>What a forward sweep hands over to its reverse sweep where they are methods of their own.</summary>
public readonly ref partial struct Tape
{
    /// <summary>Throws where the thread's stack is nearly used up: where sweeps that call themselves begin.</summary>
    /// <exception cref="InsufficientExecutionStackException">So it is.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void EnsureStack()
    {
        Unsafe.SkipInit(out byte here);
        nint address = Unsafe.ByteOffset(ref Unsafe.NullRef<byte>(), ref here);
        if (address < _arena.LowestFrame)
        {
            _arena.LookBelow(address);
        }
    }

    /// <summary>How much was pushed and has not been popped.</summary>
    public int Height => _arena.Height;

    /// <summary>Drops what was pushed since the tape was of some height.</summary>
    /// <param name="height">The <see cref="Height"/> then.</param>
    public void Drop(int height) => _arena.Drop(height);

    /// <summary>Keeps a number for <see cref="Pop"/>.</summary>
    /// <param name="value">The number.</param>
    /// <typeparam name="T">Its type.</typeparam>
    public void Push<T>(T value)
        where T : unmanaged
    {
        long bits = 0;
        Unsafe.As<long, T>(ref bits) = value;
        _arena.Push(bits, 0);
    }

    /// <summary>Keeps for <see cref="PopSpan"/> where a span lies.</summary>
    /// <param name="span">A span that this tape has handed out, or an empty one.</param>
    /// <typeparam name="T">The type of its elements.</typeparam>
    /// <exception cref="ArgumentException">The tape has not handed out the span.</exception>
    public void Push<T>(Span<T> span)
        where T : unmanaged => _arena.PushSpan(span);

    /// <summary>The number that was pushed last; it is not there any more.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <returns>The number.</returns>
    /// <exception cref="InvalidOperationException">Nothing was pushed since the tape was opened.</exception>
    public T Pop<T>()
        where T : unmanaged
    {
        long bits = _arena.Pop(_mark.Pushed).Bits;
        return Unsafe.As<long, T>(ref bits);
    }

    /// <summary>The span that was pushed last; it is not there any more.</summary>
    /// <typeparam name="T">The type of its elements.</typeparam>
    /// <returns>The span, valid until the tape is disposed.</returns>
    /// <exception cref="InvalidOperationException">Nothing was pushed since the tape was opened.</exception>
    public Span<T> PopSpan<T>()
        where T : unmanaged => _arena.PopSpan<T>(_mark.Pushed);
}
