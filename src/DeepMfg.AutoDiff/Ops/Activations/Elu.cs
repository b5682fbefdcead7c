using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff;

public static partial class Ops
{
    /// <summary>yᵢ = xᵢ for positive xᵢ, else α · (e^xᵢ − 1) (Clevert, Unterthiner and Hochreiter 2016); the slope at 0 is α.</summary>
    /// <param name="x">The arguments.</param>
    /// <param name="alpha">The limit for very negative arguments, with its sign changed. A constant.</param>
    /// <param name="destination">Overwritten with the values; as long as <paramref name="x"/>, and may be the same memory.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap without being the same.</exception>
    public static void Elu<T>(ReadOnlySpan<T> x, [NoDerivative] T alpha, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Elementwise<T, EluFunction<T>>.Map(new(alpha), x, destination);
}

public static partial class Pullbacks
{
    /// <summary>x̄ += (x > 0 ? 1 : α eˣ) ȳ</summary>
    /// <param name="x">The arguments.</param>
    /// <param name="alpha">The limit for very negative arguments, with its sign changed. A constant.</param>
    /// <param name="yBar">The cotangents of the values.</param>
    /// <param name="xBar">Added to.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    public static void Elu<T>(ReadOnlySpan<T> x, [NoDerivative] T alpha, ReadOnlySpan<T> yBar, Span<T> xBar)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Elementwise<T, EluFunction<T>>.Pull(new(alpha), x, yBar, xBar);
}

public static partial class Tangents
{
    /// <summary>ẏ = (x > 0 ? 1 : α eˣ) ẋ</summary>
    /// <param name="x">The arguments.</param>
    /// <param name="alpha">The limit for very negative arguments, with its sign changed. A constant.</param>
    /// <param name="xDot">The arguments' tangents.</param>
    /// <param name="yDot">Overwritten.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    public static void Elu<T>(ReadOnlySpan<T> x, [NoDerivative] T alpha, ReadOnlySpan<T> xDot, Span<T> yDot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Elementwise<T, EluFunction<T>>.Push(new(alpha), x, xDot, yDot);
}

/// <summary>yᵢ = xᵢ for positive xᵢ, else α · (e^xᵢ − 1) (Clevert, Unterthiner and Hochreiter 2016); the slope at 0 is α.</summary>
internal readonly struct EluFunction<T>(T alpha) : IActivation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Value(Vector512<T> x)
    {
        Vector512<T> negative = Wide.Clamp(x, -Elementary.MinusOneBelow, 0);
        return Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512<T>.Zero), x, Elementary.ExpM1(negative) * alpha);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Slope(Vector512<T> x)
    {
        Vector512<T> negative = Elementary.Exp(Vector512.Min(x, Vector512<T>.Zero)) * alpha;
        return Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512<T>.Zero), Vector512<T>.One, negative);
    }
}
