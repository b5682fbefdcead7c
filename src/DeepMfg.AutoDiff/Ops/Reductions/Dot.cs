using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff;

public static partial class Pullbacks
{
    /// <summary>x̄ᵢ += yᵢ z̄, of <c>z = Σ xᵢ yᵢ</c>.</summary>
    /// <param name="other">The other factors y.</param>
    /// <param name="zBar">The sum's cotangent.</param>
    /// <param name="xBar">Added to.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    public static void Dot<T>(ReadOnlySpan<T> other, T zBar, Span<T> xBar)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Reduction<T, DotSlope<T>>.Pull(default, other, other, zBar, xBar);
}

public static partial class Tangents
{
    /// <summary>ż = Σ yᵢ ẋᵢ + xᵢ ẏᵢ, of <c>z = Σ xᵢ yᵢ</c>; an empty tangent is zero.</summary>
    /// <param name="x">The first factors.</param>
    /// <param name="xDot">Their tangents.</param>
    /// <param name="y">The second factors.</param>
    /// <param name="yDot">Their tangents.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>The sum's tangent.</returns>
    public static T Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xDot, ReadOnlySpan<T> y, ReadOnlySpan<T> yDot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.CreateTruncating(
            Reduction<T, DotSlope<T>>.Push(default, y, y, xDot) + Reduction<T, DotSlope<T>>.Push(default, x, x, yDot));
}

/// <summary>yᵢ</summary>
internal readonly struct DotSlope<T> : IReductionSlope<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Of(Vector512<T> x, Vector512<T> other) => other;
}
