namespace DeepMfg.AutoDiff;

/// <summary>
/// Functions of <see cref="Math"/> and <see cref="double"/> that netstandard2.0 lacks, for evaluating inside the compiler and for
/// <see cref="Ops"/>. Accurate to a few units in the last place; generated code calls the platform's own.
/// </summary>
internal static partial class Portable
{
    /// <summary>eˣ − 1: the error of rounding eˣ is undone by its logarithm (Kahan).</summary>
    internal static double ExpM1(double x)
    {
        double e = Math.Exp(x);
        if (e == 1) return x;
        double difference = e - 1;
        return difference == -1 || double.IsInfinity(e) ? difference : difference * (x / Math.Log(e));
    }

    /// <summary>log(1 + x), likewise.</summary>
    internal static double LogP1(double x)
    {
        double sum = 1 + x;
        return sum == 1 || double.IsPositiveInfinity(x) ? x : Math.Log(sum) * (x / (sum - 1));
    }

    internal static double Log2(double x)
    {
        // Powers of two are exact: the exponent is split off.
        if (!(x > 0) || double.IsInfinity(x)) return Math.Log(x);
        int exponent = ILogB(x);
        double fraction = ScaleB(x, -exponent);
        if (fraction > 1.5) (fraction, exponent) = (fraction / 2, exponent + 1);
        return exponent + Math.Log(fraction) * 1.4426950408889634;
    }

    internal static double Cbrt(double x)
    {
        if (x == 0 || double.IsNaN(x) || double.IsInfinity(x)) return x;
        double root = CopySign(Math.Pow(Math.Abs(x), 1.0 / 3), x);
        return root - (root - x / (root * root)) / 3;
    }

    /// <summary>The real n-th root; NaN for an even root of a negative number.</summary>
    internal static double RootN(double x, int n)
    {
        if (n == 0 || (x < 0 && n % 2 == 0)) return double.NaN;
        if (n == 3) return Cbrt(x);
        double root = Math.Pow(Math.Abs(x), 1.0 / n);
        if (root != 0 && !double.IsInfinity(root)) root -= root * (1 - Math.Abs(x) / Math.Pow(root, n)) / n;
        return n % 2 == 0 ? root : CopySign(root, x);
    }

    internal static double Hypot(double x, double y)
    {
        if (double.IsInfinity(x) || double.IsInfinity(y)) return double.PositiveInfinity;
        double large = Math.Max(Math.Abs(x), Math.Abs(y)), ratio = Math.Min(Math.Abs(x), Math.Abs(y)) / large;
        return large == 0 ? 0 : large * Math.Sqrt(1 + ratio * ratio);
    }

    internal static double Asinh(double x)
    {
        double a = Math.Abs(x);
        double y = a > 1e8 ? Math.Log(a) + Math.Log(2) : LogP1(a + a * a / (1 + Math.Sqrt(a * a + 1)));
        return CopySign(y, x);
    }

    internal static double Acosh(double x) =>
        x > 1e8 ? Math.Log(x) + Math.Log(2) : x < 1 ? double.NaN : LogP1(x - 1 + Math.Sqrt((x - 1) * (x + 1)));

    internal static double Atanh(double x) => CopySign(0.5 * LogP1(2 * Math.Abs(x) / (1 - Math.Abs(x))), x);

    internal static double SinPi(double x)
    {
        double turns = x - 2 * Math.Round(x / 2);
        // In [−1, 1]; folded into [−½, ½], where π · r loses nothing.
        double folded = Math.Abs(turns) > 0.5 ? CopySign(1, turns) - turns : turns;
        return Math.Sin(Math.PI * folded);
    }

    internal static double CosPi(double x)
    {
        double turns = Math.Abs(x - 2 * Math.Round(x / 2));
        return Math.Abs(turns - 0.5) < 0.25 ? Math.Sin(Math.PI * (0.5 - turns)) : Math.Cos(Math.PI * turns);
    }

    internal static double TanPi(double x)
    {
        double turns = x - Math.Round(x);
        return Math.Abs(turns) > 0.25 ? 1 / Math.Tan(Math.PI * (CopySign(0.5, turns) - turns)) : Math.Tan(Math.PI * turns);
    }
}
