namespace DeepMfg.AutoDiff.Optimization.Transformations;

/// <summary>Leaves that follow each other in one span.</summary>
internal readonly ref struct FlatLeaves<T>(int[] starts, Span<T> parameters, ReadOnlySpan<T> gradients) : ILeaves<T>
{
    private readonly Span<T> _parameters = parameters;
    private readonly ReadOnlySpan<T> _gradients = gradients;

    public Span<T> Parameters(int leaf) => _parameters[starts[leaf]..starts[leaf + 1]];

    public ReadOnlySpan<T> Gradients(int leaf) => _gradients[starts[leaf]..starts[leaf + 1]];
}
