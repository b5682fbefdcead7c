namespace DeepMfg.AutoDiff.Generators.Transforms.Reverse;

/// <summary>Whether a derivative is to become two functions, one for each sweep.</summary>
internal enum Cut
{
    None,

    /// <summary>What calls both keeps storage as the first one leaves it.</summary>
    ByCaller,

    /// <summary>The user has his hands on storage between both.</summary>
    ByUser,
}
