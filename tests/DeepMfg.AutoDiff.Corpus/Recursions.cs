namespace DeepMfg.AutoDiff.Corpus;

/// <summary>Methods of numbers that call themselves.</summary>
public static partial class Recursions
{
    /// <summary>Simpson's rule, each half by itself until both agree with the whole (Lyness 1969).</summary>
    [Differentiable, Sample(0.5, 2.0)]
    public static double AdaptiveSimpson(double decay, double end) =>
        Half(decay, 0, end, (Signal(decay, 0), Signal(decay, end / 2), Signal(decay, end)), 10);

    /// <summary>A power by squaring.</summary>
    [Differentiable, Sample(1.2, 0.7)]
    public static double BySquaring(double x, double y) => Power(x, 11) * Power(y, 6);

    /// <summary>A continued fraction, from the inside out.</summary>
    [Differentiable, Sample(0.8, 1.5)]
    public static double Fraction(double x, double y) => Tail(x, y, 0);

    /// <summary>Two methods that call each other.</summary>
    [Differentiable, Sample(0.4, 0.9)]
    public static double InTurn(double x, double y) => Heat(x, y, 5);

    private static double Signal(double decay, double t) => Math.Exp(-decay * t) * Math.Sin(5 * t);

    private static double Half(double decay, double from, double to, (double First, double Middle, double Last) at, int depth)
    {
        double middle = (from + to) / 2, left = Signal(decay, (from + middle) / 2), right = Signal(decay, (middle + to) / 2);
        double whole = (to - from) / 6 * (at.First + 4 * at.Middle + at.Last);
        double halves = (to - from) / 12 * (at.First + 4 * left + 2 * at.Middle + 4 * right + at.Last);
        return depth == 0 || Math.Abs(whole - halves) < 1e-9
            ? halves
            : Half(decay, from, middle, (at.First, left, at.Middle), depth - 1) + Half(decay, middle, to, (at.Middle, right, at.Last), depth - 1);
    }

    private static double Power(double x, int n) => n == 0 ? 1 : n % 2 == 0 ? Power(x * x, n / 2) : x * Power(x, n - 1);

    private static double Tail(double x, double y, int level) => level == 12 ? y : x + (level + y) / (1 + Tail(x, y, level + 1));

    private static double Heat(double x, double y, int n) => n == 0 ? x : Math.Sin(Cool(x * y, y, n - 1)) + y;

    private static double Cool(double x, double y, int n) => n == 0 ? 2 * x : x * Heat(y, x + 0.1, n - 1);
}
