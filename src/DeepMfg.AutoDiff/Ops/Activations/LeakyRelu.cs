using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff;

public static partial class Ops
{
    /// <summary>yᵢ = xᵢ for positive xᵢ, else slope · xᵢ (Maas, Hannun and Ng 2013); the slope at 0 is that of negative arguments.</summary>
    /// <param name="x">The arguments.</param>
    /// <param name="slope">The slope for negative arguments. A constant.</param>
    /// <param name="destination">Overwritten with the values; as long as <paramref name="x"/>, and may be the same memory.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap without being the same.</exception>
    public static void LeakyRelu<T>(ReadOnlySpan<T> x, [NoDerivative] T slope, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Elementwise<T, LeakyReluFunction<T>>.Map(new(slope), x, destination);
}

public static partial class Pullbacks
{
    /// <summary>x̄ += (x > 0 ? 1 : slope) ȳ</summary>
    /// <param name="x">The arguments.</param>
    /// <param name="slope">The slope for negative arguments. A constant.</param>
    /// <param name="yBar">The cotangents of the values.</param>
    /// <param name="xBar">Added to.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    public static void LeakyRelu<T>(ReadOnlySpan<T> x, [NoDerivative] T slope, ReadOnlySpan<T> yBar, Span<T> xBar)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Elementwise<T, LeakyReluFunction<T>>.Pull(new(slope), x, yBar, xBar);
}

public static partial class Tangents
{
    /// <summary>ẏ = (x > 0 ? 1 : slope) ẋ</summary>
    /// <param name="x">The arguments.</param>
    /// <param name="slope">The slope for negative arguments. A constant.</param>
    /// <param name="xDot">The arguments' tangents.</param>
    /// <param name="yDot">Overwritten.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    public static void LeakyRelu<T>(ReadOnlySpan<T> x, [NoDerivative] T slope, ReadOnlySpan<T> xDot, Span<T> yDot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Elementwise<T, LeakyReluFunction<T>>.Push(new(slope), x, xDot, yDot);
}

/// <summary>yᵢ = xᵢ for positive xᵢ, else slope · xᵢ (Maas, Hannun and Ng 2013); the slope at 0 is that of negative arguments.</summary>
internal readonly struct LeakyReluFunction<T>(T slope) : IActivation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Value(Vector512<T> x) => Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512<T>.Zero), x, x * slope);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Slope(Vector512<T> x) =>
        Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512<T>.Zero), Vector512<T>.One, Vector512.Create(slope));
}
