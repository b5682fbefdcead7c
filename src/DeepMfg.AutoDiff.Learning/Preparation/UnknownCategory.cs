namespace DeepMfg.AutoDiff.Learning;

/// <summary>What becomes of a category that was not trained on.</summary>
public enum UnknownCategory
{
    /// <summary>An exception names it.</summary>
    Refuse,

    /// <summary>It is coded as none of those that were.</summary>
    Ignore,
}
