using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff;

/// <summary>
/// Exponentials and logarithms of vectors, from + − × ÷ and fused multiplications alone: the platform's own differ in their last bits from one
/// vector width to another, and its hyperbolic tangent of single precision is wrong near zero.
/// </summary>
internal static class Elementary
{
    /// <summary>eˣ − 1 is −1 to the last bit below its negative.</summary>
    internal const double MinusOneBelow = 40;

    /// <summary>eˣ, to two units in the last place; also where it is subnormal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<T> Exp<T>(Vector512<T> x)
        where T : unmanaged => typeof(T) == typeof(float)
            ? SingleExponential.Exp(x.AsSingle()).As<float, T>()
            : DoubleExponential.Exp(x.AsDouble()).As<double, T>();

    /// <summary>eˣ − 1 for |x| up to 87, without loss near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<T> ExpM1<T>(Vector512<T> x)
        where T : unmanaged => typeof(T) == typeof(float)
            ? SingleExponential.ExpM1(x.AsSingle()).As<float, T>()
            : DoubleExponential.ExpM1(x.AsDouble()).As<double, T>();

    /// <summary>e^−|x|, of which functions that level off are made without overflow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<T> Decay<T>(Vector512<T> x)
        where T : unmanaged => Exp(-Vector512.Abs(x));

    /// <summary>1 / (1 + e⁻ˣ), given <see cref="Decay"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<T> Sigmoid<T>(Vector512<T> x, Vector512<T> decay)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<T>.Zero), decay, Vector512<T>.One) / (Vector512<T>.One + decay);

    /// <summary>tanh x = (e²ˣ − 1) / (e²ˣ + 1), which is one to the last bit beyond 20.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<T> Tanh<T>(Vector512<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector512<T> magnitude = Vector512.Min(Vector512.Abs(x), Wide.All<T>(MinusOneBelow / 2));
        Vector512<T> grown = ExpM1(magnitude + magnitude);
        return Vector512.CopySign(grown / (grown + Wide.All<T>(2)), x);
    }

    /// <summary>log(1 + u) for u from 0 to 1: 2 artanh s with s = u / (2 + u), a third at most.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<T> LogP1<T>(Vector512<T> u)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector512<T> s = u / (u + Wide.All<T>(2)), square = s * s;
        int order = typeof(T) == typeof(float) ? 15 : 33;
        Vector512<T> sum = Wide.All<T>(2.0 / order);
        for (order -= 2; order > 0; order -= 2)
        {
            sum = Wide.MultiplyAdd(sum, square, Wide.All<T>(2.0 / order));
        }

        return s * sum;
    }

    /// <summary>log x of a positive normal number: the exponent, and 2 artanh of (m − 1) / (m + 1) for a mantissa near 1.</summary>
    internal static double Log(double x)
    {
        int exponent = Math.ILogB(x);
        double mantissa = Math.ScaleB(x, -exponent);
        if (mantissa > 1.4142135623730951)
        {
            mantissa *= 0.5;
            exponent++;
        }

        double s = (mantissa - 1) / (mantissa + 1), square = s * s, sum = 2.0 / 23;
        for (int order = 21; order > 0; order -= 2)
        {
            sum = Math.FusedMultiplyAdd(sum, square, 2.0 / order);
        }

        return Math.FusedMultiplyAdd(exponent, DoubleExponential.Log2High, Math.FusedMultiplyAdd(exponent, DoubleExponential.Log2Low, s * sum));
    }
}
