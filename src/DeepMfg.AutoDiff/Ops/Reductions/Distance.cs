using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff;

public static partial class Pullbacks
{
    /// <summary>x̄ᵢ += (xᵢ − yᵢ) / z z̄, of <c>z = √Σ (xᵢ − yᵢ)²</c>; 0 where z is 0. As for x, so for y.</summary>
    /// <param name="x">The argument whose cotangents are wanted.</param>
    /// <param name="y">The other one.</param>
    /// <param name="z">The number.</param>
    /// <param name="zBar">Its cotangent.</param>
    /// <param name="xBar">Added to.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    public static void Distance<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T z, T zBar, Span<T> xBar)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Reduction<T, DistanceSlope<T>>.Pull(new(z), x, y, zBar, xBar);
}

public static partial class Tangents
{
    /// <summary>ż = Σ ∂z/∂xᵢ ẋᵢ + ∂z/∂yᵢ ẏᵢ, of <c>z = √Σ (xᵢ − yᵢ)²</c>; an empty tangent is zero.</summary>
    /// <param name="x">The first argument.</param>
    /// <param name="xDot">Its tangents.</param>
    /// <param name="y">The second argument.</param>
    /// <param name="yDot">Its tangents.</param>
    /// <param name="z">The number.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>The number's tangent.</returns>
    public static T Distance<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xDot, ReadOnlySpan<T> y, ReadOnlySpan<T> yDot, T z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.CreateTruncating(
            Reduction<T, DistanceSlope<T>>.Push(new(z), x, y, xDot) + Reduction<T, DistanceSlope<T>>.Push(new(z), y, x, yDot));
}

/// <summary>(xᵢ − yᵢ) / z, or 0.</summary>
internal readonly struct DistanceSlope<T>(T distance) : IReductionSlope<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Of(Vector512<T> x, Vector512<T> other) => distance == T.Zero ? Vector512<T>.Zero : (x - other) / Vector512.Create(distance);
}
