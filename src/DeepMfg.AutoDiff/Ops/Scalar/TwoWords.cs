namespace DeepMfg.AutoDiff;

/// <summary>An unevaluated sum High + Low of about 106 bits (Dekker, Numer. Math. 18, 1971), for where one rounding is too many.</summary>
internal readonly record struct TwoWords(double High, double Low)
{
    /// <summary>The exact product of two doubles.</summary>
    internal static TwoWords Multiply(double a, double b)
    {
        double product = a * b;
        (double aHigh, double aLow) = Split(a);
        (double bHigh, double bLow) = Split(b);
        return new(product, aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow);
    }

    internal TwoWords Times(TwoWords other)
    {
        TwoWords product = Multiply(High, other.High);
        return Normal(product.High, product.Low + High * other.Low + Low * other.High);
    }

    internal TwoWords Plus(TwoWords other)
    {
        double sum = High + other.High;
        double part = sum - High;
        return Normal(sum, High - (sum - part) + (other.High - part) + Low + other.Low);
    }

    private static TwoWords Normal(double high, double low)
    {
        double sum = high + low;
        return new(sum, low - (sum - high));
    }

    /// <summary>Halves of 26 bits, whose products are exact (Veltkamp).</summary>
    private static (double High, double Low) Split(double x)
    {
        double scaled = 134217729 * x;
        double high = scaled - (scaled - x);
        return (high, x - high);
    }
}
