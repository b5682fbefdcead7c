using DeepMfg.AutoDiff.Optimization;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>How a model is fitted.</summary>
public sealed record FitOptions
{
    private readonly int _epochs = 100, _batchSize = 32;

    /// <summary>What makes steps of gradients.</summary>
    public IGradientTransformation Optimizer { get; init; } = Optimizers.Adam(1e-3);

    /// <summary>How many times all examples are gone through, at most.</summary>
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

    /// <summary>How many examples make a step; the last batch of an epoch has what is left.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive.</exception>
    public int BatchSize
    {
        get => _batchSize;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            _batchSize = value;
        }
    }

    /// <summary>In which orders examples are drawn: the same seed gives the same model, to the bit, on every machine.</summary>
    public long Seed { get; init; }

    /// <summary>Which examples are held back to see how good the model is; the best model on these is kept. None: the last model.</summary>
    public Validation? Validation { get; init; }

    /// <summary>When to stop before the last epoch; never, where it is left out.</summary>
    public Patience? EarlyStopping { get; init; }

    /// <summary>Where the state is kept, so that fitting goes on after whatever ended it.</summary>
    public Checkpoints? Checkpoints { get; init; }

    /// <summary>Told after each epoch.</summary>
    public IProgress<ProgressStep>? Progress { get; init; }

    /// <summary>Ends the fit between two batches; what it returns is what it has by then.</summary>
    public CancellationToken Cancel { get; init; }
}
