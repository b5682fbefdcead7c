namespace DeepMfg.AutoDiff.Learning;

/// <summary>What in a table tells where a series starts and where it has gaps.</summary>
public sealed record SeriesColumns
{
    /// <summary>The column that names the series of a row, such as a machine; null: all rows are one series.</summary>
    public string? By { get; init; }

    /// <summary>
    /// The column of times, or of numbers that grow with time, by which rows are in order within a series; null: there are no gaps.
    /// A gap is where a row is not between half and one and a half times as far from the one before as the median of the training data.
    /// </summary>
    public string? Time { get; init; }
}
