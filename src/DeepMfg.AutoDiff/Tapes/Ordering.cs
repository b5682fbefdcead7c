using System.Buffers;
using System.ComponentModel;

namespace DeepMfg.AutoDiff;

/// <summary>The orders in which generated code sorts: what is sorted is then gathered, so that its derivative is the same permutation.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Ordering
{
    /// <summary>The order in which <see cref="Array.Sort{TKey, TValue}(TKey[], TValue[])"/> has numbers.</summary>
    /// <param name="keys">The numbers, which stay as they are.</param>
    /// <param name="order">Takes for each place the number's place in <paramref name="keys"/>.</param>
    public static void Sort(ReadOnlySpan<double> keys, Span<int> order) => Sort<double>(keys, order);

    /// <inheritdoc cref="Sort(ReadOnlySpan{double}, Span{int})"/>
    public static void Sort(ReadOnlySpan<float> keys, Span<int> order) => Sort<float>(keys, order);

    /// <inheritdoc cref="Sort(ReadOnlySpan{double}, Span{int})"/>
    public static void Sort(ReadOnlySpan<int> keys, Span<int> order) => Sort<int>(keys, order);

    /// <summary>The order in which a query has numbers: those that are equal stay as they came.</summary>
    /// <param name="keys">The numbers, which stay as they are.</param>
    /// <param name="order">Takes for each place the number's place in <paramref name="keys"/>.</param>
    /// <param name="descends">Whether the largest comes first.</param>
    public static void Stable(ReadOnlySpan<double> keys, Span<int> order, bool descends) => Stable<double>(keys, order, descends);

    /// <inheritdoc cref="Stable(ReadOnlySpan{double}, Span{int}, bool)"/>
    public static void Stable(ReadOnlySpan<float> keys, Span<int> order, bool descends) => Stable<float>(keys, order, descends);

    /// <inheritdoc cref="Stable(ReadOnlySpan{double}, Span{int}, bool)"/>
    public static void Stable(ReadOnlySpan<int> keys, Span<int> order, bool descends) => Stable<int>(keys, order, descends);

    private static void Sort<T>(ReadOnlySpan<T> keys, Span<int> order)
    {
        T[] rented = ArrayPool<T>.Shared.Rent(keys.Length);
        Span<T> sorted = rented.AsSpan(0, keys.Length);
        keys.CopyTo(sorted);
        for (int i = 0; i < order.Length; i++) order[i] = i;
        sorted.Sort(order);
        ArrayPool<T>.Shared.Return(rented);
    }

    private static void Stable<T>(ReadOnlySpan<T> keys, Span<int> order, bool descends)
        where T : IComparable<T>
    {
        Sort(keys, order);
        if (descends) order.Reverse();
        for (int start = 0; start < order.Length;)
        {
            int end = start + 1;
            while (end < order.Length && keys[order[start]].CompareTo(keys[order[end]]) == 0) end++;
            order[start..end].Sort();
            start = end;
        }
    }
}
