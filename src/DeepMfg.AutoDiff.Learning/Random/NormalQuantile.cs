namespace DeepMfg.AutoDiff.Learning;

/// <summary>
/// The inverse of the normal distribution function: algorithm AS 241 (PPND16) of Wichura, <i>The percentage points of the normal
/// distribution</i>, Applied Statistics 37, 1988.
/// </summary>
/// <remarks>Only operations that IEEE 754 rounds correctly are used, the logarithm's too: a platform's own differs in its last bits.</remarks>
internal static class NormalQuantile
{
    private const double HalfRoot = 0.70710678118654752, Log2 = 0.69314718055994531;

    internal static double Of(double p)
    {
        double q = p - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            double r = 0.180625 - (q * q);
            return q * Polynomial(Central, r) / Polynomial(CentralBelow, r);
        }

        double tail = Math.Sqrt(-Log(q < 0 ? p : 1 - p));
        double x = tail <= 5
            ? Polynomial(Middle, tail - 1.6) / Polynomial(MiddleBelow, tail - 1.6)
            : Polynomial(Far, tail - 5) / Polynomial(FarBelow, tail - 5);
        return q < 0 ? -x : x;
    }

    /// <summary>log x of a normal x, to about one unit in the last place.</summary>
    internal static double Log(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)(bits >> 52) - 1022;
        double m = BitConverter.Int64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFF) | (1022L << 52));
        if (m < HalfRoot)
        {
            m *= 2;
            exponent--;
        }

        // log m = 2 artanh s = 2 (s + s³/3 + s⁵/5 + …), |s| ≤ 0.172: what follows the last term is below 10⁻¹⁸.
        double s = (m - 1) / (m + 1), square = s * s, series = 0;
        for (int n = 23; n >= 3; n -= 2)
        {
            series = (series + (1.0 / n)) * square;
        }

        return (exponent * Log2) + ((2 * s) + (2 * s * series));
    }

    private static double Polynomial(ReadOnlySpan<double> coefficients, double x)
    {
        double sum = 0;
        for (int i = coefficients.Length - 1; i >= 0; i--)
        {
            sum = (sum * x) + coefficients[i];
        }

        return sum;
    }

    private static ReadOnlySpan<double> Central =>
    [
        3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
        45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727,
    ];

    private static ReadOnlySpan<double> CentralBelow =>
    [
        1, 42.313330701600911252, 687.18700749205790830, 5394.1960214247511077,
        21213.794301586595867, 39307.895800092710610, 28729.085735721942674, 5226.4952788528545610,
    ];

    private static ReadOnlySpan<double> Middle =>
    [
        1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504,
        1.27045825245236838258, 0.241780725177450611770, 0.0227238449892691845833, 7.74545014278341407640e-4,
    ];

    private static ReadOnlySpan<double> MiddleBelow =>
    [
        1, 2.05319162663775882187, 1.67638483018380384940, 0.689767334985100004550,
        0.148103976427480074590, 0.0151986665636164571966, 5.47593808499534494600e-4, 1.05075007164441684324e-9,
    ];

    private static ReadOnlySpan<double> Far =>
    [
        6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 0.296560571828504891230,
        0.0265321895265761230930, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
    ];

    private static ReadOnlySpan<double> FarBelow =>
    [
        1, 0.599832206555887937690, 0.136929880922735805310, 0.0148753612908506148525,
        7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15,
    ];
}
