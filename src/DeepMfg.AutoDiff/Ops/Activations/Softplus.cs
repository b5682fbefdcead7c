using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff;

public static partial class Ops
{
    /// <summary>yᵢ = log(1 + e^xᵢ).</summary>
    /// <param name="x">The arguments.</param>
    /// <param name="destination">Overwritten with the values; as long as <paramref name="x"/>, and may be the same memory.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap without being the same.</exception>
    public static void Softplus<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Elementwise<T, SoftplusFunction<T>>.Map(default, x, destination);
}

public static partial class Pullbacks
{
    /// <summary>x̄ += (1 / (1 + e⁻ˣ)) ȳ</summary>
    /// <param name="x">The arguments.</param>
    /// <param name="yBar">The cotangents of the values.</param>
    /// <param name="xBar">Added to.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    public static void Softplus<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> yBar, Span<T> xBar)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Elementwise<T, SoftplusFunction<T>>.Pull(default, x, yBar, xBar);
}

public static partial class Tangents
{
    /// <summary>ẏ = (1 / (1 + e⁻ˣ)) ẋ</summary>
    /// <param name="x">The arguments.</param>
    /// <param name="xDot">The arguments' tangents.</param>
    /// <param name="yDot">Overwritten.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    public static void Softplus<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xDot, Span<T> yDot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Elementwise<T, SoftplusFunction<T>>.Push(default, x, xDot, yDot);
}

/// <summary>yᵢ = log(1 + e^xᵢ).</summary>
internal readonly struct SoftplusFunction<T> : IActivation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Value(Vector512<T> x) => Vector512.Max(x, Vector512<T>.Zero) + Elementary.LogP1(Elementary.Decay(x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Slope(Vector512<T> x) => Elementary.Sigmoid(x, Elementary.Decay(x));
}
