using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff;

/// <summary>eˣ = 2ⁿ eʳ with |r| ≤ ½ log 2, whose Taylor polynomial of degree 13 is off by 4e-18.</summary>
internal static class DoubleExponential
{
    internal const double Log2High = 0.69314718055994529, Log2Low = 2.3190468138462996e-17;

    private const double Log2E = 1.4426950408889634;

    // A number so added has n in its lowest bits.
    private const double Rounding = 6755399441055744;
    private const int MantissaBits = 52;
    private const long RoundingBits = 0x4338000000000000, Bias = 1023;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> Exp(Vector512<double> x)
    {
        Vector512<double> power = Reduce(Wide.Clamp(x, -750, 715), out Vector512<double> r);
        Vector512<long> n = power.AsInt64() - Vector512.Create(RoundingBits), half = n >> 1;

        // In two steps, as 2ⁿ itself may be no normal number where eˣ is one.
        Vector512<double> scale = ((half + Vector512.Create(Bias)) << MantissaBits).AsDouble();
        Vector512<double> rest = ((n - half + Vector512.Create(Bias)) << MantissaBits).AsDouble();
        return (Rise(r) + Vector512<double>.One) * scale * rest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> ExpM1(Vector512<double> x)
    {
        Vector512<double> power = Reduce(x, out Vector512<double> r);
        Vector512<double> scale = ((power.AsInt64() << MantissaBits) + Vector512.Create(Bias << MantissaBits)).AsDouble();
        return Vector512.FusedMultiplyAdd(scale, Rise(r), scale - Vector512<double>.One);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Reduce(Vector512<double> x, out Vector512<double> r)
    {
        Vector512<double> power = Vector512.FusedMultiplyAdd(x, Vector512.Create(Log2E), Vector512.Create(Rounding));
        Vector512<double> n = power - Vector512.Create(Rounding);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Log2High), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Log2Low), r);
        return power;
    }

    /// <summary>eʳ − 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Rise(Vector512<double> r)
    {
        Vector512<double> sum = Vector512.Create(1.0 / 6227020800);
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.0 / 479001600));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.0 / 39916800));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.0 / 3628800));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.0 / 362880));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.0 / 40320));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.0 / 5040));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.0 / 720));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.0 / 120));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.0 / 24));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.0 / 6));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(0.5));
        return Vector512.FusedMultiplyAdd(sum * r, r, r);
    }
}
