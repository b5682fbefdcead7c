namespace DeepMfg.AutoDiff.Optimization.Transformations;

/// <summary>Half a cosine from the rate to the floor, again and again where it restarts.</summary>
internal sealed record CosineRate(double Rate, double Floor, long Steps, double? Growth) : Schedule
{
    public double Rate { get; } = Settings.Finite(Rate);

    public double Floor { get; } = Settings.Finite(Floor);

    public long Steps { get; } = Settings.Count(Steps);

    /// <summary>By what each cycle is longer than the one before; null where there is only one.</summary>
    public double? Growth { get; } = Growth is { } growth ? Settings.Between(growth, 1, double.MaxValue, nameof(growth)) : null;

    public override double At(long t) => Anneal(Rate, Floor, Growth is { } growth ? Progress(t, growth) : Math.Min(1, (double)t / Steps));

    /// <summary><c>b + ½ (a − b) (1 + cos π x)</c>: from a at zero to b at one.</summary>
    internal static double Anneal(double from, double to, double x) => to + 0.5 * (from - to) * (1 + Math.Cos(Math.PI * x));

    /// <summary>The part of its cycle that lies before a step.</summary>
    private double Progress(double t, double growth)
    {
        if (growth == 1)
        {
            return t % Steps / Steps;
        }

        double length = Steps;
        for (; t >= length; length *= growth)
        {
            t -= length;
        }

        return t / length;
    }
}
