using System.ComponentModel;
using System.Numerics;

namespace DeepMfg.AutoDiff;

/// <summary>
/// The operations of a differentiable type, for generated code: a type implements them explicitly, so they are called by a type parameter. A part that is
/// null has no leaves, and stays null.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class VectorSpace
{
    /// <summary>A value of the same shape, all of whose numbers are zero.</summary>
    /// <param name="value">The shape, and the constants.</param>
    /// <typeparam name="TModel">The type.</typeparam>
    /// <typeparam name="T">The type of its numbers.</typeparam>
    /// <returns>The zero.</returns>
    public static TModel ZeroLike<TModel, T>(in TModel value)
        where TModel : IDifferentiable<TModel, T> => IsNull(value) ? value : TModel.ZeroLike(value);

    /// <summary><c>left + right</c></summary>
    /// <param name="left">One value, whose constants the sum has.</param>
    /// <param name="right">The other value.</param>
    /// <typeparam name="TModel">The type.</typeparam>
    /// <typeparam name="T">The type of its numbers.</typeparam>
    /// <returns>The sum.</returns>
    public static TModel Add<TModel, T>(in TModel left, in TModel right)
        where TModel : IDifferentiable<TModel, T> => TModel.Add(left, right);

    /// <summary><c>left − right</c></summary>
    /// <param name="left">One value, whose constants the difference has.</param>
    /// <param name="right">The other value.</param>
    /// <typeparam name="TModel">The type.</typeparam>
    /// <typeparam name="T">The type of its numbers.</typeparam>
    /// <returns>The difference.</returns>
    public static TModel Subtract<TModel, T>(in TModel left, in TModel right)
        where TModel : IDifferentiable<TModel, T> => TModel.Subtract(left, right);

    /// <summary><c>left + factor · right</c></summary>
    /// <param name="left">One value, whose constants the sum has.</param>
    /// <param name="factor">The factor.</param>
    /// <param name="right">The other value.</param>
    /// <typeparam name="TModel">The type.</typeparam>
    /// <typeparam name="T">The type of its numbers.</typeparam>
    /// <returns>The sum.</returns>
    public static TModel Combine<TModel, T>(in TModel left, T factor, in TModel right)
        where TModel : IDifferentiable<TModel, T>
        where T : INumberBase<T>
    {
        TModel sum = TModel.Scale(T.One, left);
        TModel.AddScaled(ref sum, factor, right);
        return sum;
    }

    /// <summary><c>factor · value</c></summary>
    /// <param name="factor">The factor.</param>
    /// <param name="value">The value.</param>
    /// <typeparam name="TModel">The type.</typeparam>
    /// <typeparam name="T">The type of its numbers.</typeparam>
    /// <returns>The product.</returns>
    public static TModel Scale<TModel, T>(T factor, in TModel value)
        where TModel : IDifferentiable<TModel, T> => IsNull(value) ? value : TModel.Scale(factor, value);

    /// <summary>The sum over all numbers of <c>leftᵢ · rightᵢ</c>.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <typeparam name="TModel">The type.</typeparam>
    /// <typeparam name="T">The type of its numbers.</typeparam>
    /// <returns>The inner product.</returns>
    public static T Dot<TModel, T>(in TModel left, in TModel right)
        where TModel : IDifferentiable<TModel, T>
        where T : INumberBase<T> => IsNull(left) || IsNull(right) ? T.Zero : TModel.Dot(left, right);

    /// <summary><c>target += factor · value</c>, in place.</summary>
    /// <param name="target">Added to.</param>
    /// <param name="factor">The factor.</param>
    /// <param name="value">The value.</param>
    /// <typeparam name="TModel">The type.</typeparam>
    /// <typeparam name="T">The type of its numbers.</typeparam>
    public static void AddScaled<TModel, T>(ref TModel target, T factor, in TModel value)
        where TModel : IDifferentiable<TModel, T>
    {
        if (!IsNull(target) && !IsNull(value)) TModel.AddScaled(ref target, factor, value);
    }

    /// <summary>How many numbers there are.</summary>
    /// <param name="value">The value.</param>
    /// <typeparam name="TModel">The type.</typeparam>
    /// <typeparam name="T">The type of its numbers.</typeparam>
    /// <returns>The dimension.</returns>
    public static int Count<TModel, T>(in TModel value)
        where TModel : IDifferentiable<TModel, T> => IsNull(value) ? 0 : TModel.ParameterCount(value);

    /// <summary>Whether two values may be combined.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <typeparam name="TModel">The type.</typeparam>
    /// <typeparam name="T">The type of its numbers.</typeparam>
    /// <returns>Whether they have the same leaves.</returns>
    public static bool HasSameShape<TModel, T>(in TModel left, in TModel right)
        where TModel : IDifferentiable<TModel, T> =>
        IsNull(left) || IsNull(right) ? Count<TModel, T>(left) == Count<TModel, T>(right) : TModel.HasSameShape(left, right);

    /// <summary>Copies the numbers to a span that is as long as they are many.</summary>
    /// <param name="value">The value.</param>
    /// <param name="destination">Where to.</param>
    /// <typeparam name="TModel">The type.</typeparam>
    /// <typeparam name="T">The type of its numbers.</typeparam>
    public static void CopyTo<TModel, T>(in TModel value, Span<T> destination)
        where TModel : IDifferentiable<TModel, T> => TModel.CopyTo(value, destination);

    /// <summary>A value of a shape with the numbers given.</summary>
    /// <param name="like">The shape, and the constants.</param>
    /// <param name="values">The numbers.</param>
    /// <typeparam name="TModel">The type.</typeparam>
    /// <typeparam name="T">The type of its numbers.</typeparam>
    /// <returns>The value.</returns>
    public static TModel From<TModel, T>(in TModel like, ReadOnlySpan<T> values)
        where TModel : IDifferentiable<TModel, T> => TModel.From(like, values);

    /// <summary>Writes the numbers, and moves the span on.</summary>
    /// <param name="value">The value.</param>
    /// <param name="destination">Where to.</param>
    /// <typeparam name="TModel">The type.</typeparam>
    /// <typeparam name="T">The type of its numbers.</typeparam>
    public static void Put<TModel, T>(in TModel value, ref Span<T> destination)
        where TModel : IDifferentiable<TModel, T>
    {
        int count = Count<TModel, T>(value);
        if (!IsNull(value)) TModel.CopyTo(value, destination[..count]);
        destination = destination[count..];
    }

    /// <summary>Reads the numbers, and moves the span on.</summary>
    /// <param name="like">The shape, and the constants.</param>
    /// <param name="values">Where from.</param>
    /// <typeparam name="TModel">The type.</typeparam>
    /// <typeparam name="T">The type of its numbers.</typeparam>
    /// <returns>The value.</returns>
    public static TModel Take<TModel, T>(in TModel like, ref ReadOnlySpan<T> values)
        where TModel : IDifferentiable<TModel, T>
    {
        int count = Count<TModel, T>(like);
        ReadOnlySpan<T> own = values[..count];
        values = values[count..];
        return IsNull(like) ? like : TModel.From(like, own);
    }

    /// <summary>Goes through the leaves of a part of a model.</summary>
    /// <param name="name">The part's name.</param>
    /// <param name="value">The part.</param>
    /// <param name="visitor">Sees each leaf under the part's name and its own.</param>
    /// <typeparam name="TModel">The part's type.</typeparam>
    /// <typeparam name="T">The type of its numbers.</typeparam>
    /// <typeparam name="TVisitor">The visitor's type.</typeparam>
    public static void Visit<TModel, T, TVisitor>(string name, ref TModel value, ref TVisitor visitor)
        where TModel : IDifferentiable<TModel, T>
        where TVisitor : ILeafVisitor<T>, allows ref struct
    {
        if (IsNull(value)) return;
        var part = new PartVisitor<T, TVisitor>(name, visitor);
        TModel.Visit(ref value, ref part);
        visitor = part.Visitor;
    }

    /// <remarks>A comparison with null would box a struct where nothing is optimised.</remarks>
    private static bool IsNull<TModel>(in TModel value) => !typeof(TModel).IsValueType && value is null;
}
