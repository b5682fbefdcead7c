namespace DeepMfg.AutoDiff.Optimization.Transformations;

/// <summary>Where a pass takes the updates that it computes.</summary>
internal enum UpdateTarget
{
    /// <summary>They are subtracted from the parameters.</summary>
    Parameters,

    /// <summary>They are written down for the next stage.</summary>
    Scratch,

    /// <summary>They end here, in what a gate has kept of them.</summary>
    Nowhere,
}
