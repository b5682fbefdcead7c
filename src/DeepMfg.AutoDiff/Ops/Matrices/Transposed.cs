namespace DeepMfg.AutoDiff;

/// <summary>Which factors of a matrix product lie in memory with rows and columns exchanged.</summary>
public enum Transposed
{
    /// <summary>Neither: rows × inner and inner × columns.</summary>
    None,

    /// <summary>The left one: inner × rows.</summary>
    Left,

    /// <summary>The right one: columns × inner.</summary>
    Right,

    /// <summary>Both.</summary>
    Both,
}
