namespace DeepMfg.AutoDiff.Optimization;

/// <summary>How a factorisation or a solve with one ended.</summary>
public enum FactorStatus
{
    /// <summary>It is done: what was asked for is in the result.</summary>
    Done,

    /// <summary>The matrix has no Cholesky factor: a pivot is zero or negative.</summary>
    NotPositiveDefinite,

    /// <summary>A pivot is zero: the matrix has no inverse.</summary>
    Singular,

    /// <summary>The matrix holds an infinity or is not a number somewhere, or the factorisation overflows.</summary>
    NotFinite,

    /// <summary>The iteration did not end in the number of sweeps that it is given.</summary>
    NoConvergence,
}
