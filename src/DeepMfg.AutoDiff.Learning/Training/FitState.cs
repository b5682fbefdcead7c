namespace DeepMfg.AutoDiff.Learning;

/// <summary>What a fit knows besides the model and the optimizer.</summary>
internal sealed class FitState<T>(int parameters)
{
    internal FitHistory History { get; } = new();

    /// <summary>The numbers of the model that will be returned.</summary>
    internal T[] Kept { get; } = new T[parameters];

    /// <summary>After which epoch the model was so.</summary>
    internal int KeptEpoch { get; set; }
}
