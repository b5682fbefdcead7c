using System.Globalization;
using System.Numerics;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>Rows of features and targets.</summary>
internal sealed class RowExamples<TModel, T> : Examples<TModel, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Batches<T> _train;
    private readonly Batches<T>? _validation;
    private readonly RowsGradient<TModel, T> _loss;

    internal RowExamples(Rows<T> rows, RowsGradient<TModel, T> loss, FitOptions options)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(loss);
        if (rows.Count == 0)
        {
            throw new ArgumentException("There is nothing to train on.", nameof(rows));
        }

        _loss = loss;
        Split? split = options.Validation?.Divide(rows.Count, () => Labels(rows), options.Seed);
        _train = (split is null ? rows : rows.Take(split.Train)).InBatches(options.BatchSize, options.Seed);
        _validation = split is null ? null : rows.Take(split.Test).InBatches(options.BatchSize);
        int held = _validation?.Rows.Count ?? 0;
        Description = string.Create(
            CultureInfo.InvariantCulture,
            $"{_train.Rows.Count} and {held} rows of {rows.Width} and {rows.TargetWidth} in batches of {_train.Size}, seed {options.Seed}");
    }

    internal override string Description { get; }

    /// <summary>The features of a batch of the epoch.</summary>
    internal ReadOnlySpan<T> Features(int batch) => _train.Batch(batch).Values;

    /// <summary>The rows to validate on.</summary>
    internal Rows<T>? Validation => _validation?.Rows;

    internal override int Batches => _train.Count;

    internal override int ValidationBatches => _validation?.Count ?? 0;

    internal override void Begin(int epoch)
    {
        _train.Epoch(epoch);
        _validation?.Epoch(epoch);
    }

    internal override (T Loss, int Count) Train(int batch, TModel model, ref TModel gradient) => Loss(_train.Batch(batch), model, ref gradient);

    internal override (T Loss, int Count) Validate(int batch, TModel model, ref TModel gradient) => Loss(_validation!.Batch(batch), model, ref gradient);

    private (T Loss, int Count) Loss(Batch<T> batch, TModel model, ref TModel gradient) => (_loss(model, batch, ref gradient), batch.Count);

    private static double[]? Labels(Rows<T> rows) => rows.TargetWidth == 1 ? Array.ConvertAll(rows.Targets.ToArray(), double.CreateChecked) : null;
}
