namespace DeepMfg.AutoDiff.Learning;

/// <summary>
/// Keeps the state of a fit in a file: where there is one, fitting goes on from it, and ends with the bits that it would have without the break.
/// </summary>
/// <param name="Path">The file, which is replaced whole or not at all (<see cref="AtomicFile"/>).</param>
/// <param name="Every">After how many epochs it is written; also at the end.</param>
public sealed record Checkpoints(string Path, int Every = 1)
{
    /// <summary>A checkpoint in a file.</summary>
    /// <param name="path">The file; its folder has to be there.</param>
    /// <param name="every">After how many epochs it is written.</param>
    /// <returns>The checkpoints.</returns>
    /// <exception cref="ArgumentException">There is no path, or <paramref name="every"/> is not positive.</exception>
    public static Checkpoints At(string path, int every = 1)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(every);
        return new Checkpoints(path, every);
    }
}
