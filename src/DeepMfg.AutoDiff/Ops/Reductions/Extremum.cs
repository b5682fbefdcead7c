using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff;

public static partial class Pullbacks
{
    /// <summary>x̄ᵢ += 1/k ȳ, of <c>y = max xᵢ or min xᵢ</c>, for the k elements that are y, else 0.</summary>
    /// <param name="x">The elements.</param>
    /// <param name="y">The number.</param>
    /// <param name="yBar">Its cotangent.</param>
    /// <param name="xBar">Added to.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    public static void Extremum<T>(ReadOnlySpan<T> x, T y, T yBar, Span<T> xBar)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Reduction<T, ExtremumSlope<T>>.Pull(ExtremumSlope<T>.Of(x, y), x, x, yBar, xBar);
}

public static partial class Tangents
{
    /// <summary>ẏ = Σ 1/k ẋᵢ, of <c>y = max xᵢ or min xᵢ</c>, for the k elements that are y, else 0.</summary>
    /// <param name="x">The elements.</param>
    /// <param name="y">The number.</param>
    /// <param name="xDot">The elements' tangents.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>The number's tangent.</returns>
    public static T Extremum<T>(ReadOnlySpan<T> x, T y, ReadOnlySpan<T> xDot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.CreateTruncating(Reduction<T, ExtremumSlope<T>>.Push(ExtremumSlope<T>.Of(x, y), x, x, xDot));
}

/// <summary>What is shared by the elements that are the largest, or the smallest.</summary>
internal readonly struct ExtremumSlope<T>(T extremum, T share) : IReductionSlope<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal static ExtremumSlope<T> Of(ReadOnlySpan<T> x, T extremum)
    {
        int count = 0;
        foreach (T element in x)
        {
            count += element == extremum || T.IsNaN(element) && T.IsNaN(extremum) ? 1 : 0;
        }

        return new(extremum, T.One / T.CreateTruncating(Math.Max(count, 1)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Of(Vector512<T> x, Vector512<T> other)
    {
        Vector512<T> isIt = T.IsNaN(extremum) ? ~Vector512.Equals(x, x) : Vector512.Equals(x, Vector512.Create(extremum));
        return Vector512.ConditionalSelect(isIt, Vector512.Create(share), Vector512<T>.Zero);
    }
}
