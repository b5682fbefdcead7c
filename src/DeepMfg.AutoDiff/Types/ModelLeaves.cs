using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff;

/// <summary>What generated code does with the leaves of a differentiable type. A null array is a leaf of length 0, and stays null.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class ModelLeaves
{
    /// <summary>Zeros in the shape of an array of numbers.</summary>
    /// <param name="array">An array of any rank.</param>
    /// <typeparam name="TArray">The array's type.</typeparam>
    /// <returns>The new array.</returns>
    [return: NotNullIfNotNull(nameof(array))]
    public static TArray? ZeroLike<TArray>(TArray? array)
        where TArray : class
    {
        TArray? zero = Copy(array);
        if (zero is not null) Array.Clear((Array)(object)zero);
        return zero;
    }

    /// <summary><c>factor · array</c>, a new array.</summary>
    /// <param name="factor">The factor.</param>
    /// <param name="array">An array of any rank.</param>
    /// <typeparam name="TArray">The array's type.</typeparam>
    /// <typeparam name="T">The type of its numbers.</typeparam>
    /// <returns>The product.</returns>
    [return: NotNullIfNotNull(nameof(array))]
    public static TArray? Scale<TArray, T>(T factor, TArray? array)
        where TArray : class
        where T : IFloatingPointIeee754<T>
    {
        TArray? product = Copy(array);
        Span<T> numbers = Numbers<T>((Array?)(object?)product);
        int i = 0;
        if (Vector<T>.IsSupported)
        {
            for (; i <= numbers.Length - Vector<T>.Count; i += Vector<T>.Count) (factor * new Vector<T>(numbers[i..])).CopyTo(numbers[i..]);
        }

        for (; i < numbers.Length; i++) numbers[i] *= factor;
        return product;
    }

    /// <summary><c>target += factor · value</c>, in place; both have one shape.</summary>
    /// <param name="target">Added to.</param>
    /// <param name="factor">The factor.</param>
    /// <param name="value">The array that is added.</param>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    public static void AddScaled<T>(Array? target, T factor, Array? value)
        where T : IFloatingPointIeee754<T>
    {
        Span<T> sums = Numbers<T>(target);
        ReadOnlySpan<T> added = Numbers<T>(value)[..sums.Length];
        int i = 0;
        if (Vector<T>.IsSupported)
        {
            for (; i <= sums.Length - Vector<T>.Count; i += Vector<T>.Count)
            {
                (new Vector<T>(sums[i..]) + factor * new Vector<T>(added[i..])).CopyTo(sums[i..]);
            }
        }

        for (; i < sums.Length; i++) sums[i] += factor * added[i];
    }

    /// <summary>The sum of <c>leftᵢ · rightᵢ</c>, in the same order whatever vectors the machine has; both have one shape.</summary>
    /// <param name="left">One array.</param>
    /// <param name="right">The other array.</param>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    /// <returns>The inner product.</returns>
    public static T Dot<T>(Array? left, Array? right)
        where T : IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> a = Numbers<T>(left), b = Numbers<T>(right)[..a.Length];
        T sum = T.Zero;
        int i = 0;
        if (Vector512<T>.IsSupported)
        {
            Vector512<T> sums = Vector512<T>.Zero;
            for (; i <= a.Length - Vector512<T>.Count; i += Vector512<T>.Count) sums += Vector512.Create(a[i..]) * Vector512.Create(b[i..]);
            sum = Vector512.Sum(sums);
        }

        for (; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    /// <summary>How many numbers an array has.</summary>
    /// <param name="array">An array of any rank.</param>
    /// <returns>The number of its elements.</returns>
    public static int Count(Array? array) => array?.Length ?? 0;

    /// <summary>Whether two arrays have the same length.</summary>
    /// <param name="left">One array.</param>
    /// <param name="right">The other array.</param>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    /// <returns>Whether they may be combined.</returns>
    public static bool HasSameShape<T>(T[]? left, T[]? right) => (left?.Length ?? 0) == (right?.Length ?? 0);

    /// <summary>Whether two arrays have the same lengths.</summary>
    /// <param name="left">One array.</param>
    /// <param name="right">The other array, of the same rank.</param>
    /// <returns>Whether they may be combined.</returns>
    public static bool HasSameShape(Array? left, Array? right)
    {
        if (left is null || right is null) return Count(left) == Count(right);
        for (int i = 0; i < left.Rank; i++)
        {
            if (left.GetLength(i) != right.GetLength(i)) return false;
        }

        return true;
    }

    /// <summary>Shows an array to a visitor.</summary>
    /// <param name="name">The leaf's name.</param>
    /// <param name="array">The array.</param>
    /// <param name="visitor">Sees it, and may change it.</param>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    /// <typeparam name="TVisitor">The visitor's type.</typeparam>
    public static void Visit<T, TVisitor>(string name, T[]? array, ref TVisitor visitor)
        where TVisitor : ILeafVisitor<T>, allows ref struct
    {
        nint length = array?.Length ?? 0;
        visitor.Visit(name, array, new ReadOnlySpan<nint>(ref length));
    }

    /// <summary>Shows an array to a visitor.</summary>
    /// <param name="name">The leaf's name.</param>
    /// <param name="array">An array of any rank.</param>
    /// <param name="visitor">Sees it, and may change it.</param>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    /// <typeparam name="TVisitor">The visitor's type.</typeparam>
    public static void Visit<T, TVisitor>(string name, Array? array, ref TVisitor visitor)
        where TVisitor : ILeafVisitor<T>, allows ref struct
    {
        Span<nint> shape = stackalloc nint[array?.Rank ?? 1];
        shape.Clear();
        for (int i = 0; i < array?.Rank; i++) shape[i] = array.GetLength(i);
        visitor.Visit(name, Numbers<T>(array), shape);
    }

    /// <summary>The numbers of an array of any rank, the last index fastest.</summary>
    private static Span<T> Numbers<T>(Array? array) => array switch
    {
        null => [],
        T[] vector => vector,
        _ => MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length),
    };

    [return: NotNullIfNotNull(nameof(array))]
    private static TArray? Copy<TArray>(TArray? array)
        where TArray : class => (TArray?)((Array?)(object?)array)?.Clone();
}
