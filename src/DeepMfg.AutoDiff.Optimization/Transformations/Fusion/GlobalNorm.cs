using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff.Optimization.Transformations;

/// <summary>Sums of squares in double precision, of an order that no vector width changes.</summary>
internal static class GlobalNorm
{
    /// <summary>A sum of squares above this has lost nothing that matters to squares that are too small to be numbers.</summary>
    internal const double SafelyAbove = 1e-280;

    /// <summary>A power of two that brings a number near to one.</summary>
    internal static double ScaleFor(double largest) => double.IsFinite(largest) ? double.ScaleB(1, int.Min(-double.ILogB(largest), 1000)) : 1;

    /// <summary>The largest magnitude, or NaN where one is.</summary>
    internal static double Largest<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x.IsEmpty ? 0 : double.Abs(double.CreateSaturating(TensorPrimitives.MaxMagnitude(x)));

    /// <summary><c>Σ (scale · xᵢ)²</c>.</summary>
    internal static double Squares<T>(ReadOnlySpan<T> x, double scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return Squares(MemoryMarshal.Cast<T, float>(x), scale);
        }

        return Squares(MemoryMarshal.Cast<T, double>(x), scale);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Squares(ReadOnlySpan<float> x, double scale)
    {
        Vector512<double> even = default, odd = default, factor = Vector512.Create(scale);
        while (x.Length >= Vector512<float>.Count)
        {
            (Vector512<double> low, Vector512<double> high) = Vector512.Widen(Vector512.Create(x));
            low *= factor;
            high *= factor;
            even += low * low;
            odd += high * high;
            x = x[Vector512<float>.Count..];
        }

        double sum = Vector512.Sum(even + odd);
        foreach (float value in x)
        {
            sum += scale * value * (scale * value);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Squares(ReadOnlySpan<double> x, double scale)
    {
        Vector512<double> even = default, odd = default, factor = Vector512.Create(scale);
        while (x.Length >= 2 * Vector512<double>.Count)
        {
            Vector512<double> low = Vector512.Create(x) * factor, high = Vector512.Create(x[Vector512<double>.Count..]) * factor;
            even += low * low;
            odd += high * high;
            x = x[(2 * Vector512<double>.Count)..];
        }

        double sum = Vector512.Sum(even + odd);
        foreach (double value in x)
        {
            sum += scale * value * (scale * value);
        }

        return sum;
    }
}
