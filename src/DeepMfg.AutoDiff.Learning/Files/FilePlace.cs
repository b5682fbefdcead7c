namespace DeepMfg.AutoDiff.Learning;

/// <summary>A place in a file, to be named where something is wrong with it.</summary>
/// <param name="File">The path as the caller gave it.</param>
/// <param name="Within">What the place lies in, or nothing.</param>
internal readonly record struct FilePlace(string File, string Within = "")
{
    /// <summary>A place inside this one.</summary>
    internal FilePlace At(string place) => this with { Within = Within.Length == 0 ? place : $"{Within}, {place}" };

    /// <summary>The exception to throw.</summary>
    internal FileRefusedException Refuse(string message, Exception? cause = null) => new(File, Within, message, cause);
}
