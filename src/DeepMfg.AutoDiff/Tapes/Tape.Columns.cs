using System.Runtime.CompilerServices;

namespace DeepMfg.AutoDiff;

// The columns of one tape are as long as each other: one test in a trip serves them all.
public readonly ref partial struct Tape
{
    /// <summary>Grows columns of one length in place.</summary>
    /// <param name="first">A full span that this tape handed out, which is replaced by a longer one with its contents.</param>
    /// <param name="second">A full span that this tape handed out, which is replaced by a longer one with its contents.</param>
    /// <typeparam name="T1">The type of the first column's elements.</typeparam>
    /// <typeparam name="T2">The type of the second column's elements.</typeparam>
    /// <exception cref="InsufficientMemoryException">A span cannot be that long.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Grow<T1, T2>(ref Span<T1> first, ref Span<T2> second)
        where T1 : unmanaged
        where T2 : unmanaged
    {
        first = _arena.Grow(first);
        second = _arena.Grow(second);
    }

    /// <summary>Grows columns of one length in place, and hands back what a loop computes meanwhile.</summary>
    /// <param name="first">A full span that this tape handed out, which is replaced by a longer one with its contents.</param>
    /// <param name="second">A full span that this tape handed out, which is replaced by a longer one with its contents.</param>
    /// <param name="kept">Running values of the loop that calls.</param>
    /// <typeparam name="T1">The type of the first column's elements.</typeparam>
    /// <typeparam name="T2">The type of the second column's elements.</typeparam>
    /// <typeparam name="TKept">The type of the running values: a number, or a tuple of numbers.</typeparam>
    /// <returns><paramref name="kept"/>, as from <see cref="Grow{T, TKept}(ref Span{T}, TKept)"/>.</returns>
    /// <exception cref="InsufficientMemoryException">A span cannot be that long.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public TKept Grow<T1, T2, TKept>(ref Span<T1> first, ref Span<T2> second, TKept kept)
        where T1 : unmanaged
        where T2 : unmanaged
    {
        Grow(ref first, ref second);
        return kept;
    }

    /// <summary>Grows columns of one length in place.</summary>
    /// <param name="first">A full span that this tape handed out, which is replaced by a longer one with its contents.</param>
    /// <param name="second">A full span that this tape handed out, which is replaced by a longer one with its contents.</param>
    /// <param name="third">A full span that this tape handed out, which is replaced by a longer one with its contents.</param>
    /// <typeparam name="T1">The type of the first column's elements.</typeparam>
    /// <typeparam name="T2">The type of the second column's elements.</typeparam>
    /// <typeparam name="T3">The type of the third column's elements.</typeparam>
    /// <exception cref="InsufficientMemoryException">A span cannot be that long.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Grow<T1, T2, T3>(ref Span<T1> first, ref Span<T2> second, ref Span<T3> third)
        where T1 : unmanaged
        where T2 : unmanaged
        where T3 : unmanaged
    {
        first = _arena.Grow(first);
        second = _arena.Grow(second);
        third = _arena.Grow(third);
    }

    /// <summary>Grows columns of one length in place, and hands back what a loop computes meanwhile.</summary>
    /// <param name="first">A full span that this tape handed out, which is replaced by a longer one with its contents.</param>
    /// <param name="second">A full span that this tape handed out, which is replaced by a longer one with its contents.</param>
    /// <param name="third">A full span that this tape handed out, which is replaced by a longer one with its contents.</param>
    /// <param name="kept">Running values of the loop that calls.</param>
    /// <typeparam name="T1">The type of the first column's elements.</typeparam>
    /// <typeparam name="T2">The type of the second column's elements.</typeparam>
    /// <typeparam name="T3">The type of the third column's elements.</typeparam>
    /// <typeparam name="TKept">The type of the running values: a number, or a tuple of numbers.</typeparam>
    /// <returns><paramref name="kept"/>, as from <see cref="Grow{T, TKept}(ref Span{T}, TKept)"/>.</returns>
    /// <exception cref="InsufficientMemoryException">A span cannot be that long.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public TKept Grow<T1, T2, T3, TKept>(ref Span<T1> first, ref Span<T2> second, ref Span<T3> third, TKept kept)
        where T1 : unmanaged
        where T2 : unmanaged
        where T3 : unmanaged
    {
        Grow(ref first, ref second, ref third);
        return kept;
    }

    /// <summary>Grows columns of one length in place.</summary>
    /// <param name="first">A full span that this tape handed out, which is replaced by a longer one with its contents.</param>
    /// <param name="second">A full span that this tape handed out, which is replaced by a longer one with its contents.</param>
    /// <param name="third">A full span that this tape handed out, which is replaced by a longer one with its contents.</param>
    /// <param name="fourth">A full span that this tape handed out, which is replaced by a longer one with its contents.</param>
    /// <typeparam name="T1">The type of the first column's elements.</typeparam>
    /// <typeparam name="T2">The type of the second column's elements.</typeparam>
    /// <typeparam name="T3">The type of the third column's elements.</typeparam>
    /// <typeparam name="T4">The type of the fourth column's elements.</typeparam>
    /// <exception cref="InsufficientMemoryException">A span cannot be that long.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Grow<T1, T2, T3, T4>(ref Span<T1> first, ref Span<T2> second, ref Span<T3> third, ref Span<T4> fourth)
        where T1 : unmanaged
        where T2 : unmanaged
        where T3 : unmanaged
        where T4 : unmanaged
    {
        first = _arena.Grow(first);
        second = _arena.Grow(second);
        third = _arena.Grow(third);
        fourth = _arena.Grow(fourth);
    }

    /// <summary>Grows columns of one length in place, and hands back what a loop computes meanwhile.</summary>
    /// <param name="first">A full span that this tape handed out, which is replaced by a longer one with its contents.</param>
    /// <param name="second">A full span that this tape handed out, which is replaced by a longer one with its contents.</param>
    /// <param name="third">A full span that this tape handed out, which is replaced by a longer one with its contents.</param>
    /// <param name="fourth">A full span that this tape handed out, which is replaced by a longer one with its contents.</param>
    /// <param name="kept">Running values of the loop that calls.</param>
    /// <typeparam name="T1">The type of the first column's elements.</typeparam>
    /// <typeparam name="T2">The type of the second column's elements.</typeparam>
    /// <typeparam name="T3">The type of the third column's elements.</typeparam>
    /// <typeparam name="T4">The type of the fourth column's elements.</typeparam>
    /// <typeparam name="TKept">The type of the running values: a number, or a tuple of numbers.</typeparam>
    /// <returns><paramref name="kept"/>, as from <see cref="Grow{T, TKept}(ref Span{T}, TKept)"/>.</returns>
    /// <exception cref="InsufficientMemoryException">A span cannot be that long.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public TKept Grow<T1, T2, T3, T4, TKept>(ref Span<T1> first, ref Span<T2> second, ref Span<T3> third, ref Span<T4> fourth, TKept kept)
        where T1 : unmanaged
        where T2 : unmanaged
        where T3 : unmanaged
        where T4 : unmanaged
    {
        Grow(ref first, ref second, ref third, ref fourth);
        return kept;
    }
}
