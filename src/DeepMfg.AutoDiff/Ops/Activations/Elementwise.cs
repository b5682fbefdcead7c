using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff;

/// <summary>The loops of all functions that act on each element: the value, its tangent, its pullback.</summary>
internal static class Elementwise<T, TFunction>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TFunction : struct, IActivation<T>
{
    /// <summary><c>yᵢ = f(xᵢ)</c></summary>
    internal static void Map(TFunction function, ReadOnlySpan<T> x, Span<T> destination)
    {
        Checks.Length<T>(destination, x.Length, nameof(destination));
        Checks.ApartOrSame(destination, x, nameof(destination));
        MapLoop(function, x, destination);
    }

    /// <summary><c>ẏᵢ = f′(xᵢ) ẋᵢ</c></summary>
    internal static void Push(TFunction function, ReadOnlySpan<T> x, ReadOnlySpan<T> xDot, Span<T> yDot)
    {
        Checks.Length(xDot, x.Length, nameof(xDot));
        Checks.Length<T>(yDot, x.Length, nameof(yDot));
        Checks.Apart(yDot, x, nameof(yDot));
        Checks.ApartOrSame(yDot, xDot, nameof(yDot));
        SlopeLoop(function, x, xDot, yDot, adds: false);
    }

    /// <summary><c>x̄ᵢ += f′(xᵢ) ȳᵢ</c></summary>
    internal static void Pull(TFunction function, ReadOnlySpan<T> x, ReadOnlySpan<T> yBar, Span<T> xBar)
    {
        Checks.Length(yBar, x.Length, nameof(yBar));
        Checks.Length<T>(xBar, x.Length, nameof(xBar));
        Checks.Apart(xBar, x, nameof(xBar));
        Checks.Apart(xBar, yBar, nameof(xBar));
        SlopeLoop(function, x, yBar, xBar, adds: true);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MapLoop(TFunction function, ReadOnlySpan<T> x, Span<T> destination)
    {
        for (int i = 0; i < x.Length; i += Vector512<T>.Count)
        {
            Wide.Store(function.Value(Wide.Load(x, i)), destination, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SlopeLoop(TFunction function, ReadOnlySpan<T> x, ReadOnlySpan<T> factors, Span<T> results, bool adds)
    {
        for (int i = 0; i < x.Length; i += Vector512<T>.Count)
        {
            Vector512<T> product = Wide.Product(function.Slope(Wide.Load(x, i)), Wide.Load(factors, i));
            Wide.Store(adds ? Wide.Load<T>(results, i) + product : product, results, i);
        }
    }
}
