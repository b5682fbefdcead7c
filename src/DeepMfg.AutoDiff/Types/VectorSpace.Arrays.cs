using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace DeepMfg.AutoDiff;

// Arrays of models: leaves have the element's index in their names.
public static partial class VectorSpace
{
    /// <summary>Zeros in the shape of an array of models.</summary>
    /// <param name="values">The shapes, and the constants.</param>
    /// <typeparam name="TModel">The type.</typeparam>
    /// <typeparam name="T">The type of its numbers.</typeparam>
    /// <returns>The new array.</returns>
    [return: NotNullIfNotNull(nameof(values))]
    public static TModel[]? ZeroLike<TModel, T>(TModel[]? values)
        where TModel : IDifferentiable<TModel, T> =>
        values is null ? null : Array.ConvertAll(values, static value => ZeroLike<TModel, T>(in value));

    /// <summary><c>factor · values</c>, a new array.</summary>
    /// <param name="factor">The factor.</param>
    /// <param name="values">The models.</param>
    /// <typeparam name="TModel">The type.</typeparam>
    /// <typeparam name="T">The type of its numbers.</typeparam>
    /// <returns>The products.</returns>
    [return: NotNullIfNotNull(nameof(values))]
    public static TModel[]? Scale<TModel, T>(T factor, TModel[]? values)
        where TModel : IDifferentiable<TModel, T> =>
        values is null ? null : Array.ConvertAll(values, value => Scale(factor, in value));

    /// <summary>The sum of the models' inner products.</summary>
    /// <param name="left">Some models.</param>
    /// <param name="right">The other models.</param>
    /// <typeparam name="TModel">The type.</typeparam>
    /// <typeparam name="T">The type of its numbers.</typeparam>
    /// <returns>The inner product.</returns>
    public static T Dot<TModel, T>(TModel[]? left, TModel[]? right)
        where TModel : IDifferentiable<TModel, T>
        where T : INumberBase<T>
    {
        T sum = T.Zero;
        if (left is null || right is null) return sum;
        for (int i = 0; i < left.Length; i++) sum += Dot<TModel, T>(in left[i], in right[i]);
        return sum;
    }

    /// <summary><c>target += factor · value</c>, in place.</summary>
    /// <param name="target">Added to: its elements change.</param>
    /// <param name="factor">The factor.</param>
    /// <param name="value">The models that are added.</param>
    /// <typeparam name="TModel">The type.</typeparam>
    /// <typeparam name="T">The type of its numbers.</typeparam>
    public static void AddScaled<TModel, T>(TModel[]? target, T factor, TModel[]? value)
        where TModel : IDifferentiable<TModel, T>
    {
        if (target is null || value is null) return;
        for (int i = 0; i < target.Length; i++) AddScaled(ref target[i], factor, in value[i]);
    }

    /// <summary>How many numbers the models have.</summary>
    /// <param name="values">The models.</param>
    /// <typeparam name="TModel">The type.</typeparam>
    /// <typeparam name="T">The type of its numbers.</typeparam>
    /// <returns>The sum of their dimensions.</returns>
    public static int Count<TModel, T>(TModel[]? values)
        where TModel : IDifferentiable<TModel, T>
    {
        int count = 0;
        for (int i = 0; i < values?.Length; i++) count += Count<TModel, T>(in values[i]);
        return count;
    }

    /// <summary>Whether as many models may be combined, each with the one of its index.</summary>
    /// <param name="left">Some models.</param>
    /// <param name="right">The other models.</param>
    /// <typeparam name="TModel">The type.</typeparam>
    /// <typeparam name="T">The type of its numbers.</typeparam>
    /// <returns>Whether they have the same leaves.</returns>
    public static bool HasSameShape<TModel, T>(ReadOnlySpan<TModel> left, ReadOnlySpan<TModel> right)
        where TModel : IDifferentiable<TModel, T>
    {
        if (left.Length != right.Length) return false;
        for (int i = 0; i < left.Length; i++)
        {
            if (!HasSameShape<TModel, T>(in left[i], in right[i])) return false;
        }

        return true;
    }

    /// <summary>Writes the numbers, and moves the span on.</summary>
    /// <param name="values">The models.</param>
    /// <param name="destination">Where to.</param>
    /// <typeparam name="TModel">The type.</typeparam>
    /// <typeparam name="T">The type of its numbers.</typeparam>
    public static void Put<TModel, T>(TModel[]? values, ref Span<T> destination)
        where TModel : IDifferentiable<TModel, T>
    {
        for (int i = 0; i < values?.Length; i++) Put(in values[i], ref destination);
    }

    /// <summary>Reads the numbers, and moves the span on.</summary>
    /// <param name="like">The shapes, and the constants.</param>
    /// <param name="values">Where from.</param>
    /// <typeparam name="TModel">The type.</typeparam>
    /// <typeparam name="T">The type of its numbers.</typeparam>
    /// <returns>The new array.</returns>
    [return: NotNullIfNotNull(nameof(like))]
    public static TModel[]? Take<TModel, T>(TModel[]? like, ref ReadOnlySpan<T> values)
        where TModel : IDifferentiable<TModel, T>
    {
        if (like is null) return null;
        var models = new TModel[like.Length];
        for (int i = 0; i < models.Length; i++) models[i] = Take(in like[i], ref values);
        return models;
    }

    /// <summary>Goes through the leaves of each model.</summary>
    /// <param name="name">The name in front of a model's index.</param>
    /// <param name="values">The models, whose elements may change.</param>
    /// <param name="visitor">Sees each leaf.</param>
    /// <typeparam name="TModel">The models' type.</typeparam>
    /// <typeparam name="T">The type of its numbers.</typeparam>
    /// <typeparam name="TVisitor">The visitor's type.</typeparam>
    public static void Visit<TModel, T, TVisitor>(string name, TModel[]? values, ref TVisitor visitor)
        where TModel : IDifferentiable<TModel, T>
        where TVisitor : ILeafVisitor<T>, allows ref struct
    {
        for (int i = 0; i < values?.Length; i++) Visit<TModel, T, TVisitor>(LeafNames.Join(name, i), ref values[i], ref visitor);
    }
}
