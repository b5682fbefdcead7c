namespace DeepMfg.AutoDiff;

/// <summary>What a reverse sweep computes again instead of storing it: memory for time.</summary>
public enum Checkpointing
{
    /// <summary>Every value that the reverse sweep needs is stored, or computed again where that is cheap.</summary>
    None,

    /// <summary>The caller's reverse sweep calls the whole method again.</summary>
    Call,

    /// <summary>The outermost dependent loops store a few of their states, and run again from these.</summary>
    Binomial,
}
