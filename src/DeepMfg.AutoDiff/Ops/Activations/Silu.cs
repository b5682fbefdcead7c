using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff;

public static partial class Ops
{
    /// <summary>yᵢ = xᵢ / (1 + e^−xᵢ), also known as swish (Elfwing, Uchibe and Doya 2018).</summary>
    /// <param name="x">The arguments.</param>
    /// <param name="destination">Overwritten with the values; as long as <paramref name="x"/>, and may be the same memory.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap without being the same.</exception>
    public static void Silu<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Elementwise<T, SiluFunction<T>>.Map(default, x, destination);
}

public static partial class Pullbacks
{
    /// <summary>x̄ += s (1 + x (1 − s)) ȳ</summary>
    /// <param name="x">The arguments.</param>
    /// <param name="yBar">The cotangents of the values.</param>
    /// <param name="xBar">Added to.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    public static void Silu<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> yBar, Span<T> xBar)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Elementwise<T, SiluFunction<T>>.Pull(default, x, yBar, xBar);
}

public static partial class Tangents
{
    /// <summary>ẏ = s (1 + x (1 − s)) ẋ</summary>
    /// <param name="x">The arguments.</param>
    /// <param name="xDot">The arguments' tangents.</param>
    /// <param name="yDot">Overwritten.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    public static void Silu<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xDot, Span<T> yDot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Elementwise<T, SiluFunction<T>>.Push(default, x, xDot, yDot);
}

/// <summary>yᵢ = xᵢ / (1 + e^−xᵢ), also known as swish (Elfwing, Uchibe and Doya 2018).</summary>
internal readonly struct SiluFunction<T> : IActivation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // There e^−|x| is zero, and its product with an infinite x would be no number.
    private const double Beyond = 750;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Value(Vector512<T> x) => Vector512.Max(x, Wide.All<T>(-Beyond)) * Elementary.Sigmoid(x, Elementary.Decay(x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Slope(Vector512<T> x)
    {
        Vector512<T> inside = Wide.Clamp(x, -Beyond, Beyond), decay = Elementary.Decay(inside);
        return Elementary.Sigmoid(inside, decay) * (Vector512<T>.One + inside * Elementary.Sigmoid(-inside, decay));
    }
}
