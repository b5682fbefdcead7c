using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff;

public static partial class Pullbacks
{
    /// <summary>x̄ᵢ += 2 xᵢ ȳ, of <c>y = Σ xᵢ²</c>.</summary>
    /// <param name="x">The elements.</param>
    /// <param name="yBar">The number's cotangent.</param>
    /// <param name="xBar">Added to.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    public static void SumOfSquares<T>(ReadOnlySpan<T> x, T yBar, Span<T> xBar)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Reduction<T, SumOfSquaresSlope<T>>.Pull(default, x, x, yBar, xBar);
}

public static partial class Tangents
{
    /// <summary>ẏ = Σ 2 xᵢ ẋᵢ, of <c>y = Σ xᵢ²</c>.</summary>
    /// <param name="x">The elements.</param>
    /// <param name="xDot">Their tangents.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>The number's tangent.</returns>
    public static T SumOfSquares<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xDot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.CreateTruncating(Reduction<T, SumOfSquaresSlope<T>>.Push(default, x, x, xDot));
}

/// <summary>2 xᵢ</summary>
internal readonly struct SumOfSquaresSlope<T> : IReductionSlope<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Of(Vector512<T> x, Vector512<T> other) => x + x;
}
