using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace DeepMfg.AutoDiff;

// Arrays of rows: each row is a leaf of its own, named by its index.
public static partial class ModelLeaves
{
    /// <summary>Zeros in the shape of rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    /// <returns>The new rows.</returns>
    [return: NotNullIfNotNull(nameof(rows))]
    public static T[][]? ZeroLike<T>(T[][]? rows) => rows is null ? null : Array.ConvertAll(rows, static row => ZeroLike(row)!);

    /// <summary><c>factor · rows</c>, new rows.</summary>
    /// <param name="factor">The factor.</param>
    /// <param name="rows">The rows.</param>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    /// <returns>The product.</returns>
    [return: NotNullIfNotNull(nameof(rows))]
    public static T[][]? Scale<T>(T factor, T[][]? rows)
        where T : IFloatingPointIeee754<T> => rows is null ? null : Array.ConvertAll(rows, row => Scale(factor, row)!);

    /// <summary><c>target += factor · value</c>, in place; both have one shape.</summary>
    /// <param name="target">Added to.</param>
    /// <param name="factor">The factor.</param>
    /// <param name="value">The rows that are added.</param>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    public static void AddScaled<T>(T[][]? target, T factor, T[][]? value)
        where T : IFloatingPointIeee754<T>
    {
        if (target is null || value is null) return;
        for (int i = 0; i < target.Length; i++) AddScaled(target[i], factor, value[i]);
    }

    /// <summary>The sum of <c>leftᵢ · rightᵢ</c>; both have one shape.</summary>
    /// <param name="left">Some rows.</param>
    /// <param name="right">The other rows.</param>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    /// <returns>The inner product.</returns>
    public static T Dot<T>(T[][]? left, T[][]? right)
        where T : IFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        if (left is null || right is null) return sum;
        for (int i = 0; i < left.Length; i++) sum += Dot<T>(left[i], right[i]);
        return sum;
    }

    /// <summary>How many numbers rows have.</summary>
    /// <param name="rows">The rows.</param>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    /// <returns>The sum of their lengths.</returns>
    public static int Count<T>(T[][]? rows)
    {
        int count = 0;
        foreach (T[] row in rows ?? []) count += Count((Array?)row);
        return count;
    }

    /// <summary>Whether as many rows have the same lengths.</summary>
    /// <param name="left">Some rows.</param>
    /// <param name="right">The other rows.</param>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    /// <returns>Whether they may be combined.</returns>
    public static bool HasSameShape<T>(T[][]? left, T[][]? right)
    {
        if (left is null || right is null || left.Length != right.Length) return (left?.Length ?? 0) == (right?.Length ?? 0);
        for (int i = 0; i < left.Length; i++)
        {
            if (!HasSameShape(left[i], right[i])) return false;
        }

        return true;
    }

    /// <summary>Writes the numbers of rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="destination">Where to.</param>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    public static void Put<T>(T[][]? rows, ref Span<T> destination)
    {
        foreach (T[] row in rows ?? []) Put((Array?)row, ref destination);
    }

    /// <summary>Reads the numbers of rows.</summary>
    /// <param name="like">Rows of the shape.</param>
    /// <param name="values">Where from.</param>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    /// <returns>The new rows.</returns>
    [return: NotNullIfNotNull(nameof(like))]
    public static T[][]? Take<T>(T[][]? like, ref ReadOnlySpan<T> values)
    {
        if (like is null) return null;
        var rows = new T[like.Length][];
        for (int i = 0; i < rows.Length; i++) rows[i] = Take(like[i], ref values);
        return rows;
    }

    /// <summary>Shows rows to a visitor, one after the other.</summary>
    /// <param name="name">The name in front of a row's index.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="visitor">Sees them, and may change their numbers.</param>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    /// <typeparam name="TVisitor">The visitor's type.</typeparam>
    public static void Visit<T, TVisitor>(string name, T[][]? rows, ref TVisitor visitor)
        where TVisitor : ILeafVisitor<T>, allows ref struct
    {
        for (int i = 0; i < rows?.Length; i++) Visit<T, TVisitor>(LeafNames.Join(name, i), rows[i], ref visitor);
    }
}
