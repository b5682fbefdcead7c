using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>
/// Which variables are versions of one another, and so are likely to share a local: what assignments connect, and what an operation makes of
/// a variable of the same name. An expression that reads one version is not moved past the making of the next.
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
            if (operand is Variable source && source.BaseName == define.Target.BaseName && source.Type == define.Target.Type) webs.Union(source, define.Target);
        }
    }
}
