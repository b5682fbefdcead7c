namespace DeepMfg.AutoDiff;

// Functions of a number's representation.
internal static partial class Portable
{
    internal static bool IsNegative(double x) => BitConverter.DoubleToInt64Bits(x) < 0;

    internal static bool IsFinite(double x) => Math.Abs(x) <= double.MaxValue;

    internal static bool IsInteger(double x) => IsFinite(x) && x == Math.Truncate(x);

    internal static bool IsNormal(double x) => IsFinite(x) && Math.Abs(x) >= SmallestNormal;

    internal static bool IsPow2(double x) => x > 0 && IsFinite(x) && ScaleB(1, ILogB(x)) == x;

    internal static double CopySign(double x, double sign) => IsNegative(x) == IsNegative(sign) ? x : -x;

    internal static double BitIncrement(double x)
    {
        if (double.IsNaN(x) || double.IsPositiveInfinity(x)) return x;
        if (x == 0) return double.Epsilon;
        return BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(x) + (x > 0 ? 1 : -1));
    }

    internal static double BitDecrement(double x) => -BitIncrement(-x);

    /// <summary>The exponent of x as a power of two, rounded down.</summary>
    internal static int ILogB(double x)
    {
        if (x == 0) return int.MinValue;
        if (!IsFinite(x)) return int.MaxValue;
        int exponent = (int)(BitConverter.DoubleToInt64Bits(x) >> 52 & 0x7FF);
        return exponent == 0 ? ILogB(x * TwoTo54) - 54 : exponent - 1023;
    }

    /// <summary>x · 2ⁿ, in steps whose factors are normal numbers.</summary>
    internal static double ScaleB(double x, int n)
    {
        for (; n > 1000 && IsFinite(x) && x != 0; n -= 1000)
        {
            x *= PowerOfTwo(1000);
        }
        for (; n < -1000 && x != 0; n += 1000)
        {
            x *= PowerOfTwo(-1000);
        }
        return x * PowerOfTwo(Math.Max(-1000, Math.Min(1000, n)));
    }

    private const double SmallestNormal = 2.2250738585072014e-308, TwoTo54 = 18014398509481984;

    private static double PowerOfTwo(int n) => BitConverter.Int64BitsToDouble((n + 1023L) << 52);
}
