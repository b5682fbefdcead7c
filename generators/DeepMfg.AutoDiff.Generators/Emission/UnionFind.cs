using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>Disjoint sets of variables.</summary>
internal sealed class UnionFind
{
    private readonly Dictionary<Variable, Variable> parents = [];

    public Variable Find(Variable variable)
    {
        if (!parents.TryGetValue(variable, out Variable? parent)) return variable;
        Variable root = Find(parent);
        if (root != parent) parents[variable] = root;
        return root;
    }

    /// <summary>Joins two sets; the first one's representative stays.</summary>
    public void Union(Variable first, Variable second)
    {
        Variable root = Find(first), other = Find(second);
        if (root != other) parents[other] = root;
    }
}
