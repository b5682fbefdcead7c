using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;
using DeepMfg.AutoDiff.Generators.Transforms;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>
/// Which variables are versions of one another: what assignments connect, and what an operation makes of a variable of the same name. Only they
/// may share a local, which so has one meaning, and an expression that reads one version is not moved past the making of the next.
/// </summary>
internal static class Webs
{
    public static UnionFind Of(Body body)
    {
        var webs = new UnionFind();
        foreach (Step step in body.All())
        {
            if (step is Move move) Join(webs, move);
            else if (step is Define define) Join(webs, define);
        }
        return webs;
    }

    private static void Join(UnionFind webs, Move move)
    {
        foreach (Assignment assignment in move.Assignments)
        {
            if (assignment.Source is Variable source && source.Type == assignment.Target.Type) webs.Union(assignment.Target, source);
        }
    }

    private static void Join(UnionFind webs, Define define)
    {
        foreach (Operand operand in define.Value.Operands)
        {
            if (operand is Variable source && IsVersion(define, source)) webs.Union(source, define.Target);
        }
    }

    /// <summary>Whether a definition makes the next version of a variable; a product of a product is another value, and so is its tangent.</summary>
    public static bool IsVersion(Define define, Variable before) => before.BaseName == define.Target.BaseName && before.Type == define.Target.Type
        && !(define.Value is Apply apply && IsOwn(define.Target.BaseName, Primitives.Get(apply.Primitive).Noun));

    private static bool IsOwn(string name, string noun) => name == Tangents.Numerator || name == noun || name == noun + "Dot";
}
