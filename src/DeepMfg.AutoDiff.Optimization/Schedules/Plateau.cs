using DeepMfg.AutoDiff.Optimization.Transformations;

namespace DeepMfg.AutoDiff.Optimization;

/// <summary>What <see cref="Schedules.ReduceOnPlateau"/> calls better, and how far it goes.</summary>
/// <param name="Threshold">By which part of the best value so far a value must be less to be better.</param>
/// <param name="Cooldown">How many values after a reduction are not held against it.</param>
/// <param name="Floor">The rate below which nothing is reduced.</param>
public readonly record struct Plateau(double Threshold, int Cooldown = 0, double Floor = 0)
{
    /// <summary>By which part of the best value so far a value must be less to be better.</summary>
    public double Threshold { get; } = Settings.NotNegative(Threshold);

    /// <summary>How many values after a reduction are not held against it.</summary>
    public int Cooldown { get; } = (int)Settings.NotNegative(Cooldown, nameof(Cooldown));

    /// <summary>The rate below which nothing is reduced.</summary>
    public double Floor { get; } = Settings.NotNegative(Floor);
}
