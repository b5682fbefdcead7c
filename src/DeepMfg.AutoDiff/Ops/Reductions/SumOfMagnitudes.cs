using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff;

public static partial class Pullbacks
{
    /// <summary>x̄ᵢ += sign xᵢ ȳ, of <c>y = Σ |xᵢ|</c>.</summary>
    /// <param name="x">The elements.</param>
    /// <param name="yBar">The number's cotangent.</param>
    /// <param name="xBar">Added to.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    public static void SumOfMagnitudes<T>(ReadOnlySpan<T> x, T yBar, Span<T> xBar)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Reduction<T, SumOfMagnitudesSlope<T>>.Pull(default, x, x, yBar, xBar);
}

public static partial class Tangents
{
    /// <summary>ẏ = Σ sign xᵢ ẋᵢ, of <c>y = Σ |xᵢ|</c>.</summary>
    /// <param name="x">The elements.</param>
    /// <param name="xDot">Their tangents.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>The number's tangent.</returns>
    public static T SumOfMagnitudes<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xDot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.CreateTruncating(Reduction<T, SumOfMagnitudesSlope<T>>.Push(default, x, x, xDot));
}

/// <summary>sign xᵢ</summary>
internal readonly struct SumOfMagnitudesSlope<T> : IReductionSlope<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Of(Vector512<T> x, Vector512<T> other)
    {
        // 0 at 0; of no number none.
        Vector512<T> zero = Vector512<T>.Zero, notPositive = Vector512.ConditionalSelect(Vector512.LessThan(x, zero), -Vector512<T>.One, x - x);
        return Vector512.ConditionalSelect(Vector512.GreaterThan(x, zero), Vector512<T>.One, notPositive);
    }
}
