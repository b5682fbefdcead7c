namespace DeepMfg.AutoDiff.Optimization.Transformations;

/// <summary>Leaves that are an array each.</summary>
internal readonly ref struct ArrayLeaves<T>(ReadOnlySpan<T[]> parameters, ReadOnlySpan<T[]> gradients) : ILeaves<T>
{
    private readonly ReadOnlySpan<T[]> _parameters = parameters;
    private readonly ReadOnlySpan<T[]> _gradients = gradients;

    public Span<T> Parameters(int leaf) => _parameters[leaf];

    public ReadOnlySpan<T> Gradients(int leaf) => _gradients[leaf];
}
