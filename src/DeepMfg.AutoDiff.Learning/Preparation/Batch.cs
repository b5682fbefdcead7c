using System.Numerics;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>Some rows of an epoch; good until the next batch.</summary>
/// <typeparam name="T">The numbers' type.</typeparam>
public readonly ref struct Batch<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    internal Batch(ReadOnlySpan<int> rows, ReadOnlySpan<T> values, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights)
    {
        Rows = rows;
        Values = values;
        Targets = targets;
        Weights = weights;
    }

    /// <summary>How many rows.</summary>
    public int Count => Rows.Length;

    /// <summary>Which rows.</summary>
    public ReadOnlySpan<int> Rows { get; }

    /// <summary>Their features, row by row.</summary>
    public ReadOnlySpan<T> Values { get; }

    /// <summary>Their targets, row by row.</summary>
    public ReadOnlySpan<T> Targets { get; }

    /// <summary>Their weights; empty where all weigh the same.</summary>
    public ReadOnlySpan<T> Weights { get; }
}

/// <summary>Goes through the batches of an epoch.</summary>
/// <typeparam name="T">The numbers' type.</typeparam>
public ref struct BatchEnumerator<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Batches<T> _batches;
    private int _index = -1;

    internal BatchEnumerator(Batches<T> batches) => _batches = batches;

    /// <summary>The batch.</summary>
    public readonly Batch<T> Current => _batches.Batch(_index);

    /// <summary>Goes on to the next batch.</summary>
    /// <returns>Whether there is one.</returns>
    public bool MoveNext() => ++_index < _batches.Count;

    /// <summary>Itself, for <c>foreach</c>.</summary>
    /// <returns>This.</returns>
    public readonly BatchEnumerator<T> GetEnumerator() => this;
}
