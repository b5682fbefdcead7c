using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Analysis;

/// <summary>How deep blocks stand in one another once callees stand where they are called: every pass descends by recursion.</summary>
internal static class Nesting
{
    /// <summary>What the passes descend on the smallest stack that a compiler gives them.</summary>
    public const int Deepest = 400;

    public static int Of(Program program)
    {
        Dictionary<string, int> depths = [];
        // Callees stand before their callers, unless they call these in turn: such calls stay calls.
        foreach (Function callee in program.Callees) depths[callee.Name] = Of(callee.Body, depths);
        return Of(program.Main.Body, depths);
    }

    private static int Of(Block body, Dictionary<string, int> depths)
    {
        int deepest = 0;
        Stack<(Block Block, int Depth)> open = new([(body, 1)]);
        while (open.Count > 0)
        {
            (Block block, int depth) = open.Pop();
            deepest = Math.Max(deepest, depth);
            foreach (Statement statement in block.Statements)
            {
                if (statement is Call call) deepest = Math.Max(deepest, depth + (depths.TryGetValue(call.Callee, out int called) ? called : 0));
                foreach (Block inner in statement.Blocks) open.Push((inner, depth + 1));
            }
        }
        return deepest;
    }
}
