using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff;

/// <summary>The normal distribution over vectors. Its functions are calls of their own: they are longer than what the runtime puts into a loop.</summary>
internal static class Normal
{
    /// <summary>The density is zero beyond.</summary>
    internal const double Beyond = 40;

    // The terms of single precision's own size.
    private const int SingleTerms = 18;

    // An array, as a span of constants makes an object at each call until the runtime has compiled its getter for good.
    private static readonly double[] s_scaledErfc = [.. Ops.ScaledErfc];

    /// <summary>Φ(x): ½ e^(−x²/2) times the scaled erfc(|x|/√2) in the lower half, one minus that in the upper.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static Vector512<T> Cdf<T>(Vector512<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector512<T> magnitude = Vector512.Min(Vector512.Abs(x), Wide.All<T>(Beyond));
        Vector512<T> tail = Wide.All<T>(0.5) * ScaledErfc(magnitude * Wide.All<T>(Ops.InverseRoot2)) * ExpOfMinusHalfSquare(magnitude);
        return Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<T>.Zero), tail, Vector512<T>.One - tail);
    }

    /// <summary>φ(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static Vector512<T> Density<T>(Vector512<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Wide.All<T>(Ops.InverseRoot2Pi) * ExpOfMinusHalfSquare(Wide.Clamp(x, -Beyond, Beyond));

    /// <summary>e^(−x²/2); what the square loses to rounding is put back, as its absolute error is the result's relative one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> ExpOfMinusHalfSquare<T>(Vector512<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector512<T> square = x * x, half = Wide.All<T>(-0.5), lost = Wide.MultiplyAdd(x, x, -square);
        Vector512<T> power = Elementary.Exp(square * half);
        return Wide.MultiplyAdd(power * half, lost, power);
    }

    /// <summary>e^(t²) erfc(t) for t ≥ 0, by Clenshaw's recurrence over Shepherd's and Laframboise's series.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> ScaledErfc<T>(Vector512<T> t)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector512<T> u = (t - Wide.All<T>(3.75)) / (t + Wide.All<T>(3.75)), twice = u + u, next = default, afterNext = default;
        ReadOnlySpan<double> coefficients = s_scaledErfc;
        for (int k = (typeof(T) == typeof(float) ? SingleTerms : coefficients.Length) - 1; k > 0; k--)
        {
            (next, afterNext) = (Wide.MultiplyAdd(twice, next, Wide.All<T>(coefficients[k]) - afterNext), next);
        }

        return Wide.MultiplyAdd(u, next, Wide.All<T>(coefficients[0]) - afterNext) / Wide.MultiplyAdd(Wide.All<T>(2), t, Vector512<T>.One);
    }
}
