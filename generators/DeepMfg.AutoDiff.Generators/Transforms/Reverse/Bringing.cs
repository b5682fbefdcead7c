using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Transforms.Reverse;

/// <summary>Brings numbers forward to where they are wanted sooner than the user computes them.</summary>
internal static class Bringing
{
    /// <summary>Moves what <paramref name="start"/> needs of <paramref name="later"/> to where it is needed; whether all of that could be moved.</summary>
    public static bool Forward(List<Statement> start, List<Statement> later)
    {
        HashSet<Variable> there = [.. Walk.DefinedIn(new Block([.. start], []))], missing = Walk.DefinedIn(new Block([.. later], []));
        List<Statement> brought = [];
        bool isWhole = start.SelectMany(static statement => statement.Operands).All(Bring);
        start.InsertRange(0, brought);
        return isWhole;

        bool Bring(Operand operand)
        {
            if (operand is not Variable variable || there.Contains(variable) || !missing.Contains(variable)) return true;
            int at = later.FindIndex(statement => statement.Targets.Contains(variable));
            if (at < 0 || later[at] is not Let let || !IsSafe(let.Value) || !let.Value.Operands.All(Bring)) return false;
            later.Remove(let);
            brought.Add(let);
            there.Add(variable);
            return true;
        }
    }

    private static bool IsSafe(Expression value) => value switch
    {
        Length length => length.Storage.Type.IsVector,
        Apply { Type.IsInteger: true } apply => Effects.IsSafeAnywhere(apply),
        _ => false,
    };
}
