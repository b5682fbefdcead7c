namespace DeepMfg.AutoDiff.Optimization.Transformations;

/// <summary><c>η</c>.</summary>
internal sealed record ConstantRate(double Rate) : Schedule
{
    public double Rate { get; } = Settings.Finite(Rate);

    public override double At(long t) => Rate;
}
