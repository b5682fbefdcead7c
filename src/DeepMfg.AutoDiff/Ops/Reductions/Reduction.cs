using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff;

/// <summary>The loops of all functions that make one number of all elements: the tangent, the pullback. Zero wins over infinity.</summary>
internal static class Reduction<T, TSlope>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TSlope : struct, IReductionSlope<T>
{
    /// <summary><c>x̄ᵢ += ∂y/∂xᵢ ȳ</c></summary>
    internal static void Pull(TSlope slope, ReadOnlySpan<T> x, ReadOnlySpan<T> other, T yBar, Span<T> xBar)
    {
        Checks.Length<T>(xBar, x.Length, nameof(xBar));
        Checks.Length(other, x.Length, nameof(other));
        Checks.Apart(xBar, x, nameof(xBar));
        Checks.Apart(xBar, other, nameof(xBar));
        Add(slope, x, other, yBar, xBar);
    }

    /// <summary><c>Σ ∂y/∂xᵢ ẋᵢ</c>; an empty tangent is zero.</summary>
    internal static double Push(TSlope slope, ReadOnlySpan<T> x, ReadOnlySpan<T> other, ReadOnlySpan<T> xDot)
    {
        Checks.LengthOrNone(xDot, x.Length, nameof(xDot));
        Checks.Length(other, x.Length, nameof(other));
        return xDot.IsEmpty ? 0 : Sum(slope, x, other, xDot);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(TSlope slope, ReadOnlySpan<T> x, ReadOnlySpan<T> other, T yBar, Span<T> xBar)
    {
        Vector512<T> bar = Vector512.Create(yBar);
        for (int i = 0; i < x.Length; i += Vector512<T>.Count)
        {
            Wide.Store(Wide.Load<T>(xBar, i) + Wide.Product(slope.Of(Wide.Load(x, i), Wide.Load(other, i)), bar), xBar, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Sum(TSlope slope, ReadOnlySpan<T> x, ReadOnlySpan<T> other, ReadOnlySpan<T> xDot)
    {
        Vector512<double> sum = default;
        for (int i = 0; i < x.Length; i += Vector512<T>.Count)
        {
            sum = Wide.Add(sum, Wide.Product(slope.Of(Wide.Load(x, i), Wide.Load(other, i)), Wide.Load(xDot, i)));
        }

        return Vector512.Sum(sum);
    }
}
