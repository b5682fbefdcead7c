namespace DeepMfg.AutoDiff.Learning;

/// <summary>How hyperparameters are searched.</summary>
public sealed record SearchOptions
{
    private readonly int _candidates = 20, _epochs = 50;

    /// <summary>How many candidates are drawn.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive.</exception>
    public int Candidates
    {
        get => _candidates;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            _candidates = value;
        }
    }

    /// <summary>For how many epochs a candidate is trained, at most.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive.</exception>
    public int Epochs
    {
        get => _epochs;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            _epochs = value;
        }
    }

    /// <summary>The splits over which a candidate's loss is averaged, such as k folds; none: it is tried once, without a split.</summary>
    public IReadOnlyList<Split> Folds { get; init; } = [];

    /// <summary>Which candidates are drawn.</summary>
    public long Seed { get; init; }

    /// <summary>A file that keeps what has been tried: a search that finds it goes on from there.</summary>
    public string? Path { get; init; }

    /// <summary>Told after each trial.</summary>
    public IProgress<ProgressStep>? Progress { get; init; }

    /// <summary>Ends the search between two trials; what it returns is what it has by then.</summary>
    public CancellationToken Cancel { get; init; }
}
