namespace DeepMfg.AutoDiff.Corpus;

/// <summary>Constants of differentiation of any type, and calls that receive none but such.</summary>
public static partial class Constants
{
    private static readonly double[] s_table = [0.5, 1.5, 2.5, 4.0];
    private static readonly Dictionary<string, double> s_densities = new() { ["steel"] = 7.85, ["brass"] = 8.5 };
    private static int s_calls;

    /// <summary>How often <see cref="Counted"/> has run.</summary>
    public static int Calls => s_calls;

    private static double Counted(int i)
    {
        s_calls++;
        return 1.0 / (i + 1);
    }

    [Differentiable, Sample(0.7, "steel"), Sample(0.7, "brass")]
    public static double Lookup(double volume, string material) => volume * volume * s_densities[material];

    [Differentiable, Sample(0.7, "abc")]
    public static double StringLength(double x, string name) => Math.Pow(x, name.Length) + (name.StartsWith('a') ? x : 1);

    [Differentiable, Sample(0.7, 4)]
    public static double TableInALoop(double x, int n)
    {
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            sum = sum * x + s_table[i % s_table.Length];
        }

        return sum;
    }

    [Differentiable, Sample(0.7, 5)]
    public static double CallOnce(double x, int n)
    {
        double product = 1;
        for (int i = 0; i < n; i++)
        {
            product *= x + Counted(i);
        }

        return product;
    }

    [Differentiable, Sample(0.7, 1.3)]
    public static double Guarded(double x, double y)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(x);
        GC.KeepAlive(s_table);
        return Math.Log(x) * y;
    }

    [Differentiable, Sample(0.7, 1.3)]
    public static double ConstantParameter(double x, [NoDerivative] double scale) => Math.Sin(scale * x) * Math.Sqrt(scale);

    [Differentiable, Sample(0.7, "2024-02-10", 3)]
    public static double OtherTypes(double x, string date, long ticks)
    {
        DateTime day = DateTime.Parse(date, null);
        double weight = day.DayOfYear / 366.0 + ticks;
        return weight * x * x;
    }

    [Differentiable, Sample(0.7)]
    public static double NamesAndSizes(double x)
    {
        int size = sizeof(double) + nameof(x).Length + default(int);
        return Math.Pow(x, size) + size * x + default(double);
    }

    [Differentiable, Sample(0.7, true), Sample(0.7, false)]
    public static double NullableConstant(double x, bool known)
    {
        string? name = known ? "known" : null;
        double length = name?.Length ?? 2;
        return x * length;
    }

    [Differentiable, Sample(0.7)]
    public static double Literals(double x)
    {
        double hexadecimal = 0xFF, binary = 0b1010, separated = 1_000.5, exponent = 1.5e-3;
        return x * hexadecimal + Math.Sin(x) * binary - x * x * separated + exponent * Math.Tau * x + double.Epsilon;
    }
}
