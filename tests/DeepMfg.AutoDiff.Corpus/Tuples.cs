namespace DeepMfg.AutoDiff.Corpus;

/// <summary>Tuples, and parameters that are written: ref and out.</summary>
public static partial class Tuples
{
    private static (double Sin, double Cos) SinCos(double x) => (Math.Sin(x), Math.Cos(x));

    [Differentiable, Sample(0.7, 1.3)]
    public static double NamedItems(double x, double y)
    {
        (double Sum, double Product) both = (x + y, x * y);
        both.Sum *= both.Product;
        return both.Sum / both.Item2;
    }

    [Differentiable, Sample(0.7, 1.3)]
    public static double Deconstruction(double x, double y)
    {
        (double a, double b) = (x * y, x - y);
        var (c, d) = SinCos(a);
        (_, double e) = SinCos(b);
        return a * d + b * c - e;
    }

    [Differentiable, Sample(0.7, 1.3)]
    public static double SineAndCosineAtOnce(double angle, double radius)
    {
        var (sin, cos) = Math.SinCos(angle);
        return radius * sin + cos * double.SinCosPi(radius).SinPi;
    }

    [Differentiable, Sample(0.7, 1.3)]
    public static double Swap(double x, double y)
    {
        (x, y) = (y, x * y);
        (x, y) = (y, x);
        return x * x + y;
    }

    [Differentiable, Sample(0.9, 0.3, 10)]
    public static double FibonacciLike(double x, double y, int n)
    {
        for (int i = 0; i < n; i++)
        {
            (x, y) = (y, 0.6 * x + 0.5 * y * x);
        }

        return y;
    }

    [Differentiable, Sample(1.0, 2.0, 0.5)]
    public static (double Real, double Imaginary) AsResult(double radius, double angle, double shift) =>
        (radius * Math.Cos(angle) + shift, radius * Math.Sin(angle));

    [Differentiable, Sample(1.0, 2.0, 3.0)]
    public static double AsParameter((double X, double Y) point, double scale) => scale * Math.Sqrt(point.X * point.X + point.Y * point.Y);

    [Differentiable, Sample(1.0, 2.0, 3.0, 0.3)]
    public static ((double A, double B) Inner, double Outer) Nested((double X, (double Y, double Z) Others) point, double scale)
    {
        var (x, (y, z)) = point;
        return ((x * y, y * z * scale), x + point.Others.Z * Math.Exp(scale));
    }

    [Differentiable, Sample(2.5, 4), Sample(0.5, 4)]
    public static (double Value, int Count) WithACount(double x, int n)
    {
        int count = 0;
        while (x > 1 && count < n)
        {
            x *= 0.7;
            count++;
        }

        return (x * x, count);
    }

    [Differentiable, Sample(0.7, 1.3)]
    public static double OutResult(double x, double y, out double difference)
    {
        difference = x * x - y * y;
        return x * y;
    }

    [Differentiable, Sample(0.7, 1.3)]
    public static double RefParameter(ref double state, double input)
    {
        double before = state;
        state = 0.9 * state + Math.Sin(input);
        return state * before;
    }

    [Differentiable, Sample(0.7, 1.3)]
    public static void OnlyWrites(double x, ref double y, out double z)
    {
        z = x * y;
        y += z * x;
    }

    [Differentiable, Sample(0.7, 20)]
    public static double AuxiliaryOut(double x, int n, [NoDerivative] out double last)
    {
        double sum = 0;
        last = 1;
        for (int i = 0; i < n; i++)
        {
            last = last * x / (i + 1);
            sum += last;
        }

        return sum;
    }

    [Differentiable, Sample(0.7, 1.3)]
    public static double InParameter(in double x, in double y) => x * x * y + Math.Exp(x - y);

    [Differentiable, Sample(0.7, 1.3)]
    public static double EqualTuples(double x, double y)
    {
        var range = (Low: 1, High: 3);
        return range == (1, 3) ? x * range.High + y : x - y * range.Low;
    }
}
