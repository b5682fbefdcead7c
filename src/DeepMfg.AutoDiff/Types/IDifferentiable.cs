using System.Diagnostics.CodeAnalysis;

namespace DeepMfg.AutoDiff;

/// <summary>
/// A type whose numbers form a vector space: parameters of a model, and their gradients, tangents and moments, which have the same type.
/// </summary>
/// <remarks>
/// <para>The compiler implements it for a type marked <see cref="DifferentiableAttribute"/>; it can also be written by hand. Constants, members marked
/// <see cref="NoDerivativeAttribute"/> and all that is no number, are carried over from the value at hand.</para>
/// <para>Results share no memory with arguments. Two values that are combined have the same shape: the same lengths of all their arrays; where they have
/// not, an <see cref="ArgumentException"/> names the leaf. A null array is a leaf of length 0.</para>
/// </remarks>
/// <typeparam name="TSelf">The type itself.</typeparam>
/// <typeparam name="T">The type of its numbers, <see cref="float"/> or <see cref="double"/>.</typeparam>
[SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "They are the type's own operations, called through it.")]
public interface IDifferentiable<TSelf, T>
    where TSelf : IDifferentiable<TSelf, T>
{
    /// <summary>A value of the same shape, all of whose numbers are zero.</summary>
    /// <param name="value">The shape, and the constants.</param>
    /// <returns>The zero of the vector space.</returns>
    static abstract TSelf ZeroLike(in TSelf value);

    /// <summary><c>left + right</c>; constants are those of <paramref name="left"/>.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>The sum.</returns>
    static abstract TSelf Add(in TSelf left, in TSelf right);

    /// <summary><c>left − right</c>; constants are those of <paramref name="left"/>.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>The difference.</returns>
    static abstract TSelf Subtract(in TSelf left, in TSelf right);

    /// <summary><c>factor · value</c></summary>
    /// <param name="factor">The factor.</param>
    /// <param name="value">The value.</param>
    /// <returns>The product.</returns>
    static abstract TSelf Scale(T factor, in TSelf value);

    /// <summary>The sum over all numbers of <c>leftᵢ · rightᵢ</c>.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>The inner product.</returns>
    static abstract T Dot(in TSelf left, in TSelf right);

    /// <summary><c>target += factor · value</c>, in place: arrays of <paramref name="target"/> stay its own.</summary>
    /// <param name="target">Added to.</param>
    /// <param name="factor">The factor.</param>
    /// <param name="value">The value.</param>
    static abstract void AddScaled(ref TSelf target, T factor, in TSelf value);

    /// <summary>How many numbers there are.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The dimension of the vector space.</returns>
    static abstract int ParameterCount(in TSelf value);

    /// <summary>Whether two values have the same leaves, and these the same lengths.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they may be combined; where the type does not say, whether they have the same number of numbers.</returns>
    static virtual bool HasSameShape(in TSelf left, in TSelf right) => TSelf.ParameterCount(left) == TSelf.ParameterCount(right);

    /// <summary>Copies the numbers, leaf after leaf, in the order in which <see cref="Visit"/> goes.</summary>
    /// <param name="value">The value.</param>
    /// <param name="destination">As long as <see cref="ParameterCount"/> says.</param>
    static abstract void CopyTo(in TSelf value, Span<T> destination);

    /// <summary>A value of a shape with the numbers given, in the order of <see cref="CopyTo"/>.</summary>
    /// <param name="like">The shape, and the constants.</param>
    /// <param name="values">As many numbers as <see cref="ParameterCount"/> says; copied.</param>
    /// <returns>The value.</returns>
    [SuppressMessage("Naming", "CA1716:Identifiers should not match keywords", Justification = "From(like, values) says it; Visual Basic has [Like].")]
    static abstract TSelf From(in TSelf like, ReadOnlySpan<T> values);

    /// <summary>Goes through the leaves, each a piece of memory with a name, in declaration order: what the visitor writes into one is the value's.</summary>
    /// <param name="value">The value.</param>
    /// <param name="visitor">Called for each leaf.</param>
    /// <typeparam name="TVisitor">The visitor's type.</typeparam>
    static abstract void Visit<TVisitor>(ref TSelf value, ref TVisitor visitor)
        where TVisitor : ILeafVisitor<T>, allows ref struct;
}
