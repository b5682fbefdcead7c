namespace DeepMfg.AutoDiff.Optimization.Transformations;

/// <summary><c>η γ^(t / n)</c>, held over n steps where it is a staircase.</summary>
internal sealed record ExponentialRate(double Rate, double Factor, long Steps, bool Staircase) : Schedule
{
    public double Rate { get; } = Settings.Finite(Rate);

    public double Factor { get; } = Settings.Positive(Factor);

    public long Steps { get; } = Settings.Count(Steps);

    public override double At(long t) => Rate * (Staircase ? Powers.Of(Factor, t / Steps) : Math.Pow(Factor, (double)t / Steps));
}
