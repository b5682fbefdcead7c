namespace DeepMfg.AutoDiff;

/// <summary>What a reverse sweep computes again instead of keeping it: less memory for more time.</summary>
public enum Checkpointing
{
    /// <summary>Nothing is computed again for the sake of memory.</summary>
    None,

    /// <summary>
    /// The reverse sweep of a method that calls this one calls it again: of the call it keeps what the method was given, as far as that is overwritten, and
    /// nothing that the method computes on the way (Griewank and Walther, Evaluating Derivatives, chapter 12). The method does nothing but compute.
    /// </summary>
    Call,
}
