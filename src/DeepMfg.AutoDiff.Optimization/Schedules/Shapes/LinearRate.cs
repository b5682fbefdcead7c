namespace DeepMfg.AutoDiff.Optimization.Transformations;

/// <summary><c>a + (b − a) min(t / n, 1)</c>.</summary>
internal sealed record LinearRate(double From, double To, long Steps) : Schedule
{
    public double From { get; } = Settings.Finite(From);

    public double To { get; } = Settings.Finite(To);

    public long Steps { get; } = Settings.Count(Steps);

    public override double At(long t) => t >= Steps ? To : From + (To - From) * t / Steps;
}
