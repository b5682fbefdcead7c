namespace DeepMfg.AutoDiff.Optimization.Transformations;

/// <summary>Up to the peak along half a cosine, and down along another.</summary>
internal sealed record OneCycleRate(double Peak, long Steps, double Rise, double StartDivisor, double EndDivisor) : Schedule
{
    public double Peak { get; } = Settings.Finite(Peak);

    public long Steps { get; } = Settings.Count(Steps);

    public double Rise { get; } = Settings.Between(Rise, 0, 1);

    public double StartDivisor { get; } = Settings.Positive(StartDivisor);

    public double EndDivisor { get; } = Settings.Positive(EndDivisor);

    public override double At(long t)
    {
        double start = Peak / StartDivisor, top = Rise * Steps;
        return t < top
            ? CosineRate.Anneal(start, Peak, t / top)
            : CosineRate.Anneal(Peak, start / EndDivisor, t < Steps ? (t - top) / (Steps - top) : 1);
    }
}
