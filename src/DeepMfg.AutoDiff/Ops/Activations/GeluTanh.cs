using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff;

public static partial class Ops
{
    /// <summary>yᵢ = ½ xᵢ (1 + tanh(√(2/π) (xᵢ + 0.044715 xᵢ³))), the approximation of <c>Gelu</c> of the same paper.</summary>
    /// <param name="x">The arguments.</param>
    /// <param name="destination">Overwritten with the values; as long as <paramref name="x"/>, and may be the same memory.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap without being the same.</exception>
    public static void GeluTanh<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Elementwise<T, GeluTanhFunction<T>>.Map(default, x, destination);
}

public static partial class Pullbacks
{
    /// <summary>x̄ += (s + x s (1 − s) 2u′) ȳ</summary>
    /// <param name="x">The arguments.</param>
    /// <param name="yBar">The cotangents of the values.</param>
    /// <param name="xBar">Added to.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    public static void GeluTanh<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> yBar, Span<T> xBar)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Elementwise<T, GeluTanhFunction<T>>.Pull(default, x, yBar, xBar);
}

public static partial class Tangents
{
    /// <summary>ẏ = (s + x s (1 − s) 2u′) ẋ</summary>
    /// <param name="x">The arguments.</param>
    /// <param name="xDot">The arguments' tangents.</param>
    /// <param name="yDot">Overwritten.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    public static void GeluTanh<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xDot, Span<T> yDot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Elementwise<T, GeluTanhFunction<T>>.Push(default, x, xDot, yDot);
}

/// <summary>yᵢ = ½ xᵢ (1 + tanh(√(2/π) (xᵢ + 0.044715 xᵢ³))), the approximation of <c>Gelu</c> of the same paper.</summary>
internal readonly struct GeluTanhFunction<T> : IActivation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // ½ (1 + tanh u) is the logistic function of 2u, whose factors are 2 √(2/π) and 0.044715 times that.
    private const double Linear = 1.5957691216057308, Cubic = 0.07135481627260025;

    // There the logistic function is zero or one.
    private const double Beyond = 22;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> TwiceTheArgument(Vector512<T> x) =>
        Wide.MultiplyAdd(x * x, Wide.All<T>(Cubic), Wide.All<T>(Linear)) * x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Value(Vector512<T> x)
    {
        Vector512<T> inside = Wide.Clamp(x, -Beyond, Beyond), twice = TwiceTheArgument(inside);
        return Vector512.Max(x, Wide.All<T>(-Beyond)) * Elementary.Sigmoid(twice, Elementary.Decay(twice));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Slope(Vector512<T> x)
    {
        Vector512<T> inside = Wide.Clamp(x, -Beyond, Beyond), twice = TwiceTheArgument(inside), decay = Elementary.Decay(twice);
        Vector512<T> sigmoid = Elementary.Sigmoid(twice, decay);
        Vector512<T> rise = Wide.MultiplyAdd(inside * inside, Wide.All<T>(3 * Cubic), Wide.All<T>(Linear)) * inside;
        return sigmoid * (Vector512<T>.One + rise * Elementary.Sigmoid(-twice, decay));
    }
}
