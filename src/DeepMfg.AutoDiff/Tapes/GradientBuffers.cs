using System.ComponentModel;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepMfg.AutoDiff;

/// <summary>What generated code does with buffers of gradients.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GradientBuffers
{
    /// <summary>An array of zeros as long as another.</summary>
    /// <param name="values">The other array.</param>
    /// <returns>The new array; <see langword="null"/> where there is no other.</returns>
    public static T[] Like<T>(T[]? values) where T : struct => values is null ? null! : new T[values.Length];

    /// <summary>Zeros in the shape of an array of any rank, and of its rows where it has some.</summary>
    /// <param name="table">The other array.</param>
    /// <returns>The new array; <see langword="null"/> where there is no other.</returns>
    public static TTable Like<TTable>(TTable? table) where TTable : class => table is Array array ? (TTable)(object)ZerosLike(array) : null!;

    private static Array ZerosLike(Array table)
    {
        int[] lengths = [.. Enumerable.Range(0, table.Rank).Select(table.GetLength)];
        Array zeros = Array.CreateInstanceFromArrayType(table.GetType(), lengths);
        if (!HasRows(table)) return zeros;
        Span<Array?> rows = VectorSpace.ItemsOf<Array?>(table), others = VectorSpace.ItemsOf<Array?>(zeros);
        for (int i = 0; i < rows.Length; i++) others[i] = rows[i] is { } row ? ZerosLike(row) : null;
        return zeros;
    }

    private static bool HasRows(Array table) => table.GetType().GetElementType()!.IsArray;

    /// <summary>Zeros in the shape of a table of rows; a row that is <see langword="null"/> has none.</summary>
    /// <param name="rows">The rows.</param>
    /// <returns>The new rows; <see langword="null"/> where there are no others.</returns>
    public static T[][] Like<T>(T[]?[]? rows) where T : struct => rows is null ? null! : [.. rows.Select(Like)];

    /// <summary>In a project that is compiled for debugging: refuses a buffer that lies where something else lies, which would be overwritten.</summary>
    /// <param name="name">The buffer's name.</param>
    /// <param name="buffer">The buffer.</param>
    /// <param name="first">An argument, or another buffer.</param>
    /// <param name="second">A further one.</param>
    /// <param name="third">A further one.</param>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <exception cref="ArgumentException">The buffer overlaps one of the others.</exception>
    [Conditional("DEBUG")]
    public static void RequireApart<T>(
        string name, ReadOnlySpan<T> buffer, ReadOnlySpan<T> first, ReadOnlySpan<T> second = default, ReadOnlySpan<T> third = default)
    {
        if (buffer.Overlaps(first) || buffer.Overlaps(second) || buffer.Overlaps(third))
        {
            throw new ArgumentException($"{name} must not overlap an argument or another buffer: give it memory of its own.", name);
        }
    }

    /// <summary>Sets every element to zero.</summary>
    /// <param name="values">The elements.</param>
    /// <typeparam name="T">Their type.</typeparam>
    public static void Zero<T>(Span<T> values) => Zeros.Write(values);

    /// <summary>Sets every element to zero.</summary>
    /// <param name="values">An array of any rank, or of rows; <see langword="null"/> is left alone.</param>
    public static void Clear(Array? values)
    {
        if (values is double[,] numbers) Zero(Entries<double>(numbers));
        else if (values is float[,] singles) Zero(Entries<float>(singles));
        else if (values is not null && HasRows(values))
        {
            foreach (Array? row in VectorSpace.ItemsOf<Array?>(values)) Clear(row);
        }
        else if (values is not null) Array.Clear(values);
    }

    /// <summary>Sets every element to zero.</summary>
    /// <param name="values">The elements; <see langword="null"/> is left alone.</param>
    /// <typeparam name="T">Their type.</typeparam>
    public static void Clear<T>(T[]? values) where T : struct => Zero(values.AsSpan());

    /// <summary>Sets every element of every row to zero.</summary>
    /// <param name="rows">The rows; <see langword="null"/> is left alone.</param>
    public static void Clear<T>(T[]?[]? rows) where T : struct
    {
        foreach (T[]? row in rows ?? []) Clear(row);
    }

    /// <summary>A value whose numbers are all zero; arrays in it are overwritten in place.</summary>
    /// <param name="value">The value.</param>
    /// <typeparam name="TModel">Its type.</typeparam>
    /// <typeparam name="T">The type of its numbers.</typeparam>
    /// <returns>The value in the same shape.</returns>
    public static TModel Cleared<TModel, T>(TModel value)
        where TModel : IDifferentiable<TModel, T>
    {
        var zeros = default(Zeroing<T>);
        TModel.Visit(ref value, ref zeros);
        return value;
    }

    /// <summary>Sets the numbers of every element to zero; its constants stay.</summary>
    /// <param name="values">The elements.</param>
    /// <typeparam name="TModel">Their type.</typeparam>
    /// <typeparam name="T">The type of their numbers.</typeparam>
    public static void Clear<TModel, T>(Span<TModel> values)
        where TModel : IDifferentiable<TModel, T>
    {
        foreach (ref TModel value in values) value = Cleared<TModel, T>(value);
    }

    /// <summary>Sets the numbers of every element of an array of any rank, or of every row, to zero; constants stay.</summary>
    /// <param name="table">The elements; <see langword="null"/> is left alone.</param>
    /// <typeparam name="TModel">Their type.</typeparam>
    /// <typeparam name="T">The type of their numbers.</typeparam>
    public static void ClearTable<TModel, T>(Array? table)
        where TModel : IDifferentiable<TModel, T>
    {
        if (VectorSpace.IsOf<TModel>(table)) Clear<TModel, T>(VectorSpace.ItemsOf<TModel>(table));
        else foreach (Array? row in VectorSpace.ItemsOf<Array?>(table)) ClearTable<TModel, T>(row);
    }

    /// <summary>Whether rows are as many, and as long, as others; one that is <see langword="null"/> is as good as an empty one.</summary>
    /// <param name="left">The rows.</param>
    /// <param name="right">The others; both may be <see langword="null"/>.</param>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <returns>Whether they have one shape.</returns>
    public static bool HaveSameShapes<T>(T[]?[]? left, T[]?[]? right) where T : struct
    {
        if (left is null || right is null) return left == right;
        if (left.Length != right.Length) return false;
        for (int i = 0; i < left.Length; i++)
        {
            if ((left[i]?.Length ?? 0) != (right[i]?.Length ?? 0)) return false;
        }
        return true;
    }

    /// <summary>Whether rows, be they arrays of any rank, have the lengths of others; one that is <see langword="null"/> is as good as an empty one.</summary>
    /// <param name="left">The rows.</param>
    /// <param name="right">The others, of the same type; both may be <see langword="null"/>.</param>
    /// <returns>Whether they have one shape.</returns>
    public static bool HaveSameShapes(Array? left, Array? right) => (left is null) == (right is null) && HaveSameLengths(left, right);

    private static bool HaveSameLengths(Array? left, Array? right)
    {
        if (left is null || right is null) return (left?.Length ?? 0) == (right?.Length ?? 0);
        for (int dimension = 0; dimension < left.Rank; dimension++)
        {
            if (left.GetLength(dimension) != right.GetLength(dimension)) return false;
        }
        if (!HasRows(left)) return true;
        Span<Array?> rows = VectorSpace.ItemsOf<Array?>(left), others = VectorSpace.ItemsOf<Array?>(right);
        for (int i = 0; i < rows.Length; i++)
        {
            if (!HaveSameLengths(rows[i], others[i])) return false;
        }
        return true;
    }

    /// <summary>Refuses to copy to where there is too little room, as the platform's spans do.</summary>
    /// <param name="count">How many elements are copied.</param>
    /// <param name="destination">For how many there is room.</param>
    /// <exception cref="ArgumentException">There are more.</exception>
    public static void RequireRoom(int count, int destination)
    {
        if (count > destination) throw new ArgumentException("Destination is too short.", nameof(destination));
    }

    /// <summary>The elements of an array of any rank in row-major order.</summary>
    /// <typeparam name="T">The type of the elements, which must be the array's.</typeparam>
    /// <param name="table">The array; <see langword="null"/> has none.</param>
    /// <returns>The elements in place.</returns>
    /// <exception cref="ArrayTypeMismatchException">The array holds something else.</exception>
    public static Span<T> Entries<T>(Array? table) where T : struct
    {
        if (table is null) return [];
        if (table.GetType().GetElementType() != typeof(T))
        {
            throw new ArrayTypeMismatchException($"An array of {typeof(T)} was expected, not {table.GetType()}.");
        }
        return MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(table)), table.Length);
    }

    /// <summary>How many elements rows have together.</summary>
    /// <param name="rows">The rows; <see langword="null"/> has none.</param>
    /// <returns>The sum of the lengths.</returns>
    public static int Count<T>(T[]?[]? rows) where T : struct => rows?.Sum(static row => row?.Length ?? 0) ?? 0;

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

    /// <summary>Adds the cotangent of an array that a method returns.</summary>
    /// <param name="cotangent">The cotangent.</param>
    /// <param name="target">The sums.</param>
    /// <param name="name">The cotangent's name.</param>
    /// <exception cref="ArgumentException">The cotangent has not the length of the result.</exception>
    public static void AddCotangent<T>(ReadOnlySpan<T> cotangent, Span<T> target, [CallerArgumentExpression(nameof(cotangent))] string name = "")
        where T : struct, IFloatingPointIeee754<T>
    {
        if (cotangent.Length != target.Length) throw DiffersInShape(name, "length");
        Add(cotangent, target);
    }

    /// <summary>Adds the cotangent of rows that a method returns.</summary>
    /// <param name="cotangent">The cotangent; a row that is <see langword="null"/> is as good as an empty one.</param>
    /// <param name="target">The sums.</param>
    /// <param name="name">The cotangent's name.</param>
    /// <exception cref="ArgumentException">The cotangent has not the shape of the result.</exception>
    public static void AddCotangent<T>(T[]?[]? cotangent, T[]?[] target, [CallerArgumentExpression(nameof(cotangent))] string name = "")
        where T : struct, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(target);
        bool fits = cotangent?.Length == target.Length && cotangent.Zip(target).All(static rows => (rows.First?.Length ?? 0) == (rows.Second?.Length ?? 0));
        if (!fits) throw DiffersInShape(name, "shape");
        for (int i = 0; i < target.Length; i++) Add<T>(cotangent![i], target[i]);
    }

    /// <summary>Adds the cotangent of an array of several dimensions that a method returns.</summary>
    /// <param name="cotangent">The cotangent.</param>
    /// <param name="target">The sums.</param>
    /// <param name="name">The cotangent's name.</param>
    /// <typeparam name="TTable">An array type, of <see langword="float"/> or <see langword="double"/>.</typeparam>
    /// <exception cref="ArgumentException">The cotangent has not the shape of the result.</exception>
    public static void AddCotangent<TTable>(TTable? cotangent, TTable target, [CallerArgumentExpression(nameof(cotangent))] string name = "")
        where TTable : class
    {
        ArgumentNullException.ThrowIfNull(target);
        var (source, sums) = (cotangent as Array, (Array)(object)target);
        for (int dimension = 0; dimension < sums.Rank; dimension++)
        {
            if (source?.GetLength(dimension) != sums.GetLength(dimension)) throw DiffersInShape(name, "shape");
        }
        if (typeof(TTable).GetElementType() == typeof(float)) Add<float>(Entries<float>(source), Entries<float>(sums));
        else Add<double>(Entries<double>(source), Entries<double>(sums));
    }

    private static ArgumentException DiffersInShape(string name, string what) => new($"{name} must have the {what} of the result.", name);

    private struct Zeroing<T> : ILeafVisitor<T>
    {
        public readonly void Visit(string name, scoped Span<T> leaf, scoped ReadOnlySpan<nint> shape) => Zero(leaf);
    }
}
