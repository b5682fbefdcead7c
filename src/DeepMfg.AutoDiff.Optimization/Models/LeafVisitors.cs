namespace DeepMfg.AutoDiff.Optimization.Transformations;

/// <summary>Names and lengths of a model's leaves.</summary>
internal readonly struct LeafLister<T>(List<Leaf> leaves) : ILeafVisitor<T>
{
    public void Visit(string name, scoped Span<T> leaf, scoped ReadOnlySpan<nint> shape) => leaves.Add(new Leaf(name, leaf.Length));

    internal static Leaf[] Of<TModel>(TModel model)
        where TModel : IDifferentiable<TModel, T>
    {
        List<Leaf> leaves = [];
        var lister = new LeafLister<T>(leaves);
        TModel.Visit(ref model, ref lister);
        return [.. leaves];
    }
}

/// <summary>Writes numbers into a model, leaf after leaf.</summary>
internal ref struct LeafWriter<T>(ReadOnlySpan<T> values) : ILeafVisitor<T>
{
    private ReadOnlySpan<T> _left = values;

    public void Visit(string name, scoped Span<T> leaf, scoped ReadOnlySpan<nint> shape)
    {
        _left[..leaf.Length].CopyTo(leaf);
        _left = _left[leaf.Length..];
    }
}
