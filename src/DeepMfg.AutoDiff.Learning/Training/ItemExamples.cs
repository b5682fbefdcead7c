using System.Globalization;
using System.Numerics;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>Examples of any type: a batch is copied to where it lies in one piece.</summary>
internal sealed class ItemExamples<TModel, T, TItem> : Examples<TModel, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TItem[] _train;
    private readonly TItem[] _validation;
    private readonly TItem[] _buffer;
    private readonly int[] _order;
    private readonly int _size;
    private readonly long _seed;
    private readonly ItemsGradientInto<TModel, T, TItem> _loss;

    internal ItemExamples(ReadOnlySpan<TItem> items, ItemsGradientInto<TModel, T, TItem> loss, FitOptions options)
    {
        ArgumentNullException.ThrowIfNull(loss);
        if (items.IsEmpty)
        {
            throw new ArgumentException("There is nothing to train on.", nameof(items));
        }

        (_loss, _seed) = (loss, options.Seed);
        Split? split = options.Validation?.Divide(items.Length, static () => null, options.Seed);
        _train = split is null ? items.ToArray() : Taken(items, split.Train);
        _validation = split is null ? [] : Taken(items, split.Test);
        _size = Math.Min(options.BatchSize, _train.Length);
        _buffer = new TItem[_size];
        _order = new int[_train.Length];
        Description = string.Create(
            CultureInfo.InvariantCulture, $"{_train.Length} and {_validation.Length} examples in batches of {_size}, seed {options.Seed}");
    }

    internal override string Description { get; }

    internal override int Batches => Count(_train.Length);

    internal override int ValidationBatches => Count(_validation.Length);

    internal override void Begin(int epoch)
    {
        for (int i = 0; i < _order.Length; i++)
        {
            _order[i] = i;
        }

        new Philox(_seed, stream: epoch).Shuffle(_order.AsSpan());
    }

    internal override (T Loss, int Count) Train(int batch, TModel model, ref TModel gradient)
    {
        ReadOnlySpan<int> order = _order.AsSpan(batch * _size, Math.Min(_size, _order.Length - batch * _size));
        for (int i = 0; i < order.Length; i++)
        {
            _buffer[i] = _train[order[i]];
        }

        return (_loss(model, _buffer.AsSpan(0, order.Length), ref gradient), order.Length);
    }

    internal override (T Loss, int Count) Validate(int batch, TModel model, ref TModel gradient)
    {
        ReadOnlySpan<TItem> items = _validation.AsSpan(batch * _size, Math.Min(_size, _validation.Length - batch * _size));
        return (_loss(model, items, ref gradient), items.Length);
    }

    private int Count(int length) => (length + _size - 1) / _size;

    private static TItem[] Taken(ReadOnlySpan<TItem> items, ReadOnlySpan<int> rows)
    {
        var taken = new TItem[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            taken[i] = items[rows[i]];
        }

        return taken;
    }
}
