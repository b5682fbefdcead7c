using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>Disjoint sets of variables.</summary>
internal sealed class UnionFind
{
    private readonly Dictionary<Variable, Variable> parents = [];

    public Variable Find(Variable variable)
    {
        Variable root = variable;
        while (parents.TryGetValue(root, out Variable? parent)) root = parent;
        while (variable != root)
        {
            Variable next = parents[variable];
            parents[variable] = root;
            variable = next;
        }
        return root;
    }

    /// <summary>Joins two sets; the first one's representative stays.</summary>
    public void Union(Variable first, Variable second)
    {
        Variable root = Find(first), other = Find(second);
        if (root != other) parents[other] = root;
    }
}
