using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff;

/// <summary>eˣ = 2ⁿ eʳ with |r| ≤ ½ log 2, whose Taylor polynomial of degree 7 is off by 5e-9.</summary>
internal static class SingleExponential
{
    private const float Log2E = 1.44269504f, Log2High = 0.693147182f, Log2Low = -1.90465421e-9f;

    // A number so added has n in its lowest bits.
    private const float Rounding = 12582912f;
    private const int MantissaBits = 23, RoundingBits = 0x4B400000, Bias = 127;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<float> Exp(Vector512<float> x)
    {
        Vector512<float> power = Reduce(Wide.Clamp(x, -105, 90), out Vector512<float> r);
        Vector512<int> n = power.AsInt32() - Vector512.Create(RoundingBits), half = n >> 1;

        // In two steps, as 2ⁿ itself may be no normal number where eˣ is one.
        Vector512<float> scale = ((half + Vector512.Create(Bias)) << MantissaBits).AsSingle();
        Vector512<float> rest = ((n - half + Vector512.Create(Bias)) << MantissaBits).AsSingle();
        return (Rise(r) + Vector512<float>.One) * scale * rest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<float> ExpM1(Vector512<float> x)
    {
        Vector512<float> power = Reduce(x, out Vector512<float> r);
        Vector512<float> scale = ((power.AsInt32() << MantissaBits) + Vector512.Create(Bias << MantissaBits)).AsSingle();
        return Vector512.FusedMultiplyAdd(scale, Rise(r), scale - Vector512<float>.One);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Reduce(Vector512<float> x, out Vector512<float> r)
    {
        Vector512<float> power = Vector512.FusedMultiplyAdd(x, Vector512.Create(Log2E), Vector512.Create(Rounding));
        Vector512<float> n = power - Vector512.Create(Rounding);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Log2High), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Log2Low), r);
        return power;
    }

    /// <summary>eʳ − 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Rise(Vector512<float> r)
    {
        Vector512<float> sum = Vector512.Create(1f / 5040);
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1f / 720));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1f / 120));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1f / 24));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1f / 6));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(0.5f));
        return Vector512.FusedMultiplyAdd(sum * r, r, r);
    }
}
