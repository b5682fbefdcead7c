using DeepMfg.AutoDiff.Generators.Infrastructure;

namespace DeepMfg.AutoDiff.Generators.IR;

/// <summary>Which functions call which.</summary>
internal static class CallGraph
{
    /// <summary>The names of those that call themselves, directly or by way of others.</summary>
    public static HashSet<string> Recursive(IEnumerable<Function> functions)
    {
        Dictionary<string, string[]> calls = [];
        foreach (Function function in functions) calls[function.Name] = CalledIn(function.Body);
        return [.. calls.Keys.Where(name => Reached(name, calls).Contains(name))];
    }

    /// <summary>The same functions under other names.</summary>
    public static Program Renamed(Program program, Func<string, string> name)
    {
        return new Program(Of(program.Main), program.Callees.Select(Of).ToEquatableArray());

        Function Of(Function function) => function with { Name = name(function.Name), Body = In(function.Body) };

        Block In(Block block) => block with
        {
            Statements = block.Statements.Map(statement => statement switch
            {
                Call call => call with { Callee = name(call.Callee) },
                If branch => branch with { Then = In(branch.Then), Else = In(branch.Else) },
                Loop loop => loop with { Body = In(loop.Body) },
                _ => statement,
            }),
        };
    }

    private static string[] CalledIn(Block body) => [.. Walk.All(body).OfType<Call>().Select(static call => call.Callee).Distinct()];

    private static HashSet<string> Reached(string from, Dictionary<string, string[]> calls)
    {
        HashSet<string> reached = [];
        Stack<string> left = new([from]);
        while (left.Count > 0)
        {
            if (!calls.TryGetValue(left.Pop(), out string[]? called)) continue;
            foreach (string name in called)
            {
                if (reached.Add(name)) left.Push(name);
            }
        }
        return reached;
    }
}
