using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff;

public static partial class Ops
{
    /// <summary>yᵢ = xᵢ Φ(xᵢ) with the normal distribution function Φ (Hendrycks and Gimpel 2016).</summary>
    /// <param name="x">The arguments.</param>
    /// <param name="destination">Overwritten with the values; as long as <paramref name="x"/>, and may be the same memory.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap without being the same.</exception>
    public static void Gelu<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Elementwise<T, GeluFunction<T>>.Map(default, x, destination);
}

public static partial class Pullbacks
{
    /// <summary>x̄ += (Φ(x) + x φ(x)) ȳ</summary>
    /// <param name="x">The arguments.</param>
    /// <param name="yBar">The cotangents of the values.</param>
    /// <param name="xBar">Added to.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    public static void Gelu<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> yBar, Span<T> xBar)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Elementwise<T, GeluFunction<T>>.Pull(default, x, yBar, xBar);
}

public static partial class Tangents
{
    /// <summary>ẏ = (Φ(x) + x φ(x)) ẋ</summary>
    /// <param name="x">The arguments.</param>
    /// <param name="xDot">The arguments' tangents.</param>
    /// <param name="yDot">Overwritten.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    public static void Gelu<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xDot, Span<T> yDot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Elementwise<T, GeluFunction<T>>.Push(default, x, xDot, yDot);
}

/// <summary>yᵢ = xᵢ Φ(xᵢ) with the normal distribution function Φ (Hendrycks and Gimpel 2016).</summary>
internal readonly struct GeluFunction<T> : IActivation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Value(Vector512<T> x) => Vector512.Max(x, Wide.All<T>(-Normal.Beyond)) * Normal.Cdf(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Slope(Vector512<T> x) => Normal.Cdf(x) + Wide.Clamp(x, -Normal.Beyond, Normal.Beyond) * Normal.Density(x);
}
