namespace DeepMfg.AutoDiff;

/// <summary>What is done to each leaf of a differentiable type: a number, or an array of them.</summary>
/// <typeparam name="T">The type of the numbers.</typeparam>
public interface ILeafVisitor<T>
{
    /// <summary>Sees one leaf, and may change it.</summary>
    /// <param name="name">
    /// Its name in camel case, members joined by dots, elements of arrays by index, items of tuples by name or <c>item1</c>: <c>layers.0.weights</c>.
    /// </param>
    /// <param name="leaf">Its numbers, the last index fastest; good until the method returns.</param>
    /// <param name="shape">Its lengths; empty for a single number.</param>
    void Visit(string name, scoped Span<T> leaf, scoped ReadOnlySpan<nint> shape);
}
