using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>What a model learns from: rows of features, one after the other in one piece of memory, with targets and weights if there are any.</summary>
/// <typeparam name="T">The numbers' type.</typeparam>
public class Rows<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[] _values;
    private readonly T[] _targets;
    private readonly T[] _weights;
    private readonly int[] _source;

    private protected Rows(RowsParts<T> parts)
    {
        parts.ThrowIfBad();
        (_values, _targets, _weights, _source) = (parts.Values, parts.Targets, parts.Weights, parts.Source);
        (Count, Width, TargetWidth, Names, Classes) = (parts.Count, parts.Width, parts.TargetWidth, parts.Names, parts.Classes);
    }

    /// <summary>The number of rows.</summary>
    public int Count { get; }

    /// <summary>The number of features of a row.</summary>
    public int Width { get; }

    /// <summary>The number of targets of a row; 0 where there are none.</summary>
    public int TargetWidth { get; }

    /// <summary>The features' names, in order; empty where they have none.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Where the target is a category: its levels, whose places are the targets. Else empty.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>All features, row by row: <see cref="Count"/> × <see cref="Width"/>.</summary>
    public ReadOnlySpan<T> Values => _values;

    /// <summary>All targets, row by row: <see cref="Count"/> × <see cref="TargetWidth"/>.</summary>
    public ReadOnlySpan<T> Targets => _targets;

    /// <summary>The rows' weights; empty where all weigh the same.</summary>
    public ReadOnlySpan<T> Weights => _weights;

    /// <summary>For each row the row of the table from which it was made; for a window, its last one.</summary>
    public ReadOnlySpan<int> Source => _source;

    /// <summary>The features of a row.</summary>
    /// <param name="row">The row, from 0.</param>
    public ReadOnlySpan<T> this[int row] => _values.AsSpan(row * Width, Width);

    /// <summary>Some of the rows, copied, in the order given.</summary>
    /// <param name="rows">The rows, from 0.</param>
    /// <returns>The rows.</returns>
    public virtual Rows<T> Take(params ReadOnlySpan<int> rows) => new(Taken(rows));

    /// <summary>The rows to train on and those to test on, copied.</summary>
    /// <param name="split">Which those are.</param>
    /// <returns>Both.</returns>
    public (Rows<T> Train, Rows<T> Test) Divide(Split split)
    {
        ArgumentNullException.ThrowIfNull(split);
        return (Take(split.Train), Take(split.Test));
    }

    /// <summary>The rows in batches, to go through again and again. Nothing is copied but a batch at a time, into one buffer.</summary>
    /// <param name="size">How many rows a batch has; the last has what is left.</param>
    /// <param name="seed">In which order rows are drawn; null: in theirs.</param>
    /// <returns>The batches.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The size is not positive.</exception>
    public Batches<T> InBatches(int size, long? seed = null) => new(this, size, seed);

    /// <summary>How many rows of how many features and targets.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Count} rows of {Width} features and {TargetWidth} targets{(_weights.Length > 0 ? ", weighted" : "")}");

    internal static Rows<T> Of(RowsParts<T> parts) => new(parts);

    private protected RowsParts<T> Taken(ReadOnlySpan<int> rows)
    {
        var taken = new RowsParts<T>(rows.Length, Width, TargetWidth, Names)
        {
            Classes = Classes,
            Weights = new T[_weights.Length == 0 ? 0 : rows.Length],
        };
        for (int i = 0; i < rows.Length; i++)
        {
            CopyRow(rows[i], taken.Values.AsSpan(i * Width, Width), taken.Targets.AsSpan(i * TargetWidth, TargetWidth));
            taken.Source[i] = _source[rows[i]];
            if (_weights.Length > 0)
            {
                taken.Weights[i] = _weights[rows[i]];
            }
        }

        return taken;
    }

    internal void CopyRow(int row, Span<T> values, Span<T> targets)
    {
        _values.AsSpan(row * Width, Width).CopyTo(values);
        _targets.AsSpan(row * TargetWidth, TargetWidth).CopyTo(targets);
    }

    private protected RowsParts<T> Weighted(T[] weights) =>
        new(_values, _targets, _source) { Width = Width, TargetWidth = TargetWidth, Names = Names, Classes = Classes, Weights = weights };
}

/// <summary>Rows of <see cref="float"/>, as most models take them.</summary>
public sealed class Rows : Rows<float>
{
    internal Rows(RowsParts<float> parts)
        : base(parts)
    {
    }

    /// <summary>Rows of features with a target each.</summary>
    /// <param name="x">The features, a row each.</param>
    /// <param name="y">The targets; none where it is left out.</param>
    /// <returns>The rows; what is given is copied.</returns>
    /// <exception cref="ArgumentException">There are not as many targets as rows, or a number is not finite.</exception>
    [SuppressMessage("Performance", "CA1814:Prefer jagged arrays over multidimensional", Justification = "A table of features has rows of one width.")]
    public static Rows Of(float[,] x, params ReadOnlySpan<float> y) => new(RowsParts<float>.Of(x, y));

    /// <summary>Rows of features in one piece of memory.</summary>
    /// <param name="x">The features, row by row.</param>
    /// <param name="width">How many a row has.</param>
    /// <param name="y">The targets, row by row, as many a row as fit; none where it is left out.</param>
    /// <returns>The rows; what is given is copied.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit, or a number is not finite.</exception>
    public static Rows Of(ReadOnlySpan<float> x, int width, params ReadOnlySpan<float> y) => new(RowsParts<float>.Of(x, width, y));

    /// <summary>Rows of <see cref="double"/>.</summary>
    /// <inheritdoc cref="Of(float[,], ReadOnlySpan{float})"/>
    [SuppressMessage("Performance", "CA1814:Prefer jagged arrays over multidimensional", Justification = "A table of features has rows of one width.")]
    public static Rows<double> Of(double[,] x, params ReadOnlySpan<double> y) => Rows<double>.Of(RowsParts<double>.Of(x, y));

    /// <summary>Rows of <see cref="double"/>.</summary>
    /// <inheritdoc cref="Of(ReadOnlySpan{float}, int, ReadOnlySpan{float})"/>
    public static Rows<double> Of(ReadOnlySpan<double> x, int width, params ReadOnlySpan<double> y) => Rows<double>.Of(RowsParts<double>.Of(x, width, y));

    /// <inheritdoc/>
    public override Rows Take(params ReadOnlySpan<int> rows) => new(Taken(rows));

    /// <summary>The rows to train on and those to test on, copied.</summary>
    /// <param name="split">Which those are.</param>
    /// <returns>Both.</returns>
    public new (Rows Train, Rows Test) Divide(Split split)
    {
        ArgumentNullException.ThrowIfNull(split);
        return (Take(split.Train), Take(split.Test));
    }

    /// <summary>The same rows with weights of their own.</summary>
    /// <param name="weights">What each row weighs; copied.</param>
    /// <returns>The rows; features and targets are shared.</returns>
    /// <exception cref="ArgumentException">There are not as many weights as rows, or one is not finite.</exception>
    public Rows WithWeights(params ReadOnlySpan<float> weights) => weights.Length == Count
        ? new(Weighted(weights.ToArray()))
        : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{weights.Length} weights do not fit {Count} rows."), nameof(weights));

    /// <summary>The same rows, each weighing what its class does.</summary>
    /// <param name="weights">The classes' weights.</param>
    /// <returns>The rows; features and targets are shared.</returns>
    /// <exception cref="ArgumentException">A row's target is none of the classes.</exception>
    public Rows WithWeights(ClassWeights weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        var each = new float[Count];
        for (int row = 0; row < each.Length; row++)
        {
            each[row] = (float)weights.WeightOf(Targets[row]);
        }

        return new(Weighted(each));
    }
}
