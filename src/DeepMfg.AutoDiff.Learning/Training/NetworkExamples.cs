namespace DeepMfg.AutoDiff.Learning;

/// <summary>Rows that go through a network of layers, whose outputs a loss compares with the targets.</summary>
internal sealed class NetworkExamples<TModel> : Examples<TModel, float>
    where TModel : struct, ILayer<TModel>
{
    private readonly RowExamples<TModel, float> _rows;
    private readonly RowLoss _loss;
    private readonly long _seed;
    private readonly int _inputs, _width;
    private long _first;
    private Pass _pass;

    internal NetworkExamples(TModel model, Rows<float> rows, RowLoss loss, FitOptions options)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(loss);
        (_loss, _seed, _inputs, _width) = (loss, options.Seed, rows.Width, TModel.OutputsOf(model, rows.Width));
        _rows = new RowExamples<TModel, float>(rows, Loss, options);
    }

    internal override string Description => _rows.Description;

    internal override int Batches => _rows.Batches;

    internal override int ValidationBatches => _rows.ValidationBatches;

    internal override Action<TModel, ModelFile> AddConstants => static (model, file) => Kept.AddConstants(model, file);

    internal override double? Threshold(TModel model)
    {
        if (_rows.Validation is not { } rows || _width != 1 || !IsBinary(rows))
        {
            return null;
        }

        float[] outputs = model.Predict(rows);
        return Array.TrueForAll(outputs, float.IsFinite) ? Thresholds.ByF1(outputs, rows.Targets).Threshold : null;
    }

    internal override void Begin(int epoch)
    {
        _first = (long)epoch * Batches;
        _rows.Begin(epoch);
    }

    internal override (float Loss, int Count) Train(int batch, TModel model, ref TModel gradient)
    {
        _pass = new Pass(0, IsTraining: true, _seed, _first + batch);
        return _rows.Train(batch, model, ref gradient);
    }

    internal override (float Loss, int Count) Validate(int batch, TModel model, ref TModel gradient)
    {
        _pass = Pass.Of(0);
        return _rows.Validate(batch, model, ref gradient);
    }

    internal override string FirstNotFinite(int batch, TModel model)
    {
        ReadOnlySpan<float> features = _rows.Features(batch);
        return TModel.FirstNotFinite(model, features, _pass with { Rows = features.Length / _inputs }) ?? "";
    }

    internal override string FirstNotFiniteOfValidation(TModel model) =>
        _rows.Validation is { } rows ? TModel.FirstNotFinite(model, rows.Values, Pass.Of(rows.Count)) ?? "" : "";

    private static bool IsBinary(Rows<float> rows) =>
        rows.TargetWidth == 1 && !rows.Targets.ContainsAnyExcept(0, 1) && rows.Targets.Contains(1);

    private float Loss(TModel model, Batch<float> batch, ref TModel gradient)
    {
        Pass pass = _pass with { Rows = batch.Count };
        using Tape tape = Tape.Open();
        Span<float> outputs = tape.Reserve<float>(batch.Count * _width), outputsBar = tape.Reserve<float>(outputs.Length);
        Span<float> inputsBar = tape.Reserve<float>(batch.Values.Length);
        TModel.ApplyForward(model, batch.Values, outputs, pass, tape);
        if (!pass.IsTraining)
        {
            return _loss.Value<float>(outputs, batch.Targets, batch.Weights);
        }

        float value = _loss.ValueAndGradient(outputs, batch.Targets, batch.Weights, outputsBar);
        var clearing = default(Clearing);
        TModel.Visit(ref gradient, ref clearing);
        inputsBar.Clear();
        TModel.ApplyReverse(model, batch.Values, outputs, pass, tape, ref gradient, inputsBar, outputsBar);
        return value;
    }

    /// <summary>Sets a gradient to zero in place.</summary>
    private readonly struct Clearing : ILeafVisitor<float>
    {
        public void Visit(string name, scoped Span<float> leaf, scoped ReadOnlySpan<nint> shape) => leaf.Clear();
    }
}
