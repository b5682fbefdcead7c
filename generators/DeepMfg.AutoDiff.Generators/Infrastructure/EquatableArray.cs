using System.Collections;
using System.Runtime.CompilerServices;

namespace DeepMfg.AutoDiff.Generators.Infrastructure;

/// <summary>An immutable array that compares by its elements, as the incremental pipeline's models must.</summary>
[CollectionBuilder(typeof(EquatableArray), nameof(EquatableArray.Create))]
internal readonly struct EquatableArray<T>(T[]? items) : IReadOnlyList<T>, IEquatable<EquatableArray<T>>
{
    private readonly T[]? items = items;

    public int Count => items?.Length ?? 0;

    public bool IsEmpty => Count == 0;

    /// <summary>Whether it has never been made.</summary>
    public bool IsDefault => items is null;

    public T this[int index] => items![index];

    public ReadOnlySpan<T> AsSpan() => items;

    /// <summary>Whether it is the very same array.</summary>
    public bool IsSame(EquatableArray<T> other) => ReferenceEquals(items, other.items);

    public bool Equals(EquatableArray<T> other)
    {
        if (ReferenceEquals(items, other.items)) return true;
        if (Count != other.Count) return false;
        for (int i = 0; i < Count; i++)
        {
            if (!EqualityComparer<T>.Default.Equals(items![i], other.items![i])) return false;
        }
        return true;
    }

    public override bool Equals(object? obj) => obj is EquatableArray<T> other && Equals(other);

    // The first and last elements only: hashing a whole function at every keystroke would cost more than a rare collision.
    public override int GetHashCode() =>
        Count == 0 ? 0 : Count * 397 ^ (items![0]?.GetHashCode() ?? 0) * 31 ^ (items[Count - 1]?.GetHashCode() ?? 0);

    public Enumerator GetEnumerator() => new(items ?? []);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)(items ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => (items ?? []).GetEnumerator();

    public static bool operator ==(EquatableArray<T> left, EquatableArray<T> right) => left.Equals(right);

    public static bool operator !=(EquatableArray<T> left, EquatableArray<T> right) => !left.Equals(right);

    public struct Enumerator(T[] items)
    {
        private int index = -1;

        public readonly T Current => items[index];

        public bool MoveNext() => ++index < items.Length;
    }
}

internal static class EquatableArray
{
    public static EquatableArray<T> Create<T>(ReadOnlySpan<T> items) => new(items.ToArray());

    /// <summary>The array of what each item is mapped to; itself where all stay what they are.</summary>
    public static EquatableArray<T> Map<T>(this EquatableArray<T> items, Func<T, T> map)
        where T : class
    {
        T[]? mapped = null;
        for (int i = 0; i < items.Count; i++)
        {
            T item = map(items[i]);
            if (mapped is null && ReferenceEquals(item, items[i])) continue;
            mapped ??= items.AsSpan().ToArray();
            mapped[i] = item;
        }
        return mapped is null ? items : new(mapped);
    }

    public static EquatableArray<T> ToEquatableArray<T>(this IEnumerable<T> items) => new([.. items]);
}
