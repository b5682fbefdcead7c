namespace DeepMfg.AutoDiff.Optimization.Transformations;

/// <summary>A straight line to the first rate of another schedule, then that schedule.</summary>
internal sealed record WarmedUpRate(long Steps, Schedule Then, double From) : Schedule
{
    public long Steps { get; } = Settings.Count(Steps);

    public Schedule Then { get; } = Settings.Rate(Then);

    public double From { get; } = Settings.Finite(From);

    public override int Memory => Then.Memory;

    public override double At(long t) => t < Steps ? Rise(t, Then.At(0)) : Then.At(t - Steps);

    public override double At(long t, ReadOnlySpan<double> memory) =>
        t < Steps ? Rise(t, Then.At(0, memory)) : Then.At(t - Steps, memory);

    public override void Observe(double value, Span<double> memory) => Then.Observe(value, memory);

    private double Rise(long t, double top) => From + (top - From) * t / Steps;
}
