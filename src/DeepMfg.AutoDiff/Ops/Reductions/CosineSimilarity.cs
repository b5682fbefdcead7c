using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff;

public static partial class Pullbacks
{
    /// <summary>x̄ᵢ += (yᵢ / |y| − z xᵢ / |x|) / |x| z̄, of <c>z = Σ xᵢ yᵢ / (|x| |y|)</c>; no number where z is none. As for x, so for y.</summary>
    /// <param name="x">The argument whose cotangents are wanted.</param>
    /// <param name="y">The other one.</param>
    /// <param name="z">The number.</param>
    /// <param name="zBar">Its cotangent.</param>
    /// <param name="xBar">Added to.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    public static void CosineSimilarity<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T z, T zBar, Span<T> xBar)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Reduction<T, CosineSimilaritySlope<T>>.Pull(CosineSimilaritySlope<T>.Of(x, y, z), x, y, zBar, xBar);
}

public static partial class Tangents
{
    /// <summary>ż = Σ ∂z/∂xᵢ ẋᵢ + ∂z/∂yᵢ ẏᵢ, of <c>z = Σ xᵢ yᵢ / (|x| |y|)</c>; an empty tangent is zero.</summary>
    /// <param name="x">The first argument.</param>
    /// <param name="xDot">Its tangents.</param>
    /// <param name="y">The second argument.</param>
    /// <param name="yDot">Its tangents.</param>
    /// <param name="z">The number.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>The number's tangent.</returns>
    public static T CosineSimilarity<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xDot, ReadOnlySpan<T> y, ReadOnlySpan<T> yDot, T z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.CreateTruncating(
            Reduction<T, CosineSimilaritySlope<T>>.Push(CosineSimilaritySlope<T>.Of(x, y, z), x, y, xDot)
            + Reduction<T, CosineSimilaritySlope<T>>.Push(CosineSimilaritySlope<T>.Of(y, x, z), y, x, yDot));
}

/// <summary>yᵢ / (|x| |y|) − xᵢ z / |x|²</summary>
internal readonly struct CosineSimilaritySlope<T>(T ofOther, T ofItself) : IReductionSlope<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal static CosineSimilaritySlope<T> Of(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T similarity)
    {
        if (T.IsNaN(similarity))
        {
            return new(T.NaN, T.NaN);
        }

        double norm = Math.Sqrt(RowSums<T>.Dot(x, x)), other = Math.Sqrt(RowSums<T>.Dot(y, y));
        return new(T.CreateTruncating(1 / (norm * other)), T.CreateTruncating(double.CreateTruncating(similarity) / (norm * norm)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Of(Vector512<T> x, Vector512<T> other) => other * Vector512.Create(ofOther) - x * Vector512.Create(ofItself);
}
