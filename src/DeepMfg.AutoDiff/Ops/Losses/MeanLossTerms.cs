using System.ComponentModel;

namespace DeepMfg.AutoDiff;

/// <summary>What a mean loss is computed from. Only generated code makes it.</summary>
/// <param name="predictions">The predictions, or logits.</param>
/// <param name="targets">The targets, as many.</param>
/// <param name="weights">The rows' weights; none: 1.</param>
/// <typeparam name="T">The numbers' type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct MeanLossTerms<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights = default)
{
    internal ReadOnlySpan<T> Predictions { get; } = predictions;

    internal ReadOnlySpan<T> Targets { get; } = targets;

    internal ReadOnlySpan<T> Weights { get; } = weights;

    /// <summary>The elements of one row, whose weight is a factor outside.</summary>
    internal MeanLossTerms<T> Row(int row, int width) => new(Predictions.Slice(row * width, width), Targets.Slice(row * width, width), default);
}
