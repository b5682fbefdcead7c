namespace DeepMfg.AutoDiff.Learning;

/// <summary>How probabilities are gathered in bins.</summary>
public enum Binning
{
    /// <summary>Bins of equal width over [0, 1].</summary>
    EqualWidth,

    /// <summary>Bins between quantiles of the probabilities, of about equally many rows.</summary>
    EqualCount,
}
