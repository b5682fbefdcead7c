using System.Globalization;
using System.Numerics;
using DeepMfg.AutoDiff.Optimization;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>A fit under way.</summary>
internal sealed class Trainer<TModel, T>
    where TModel : IDifferentiable<TModel, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Examples<TModel, T> _examples;
    private readonly FitOptions _options;
    private readonly ModelOptimizer<TModel, T> _optimizer;
    private readonly TModel _start;
    private readonly FitState<T> _state;
    private TModel _model;
    private TModel _gradient;
    private FitFault? _fault;

    internal Trainer(TModel model, Examples<TModel, T> examples, FitOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        (_start, _examples, _options) = (model, examples, options);
        _optimizer = options.Optimizer.For(model);
        _state = new FitState<T>(TModel.ParameterCount(model));
        TModel.CopyTo(model, _state.Kept);
        _model = TModel.From(model, _state.Kept);
        _gradient = TModel.ZeroLike(model);
    }

    private int Epoch => _state.History.Count;

    internal FitResult<TModel, T> Run()
    {
        Resume();
        FitStatus? status = null;
        while (status is null)
        {
            status = IsImpatient ? FitStatus.StoppedEarly : Epoch >= _options.Epochs ? FitStatus.Completed : RunEpoch();
        }

        TModel kept = TModel.From(_start, _state.Kept);
        return new FitResult<TModel, T>(kept, _state.History)
        {
            Chosen = _examples.Threshold(kept),
            AddConstants = _examples.AddConstants,
            Status = status.Value,
            Epoch = _state.KeptEpoch,
            Fault = _fault,
        };
    }

    /// <summary>All steps of an epoch; nothing is allocated but by the loss.</summary>
    internal FitStatus? Train(out double mean)
    {
        _examples.Begin(Epoch);
        double sum = 0;
        long count = 0;
        mean = double.NaN;
        for (int batch = 0; batch < _examples.Batches; batch++)
        {
            if (_options.Cancel.IsCancellationRequested)
            {
                return FitStatus.Cancelled;
            }

            (T loss, int length) = _examples.Train(batch, _model, ref _gradient);
            if (!T.IsFinite(loss))
            {
                return Fail(batch + 1, loss);
            }

            _optimizer.Step(ref _model, _gradient);
            sum += double.CreateTruncating(loss) * length;
            count += length;
        }

        mean = sum / count;
        return null;
    }

    private bool IsImpatient => _options.EarlyStopping is { } patience && Epoch - FirstBest(_state.History.Watched, patience.Change) >= patience.Epochs;

    private FitStatus? RunEpoch()
    {
        if (Train(out double mean) is { } ended)
        {
            return ended;
        }

        double? validation = null;
        if (_examples.ValidationBatches > 0)
        {
            T loss = Validate();
            if (!T.IsFinite(loss))
            {
                return Fail(batch: 0, loss);
            }

            validation = double.CreateTruncating(loss);
        }

        _state.History.Add(mean, validation);
        Keep(validation is not null);
        _optimizer.Observe(validation ?? mean);
        Report(mean, validation);
        Save();
        return null;
    }

    private T Validate()
    {
        double sum = 0;
        long count = 0;
        for (int batch = 0; batch < _examples.ValidationBatches; batch++)
        {
            (T loss, int length) = _examples.Validate(batch, _model, ref _gradient);
            sum += double.CreateTruncating(loss) * length;
            count += length;
        }

        return T.CreateTruncating(sum / count);
    }

    /// <summary>Keeps the model where it is the best so far on validation data, or the last.</summary>
    private void Keep(bool onlyTheBest)
    {
        if (!onlyTheBest || FirstBest(_state.History.Watched, 0) == Epoch)
        {
            TModel.CopyTo(_model, _state.Kept);
            _state.KeptEpoch = Epoch;
        }
    }

    /// <summary>The epoch whose loss no later one was lower than by the change; 0 before the first.</summary>
    private static int FirstBest(List<double> losses, double change)
    {
        int best = 0;
        for (int epoch = 1; epoch <= losses.Count; epoch++)
        {
            best = best == 0 || losses[epoch - 1] < losses[best - 1] - change ? epoch : best;
        }

        return best;
    }

    private FitStatus Fail(int batch, T loss)
    {
        string inModel = NotFiniteLeaf<T>.FirstOf(ref _model);
        string leaf = inModel.Length > 0 ? inModel : NotFiniteLeaf<T>.FirstOf(ref _gradient);
        _fault = new FitFault(Epoch + 1, batch, double.CreateTruncating(loss), leaf, inModel.Length > 0)
        {
            Layer = batch > 0 ? _examples.FirstNotFinite(batch - 1, _model) : _examples.FirstNotFiniteOfValidation(_model),
        };
        return FitStatus.NotFinite;
    }

    private void Report(double loss, double? validation) => _options.Progress?.Report(new ProgressStep(
        "Training",
        Epoch,
        _options.Epochs,
        string.Create(CultureInfo.InvariantCulture, $"loss {loss:G4}{(validation is { } value ? $", validation {value:G4}" : "")}")));

    private void Save()
    {
        if (_options.Checkpoints is { } checkpoints && (Epoch % checkpoints.Every == 0 || Epoch >= _options.Epochs || IsImpatient))
        {
            CheckpointFile<TModel, T>.Save(checkpoints.Path, _examples.Description, _state, (_model, _optimizer));
        }
    }

    private void Resume()
    {
        if (_options.Checkpoints is { } checkpoints && File.Exists(checkpoints.Path))
        {
            _model = CheckpointFile<TModel, T>.Load(checkpoints.Path, _examples.Description, _state, (_model, _optimizer));
        }
    }
}
