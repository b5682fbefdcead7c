using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff;

public static partial class Pullbacks
{
    /// <summary>x̄ᵢ += xᵢ / y ȳ, of <c>y = √Σ xᵢ²</c>; 0 where y is 0.</summary>
    /// <param name="x">The elements.</param>
    /// <param name="y">The number.</param>
    /// <param name="yBar">Its cotangent.</param>
    /// <param name="xBar">Added to.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    public static void Norm<T>(ReadOnlySpan<T> x, T y, T yBar, Span<T> xBar)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Reduction<T, NormSlope<T>>.Pull(new(y), x, x, yBar, xBar);
}

public static partial class Tangents
{
    /// <summary>ẏ = Σ xᵢ / y ẋᵢ, of <c>y = √Σ xᵢ²</c>; 0 where y is 0.</summary>
    /// <param name="x">The elements.</param>
    /// <param name="y">The number.</param>
    /// <param name="xDot">The elements' tangents.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>The number's tangent.</returns>
    public static T Norm<T>(ReadOnlySpan<T> x, T y, ReadOnlySpan<T> xDot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.CreateTruncating(Reduction<T, NormSlope<T>>.Push(new(y), x, x, xDot));
}

/// <summary>xᵢ / y, or 0.</summary>
internal readonly struct NormSlope<T>(T norm) : IReductionSlope<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Of(Vector512<T> x, Vector512<T> other) => norm == T.Zero ? Vector512<T>.Zero : x / Vector512.Create(norm);
}
