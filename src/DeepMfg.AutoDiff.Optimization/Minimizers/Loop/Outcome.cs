namespace DeepMfg.AutoDiff.Optimization;

/// <summary>How an iteration went.</summary>
internal enum Outcome
{
    /// <summary>The trial is the next point.</summary>
    Advanced,

    /// <summary>No better point was found.</summary>
    NoProgress,

    /// <summary>Neither, and the objective was not finite on the way.</summary>
    NotFinite,

    /// <summary>The value falls as far as one goes.</summary>
    Unbounded,

    /// <summary>The evaluations are used up.</summary>
    Exhausted,
}
