namespace DeepMfg.AutoDiff.Learning;

/// <summary>How <see cref="Folds.RollingOrigin"/> moves its origin.</summary>
public sealed record RollingPlan
{
    /// <summary>How many origins.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>How many rows to test on after each; by default those that the folds leave after as many to train on first.</summary>
    public int? TestSize { get; init; }

    /// <summary>How many rows before an origin to leave out, so that nothing known only later is trained on.</summary>
    public int Gap { get; init; }

    /// <summary>At most how many rows to train on, the latest; by default all that came before.</summary>
    public int? LargestTrain { get; init; }
}
