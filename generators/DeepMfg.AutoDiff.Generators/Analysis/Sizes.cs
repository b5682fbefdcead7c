using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Analysis;

/// <summary>Numbers that are known, before a loop, to be no larger than storage that is there: lengths, and what storage was made or cut by.</summary>
internal sealed class Sizes
{
    private readonly Dictionary<Variable, Expression> values = [];
    private readonly Dictionary<Loop, HashSet<Operand>> known = new(ReferenceComparer.Instance);

    private Sizes(Function function) => Visit(function.Body, []);

    public static Sizes Of(Function function) => new(function);

    /// <summary>Whether one end of a loop is such a number, or one that is a constant away from it.</summary>
    public bool IsOne(Operand end, Loop loop)
    {
        if (!known.TryGetValue(loop, out HashSet<Operand>? sizes)) return false;
        if (sizes.Contains(end)) return true;
        IReadOnlyList<(Operand Operand, long Factor)>? addends =
            end is Variable variable && values.TryGetValue(variable, out Expression? value) && value is Apply apply ? Sums.Of(apply) : null;
        return addends?.All(addend => addend.Operand is Constant || addend.Factor == 1 && sizes.Contains(addend.Operand)) == true
            && addends.Count(static addend => addend.Operand is Variable) == 1;
    }

    private void Visit(Block block, HashSet<Operand> before)
    {
        HashSet<Operand> sizes = [.. before];
        foreach (Statement statement in block.Statements)
        {
            if (statement is Let let)
            {
                values[let.Target] = let.Value;
                if (let.Value is Length) sizes.Add(let.Target);
                if (let.Value is Slice slice) sizes.Add(slice.Count);
                if (let.Value is Alloc { Contents: not Contents.Rows } alloc) sizes.UnionWith(alloc.Sizes);
            }
            if (statement is Loop loop) known.Add(loop, [.. sizes]);
            foreach (Block inner in statement.Blocks) Visit(inner, sizes);
        }
    }
}
