namespace DeepMfg.AutoDiff.Optimization.Transformations;

/// <summary>The memory that one pass over one leaf walks through besides the state.</summary>
internal readonly ref struct Streams<T>(ReadOnlySpan<T> updates, ReadOnlySpan<T> parameters, Span<T> results)
{
    internal ReadOnlySpan<T> Updates { get; } = updates;

    internal ReadOnlySpan<T> Parameters { get; } = parameters;

    internal Span<T> Results { get; } = results;

    internal int Length => Updates.Length;

    internal Streams<T> From(int start) => new(Updates[start..], Parameters[start..], Results[start..]);
}
