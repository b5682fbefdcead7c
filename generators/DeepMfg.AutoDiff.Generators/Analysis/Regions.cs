using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Analysis;

/// <summary>Which references may refer to the same storage: those that a choice, a loop or another reference connects.</summary>
internal sealed class Regions
{
    private readonly Dictionary<Variable, Variable> parents = [];

    private Regions() { }

    public static Regions Of(Function function)
    {
        var regions = new Regions();
        foreach (Statement statement in Walk.All(function.Body)) regions.Visit(statement);
        return regions;
    }

    /// <summary>The reference that stands for all that may refer to the same storage; other values stand for themselves.</summary>
    public Variable Of(Variable variable)
    {
        while (parents.TryGetValue(variable, out Variable? parent)) variable = parent;
        return variable;
    }

    private void Visit(Statement statement)
    {
        switch (statement)
        {
            case If branch:
                for (int i = 0; i < branch.Results.Count; i++)
                {
                    Unite(branch.Results[i], branch.Then.Yield[i]);
                    Unite(branch.Results[i], branch.Else.Yield[i]);
                }
                break;
            case Loop loop:
                for (int i = 0; i < loop.Results.Count; i++)
                {
                    Unite(loop.Carried[i].Variable, loop.Carried[i].Initial);
                    Unite(loop.Carried[i].Variable, loop.Next(i));
                    Unite(loop.Carried[i].Variable, loop.Results[i]);
                }
                break;
        }
    }

    private void Unite(Variable a, Operand b)
    {
        if (!a.Type.IsStorage || b is not Variable other) return;
        Variable first = Of(a), second = Of(other);
        if (first != second) parents.Add(first, second);
    }
}
