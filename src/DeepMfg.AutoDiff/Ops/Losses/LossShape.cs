namespace DeepMfg.AutoDiff;

/// <summary>How elements belong to weights.</summary>
internal static class LossShape
{
    /// <summary>How many elements share a weight; 1 also where there are no weights.</summary>
    internal static int Width<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights)
    {
        Checks.Length(targets, predictions.Length, nameof(targets));
        return weights.IsEmpty ? 1 : Checks.Rows(predictions, weights.Length, nameof(predictions));
    }

    internal static Span<T> Part<T>(Span<T> all, int row, int width) => all.IsEmpty ? all : all.Slice(row * width, width);

    internal static ReadOnlySpan<T> Part<T>(ReadOnlySpan<T> all, int row, int width) => all.IsEmpty ? all : all.Slice(row * width, width);
}
