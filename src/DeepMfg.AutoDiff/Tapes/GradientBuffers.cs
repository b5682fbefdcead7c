using System.ComponentModel;
using System.Numerics;

namespace DeepMfg.AutoDiff;

/// <summary>What generated code does with buffers of gradients.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GradientBuffers
{
    /// <summary>An array of zeros as long as another.</summary>
    /// <param name="values">The other array.</param>
    /// <returns>The new array; <see langword="null"/> where there is no other.</returns>
    public static T[] Like<T>(T[]? values) where T : struct => values is null ? null! : new T[values.Length];

    /// <summary>Zeros in the shape of an array of any rank.</summary>
    /// <param name="table">The other array.</param>
    /// <returns>The new array; <see langword="null"/> where there is no other.</returns>
    public static TTable Like<TTable>(TTable? table) where TTable : class
    {
        if (table is not Array array) return null!;
        int[] lengths = [.. Enumerable.Range(0, array.Rank).Select(array.GetLength)];
        return (TTable)(object)Array.CreateInstanceFromArrayType(array.GetType(), lengths);
    }

    /// <summary>Zeros in the shape of a table of rows; a row that is <see langword="null"/> has none.</summary>
    /// <param name="rows">The rows.</param>
    /// <returns>The new rows; <see langword="null"/> where there are no others.</returns>
    public static T[][] Like<T>(T[]?[]? rows) where T : struct => rows is null ? null! : [.. rows.Select(Like)];

    /// <summary>Sets every element to zero.</summary>
    /// <param name="values">An array of any rank; <see langword="null"/> is left alone.</param>
    public static void Clear(Array? values)
    {
        if (values is not null) Array.Clear(values);
    }

    /// <summary>Sets every element of every row to zero.</summary>
    /// <param name="rows">The rows; <see langword="null"/> is left alone.</param>
    public static void Clear<T>(T[]?[]? rows) where T : struct
    {
        foreach (T[]? row in rows ?? []) Clear((Array?)row);
    }

    /// <summary>Adds each element to that of the same index.</summary>
    /// <param name="source">What is added.</param>
    /// <param name="target">The sums; at least as long.</param>
    /// <exception cref="ArgumentException">The target is shorter than the source.</exception>
    public static void Add<T>(ReadOnlySpan<T> source, Span<T> target) where T : struct, IFloatingPointIeee754<T>
    {
        if (source.Length > target.Length) throw new ArgumentException("The target is shorter than the source.", nameof(target));
        int i = 0;
        for (; i <= source.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            (new Vector<T>(source[i..]) + new Vector<T>(target[i..])).CopyTo(target[i..]);
        }
        for (; i < source.Length; i++) target[i] += source[i];
    }
}
