using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Analysis;

/// <summary>Which references may refer to the same storage: those that a choice, a loop, a slice or a table of references connects.</summary>
internal sealed class Regions
{
    private readonly Dictionary<Variable, Variable> parents = [];

    private Regions(Function function)
    {
        foreach (Statement statement in function.Statements) Visit(statement);
    }

    public static Regions Of(Function function) => function.Fact(static asked => new Regions(asked));

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
            case Let { Value: Slice slice } let: Unite(let.Target, slice.Storage); break;
            case Let { Value: View view } let: Unite(let.Target, view.Storage); break;
            // The rows of a table are the table's.
            case Let { Value: Load load } let: Unite(let.Target, load.Cell.Storage); break;
            case Store store: Unite((Variable)store.Cell.Storage, store.Value); break;
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
        if (!a.Type.IsStorage || b is not Variable { Type.IsStorage: true } other) return;
        Variable first = Of(a), second = Of(other);
        if (first != second) parents.Add(first, second);
    }
}
