namespace DeepMfg.AutoDiff.Learning;

/// <summary>How the figures of the classes become one figure.</summary>
public enum Average
{
    /// <summary>The figure of class 1 alone, for the classes 0 and 1.</summary>
    Binary,

    /// <summary>The mean over the classes that occur, whatever their sizes.</summary>
    Macro,

    /// <summary>The mean over the classes, each weighted by how often it is the right one.</summary>
    Weighted,
}
