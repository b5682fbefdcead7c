using DeepMfg.AutoDiff.Optimization.Transformations;

namespace DeepMfg.AutoDiff.Optimization;

/// <summary>The constants of the two means that <see cref="Optimizers.AdamW"/> keeps.</summary>
/// <param name="Beta1">How much of the mean of gradients stays at each step.</param>
/// <param name="Beta2">How much of the mean of squares stays at each step.</param>
/// <param name="Epsilon">What keeps the denominator from zero.</param>
public readonly record struct Moments(double Beta1, double Beta2, double Epsilon = 1e-8)
{
    /// <summary>How much of the mean of gradients stays at each step.</summary>
    public double Beta1 { get; } = Settings.Decay(Beta1);

    /// <summary>How much of the mean of squares stays at each step.</summary>
    public double Beta2 { get; } = Settings.Decay(Beta2);

    /// <summary>What keeps the denominator from zero.</summary>
    public double Epsilon { get; } = Settings.NotNegative(Epsilon);
}
