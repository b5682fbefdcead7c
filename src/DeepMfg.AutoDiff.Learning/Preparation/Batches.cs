using System.Numerics;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>Rows in batches, an epoch after another, each in an order of its own. Going through them allocates nothing.</summary>
/// <remarks>Seed and number of the epoch give its order, so that training which is taken up again sees what it would have seen.</remarks>
/// <example>
/// <code>
/// Batches&lt;float&gt; batches = rows.InBatches(32, seed: 1);
/// for (int epoch = 0; epoch &lt; 10; epoch++)
/// {
///     foreach (Batch&lt;float&gt; batch in batches.Epoch(epoch)) { … }
/// }
/// </code>
/// </example>
/// <typeparam name="T">The numbers' type.</typeparam>
public sealed class Batches<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly long? _seed;
    private readonly int[] _order;
    private readonly T[] _values;
    private readonly T[] _targets;
    private readonly T[] _weights;

    internal Batches(Rows<T> rows, int size, long? seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        (Rows, Size, _seed) = (rows, Math.Min(size, Math.Max(1, rows.Count)), seed);
        _order = [.. Enumerable.Range(0, rows.Count)];

        // Rows in their own order are read where they are.
        int buffered = seed is null ? 0 : Size;
        (_values, _targets, _weights) = (new T[buffered * rows.Width], new T[buffered * rows.TargetWidth], new T[rows.Weights.IsEmpty ? 0 : buffered]);
    }

    /// <summary>The rows.</summary>
    public Rows<T> Rows { get; }

    /// <summary>How many rows a batch has; the last has what is left.</summary>
    public int Size { get; }

    /// <summary>How many batches make an epoch.</summary>
    public int Count => (Rows.Count + Size - 1) / Size;

    /// <summary>The batches of an epoch. They share one buffer: of two epochs at a time, the order is that of the later.</summary>
    /// <param name="epoch">Its number.</param>
    /// <returns>What <c>foreach</c> goes through.</returns>
    public BatchEnumerator<T> Epoch(int epoch)
    {
        if (_seed is { } seed)
        {
            for (int i = 0; i < _order.Length; i++)
            {
                _order[i] = i;
            }

            new Philox(seed, stream: epoch).Shuffle(_order.AsSpan());
        }

        return new BatchEnumerator<T>(this);
    }

    internal Batch<T> Batch(int index)
    {
        int from = index * Size, count = Math.Min(Size, Rows.Count - from), width = Rows.Width, targets = Rows.TargetWidth;
        ReadOnlySpan<int> order = _order.AsSpan(from, count);
        if (_seed is null)
        {
            ReadOnlySpan<T> weights = Rows.Weights.IsEmpty ? [] : Rows.Weights.Slice(from, count);
            return new(order, Rows.Values.Slice(from * width, count * width), Rows.Targets.Slice(from * targets, count * targets), weights);
        }

        for (int i = 0; i < count; i++)
        {
            Rows.CopyRow(order[i], _values.AsSpan(i * width, width), _targets.AsSpan(i * targets, targets));
            if (_weights.Length > 0)
            {
                _weights[i] = Rows.Weights[order[i]];
            }
        }

        return new(order, _values.AsSpan(0, count * width), _targets.AsSpan(0, count * targets), _weights.AsSpan(0, Math.Min(count, _weights.Length)));
    }
}
