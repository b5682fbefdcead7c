namespace DeepMfg.AutoDiff;

/// <summary>Whether a loop with independent iterations runs several of them at once, one a vector lane.</summary>
/// <remarks>Sums over such a loop add up in another order, so that their last bits may differ from the plain loop's.</remarks>
public enum Lanes
{
    /// <summary>Where it pays.</summary>
    Auto,

    /// <summary>Nowhere: every sum adds up in the order that the method says.</summary>
    Never,

    /// <summary>Wherever it is possible.</summary>
    Always,
}
