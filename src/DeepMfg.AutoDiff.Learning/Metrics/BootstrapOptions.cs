namespace DeepMfg.AutoDiff.Learning;

/// <summary>How a figure is measured again and again on rows drawn with replacement.</summary>
public sealed record BootstrapOptions
{
    /// <summary>How often the rows are drawn; at least 2.</summary>
    public int Resamples { get; init; } = 1000;

    /// <summary>How much of the resamples' figures the interval holds, in (0, 1).</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>What the draws follow from: the same seed gives the same interval.</summary>
    public long Seed { get; init; } = 1;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Resamples, 2);
        if (!(Level > 0 && Level < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(Level), Level, "The level is a number between 0 and 1, such as 0.95.");
        }
    }
}
