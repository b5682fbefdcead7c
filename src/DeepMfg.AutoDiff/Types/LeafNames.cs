using System.Collections.Concurrent;
using System.Globalization;

namespace DeepMfg.AutoDiff;

/// <summary>Names of leaves inside models that are parts of others: made once, so that visiting allocates nothing.</summary>
internal static class LeafNames
{
    private static readonly ConcurrentDictionary<(string Outer, string Inner), string> s_joined = new();

    private static readonly ConcurrentDictionary<(string Outer, int Index), string> s_indexed = new();

    internal static string Join(string outer, string inner) => s_joined.GetOrAdd((outer, inner), static key => $"{key.Outer}.{key.Inner}");

    internal static string Join(string outer, int index) => s_indexed.GetOrAdd(
        (outer, index), static key => string.Create(CultureInfo.InvariantCulture, $"{key.Outer}.{key.Index}"));
}

/// <summary>Sees the leaves of a part of a model, for a visitor of the whole.</summary>
internal ref struct PartVisitor<T, TVisitor>(string name, TVisitor visitor) : ILeafVisitor<T>
    where TVisitor : ILeafVisitor<T>, allows ref struct
{
    private readonly string _name = name;

    /// <summary>The visitor of the whole, which is a value: it goes in and comes back.</summary>
    internal TVisitor Visitor = visitor;

    public void Visit(string name, scoped Span<T> leaf, scoped ReadOnlySpan<nint> shape) => Visitor.Visit(LeafNames.Join(_name, name), leaf, shape);
}
