using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Transforms;

/// <summary>
/// What calls that stay may write: what the function's own statements write, and what it hands to calls that do. Functions may call each other in turn, so
/// it starts from nothing and grows until all calls agree. Of a function with a rule the rule says it.
/// </summary>
internal sealed class CallWrites
{
    private readonly Dictionary<string, EquatableArray<int>> writes;

    private CallWrites(IEnumerable<Function> functions) =>
        writes = functions.Where(TakesStorage).ToDictionary(static function => function.Name, static _ => new EquatableArray<int>([]));

    private static bool TakesStorage(Function function) =>
        function.Rule is null && function.Parameters.Any(static parameter => parameter.Type.IsStorage);

    /// <summary>The calls among some functions with what they may write.</summary>
    /// <param name="functions">The functions, which are replaced.</param>
    /// <returns>What does the same to a function that calls these.</returns>
    public static Func<Function, Function> Settle(Dictionary<string, Function> functions)
    {
        var pass = new CallWrites(functions.Values);
        while (pass.Grows(functions)) continue;
        foreach (string name in functions.Keys.ToList()) functions[name] = pass.In(functions[name]);
        return pass.In;
    }

    /// <summary>A callee takes what it is handed for storage of its own each: nothing that it writes may be something else that it is handed.</summary>
    /// <exception cref="NotDerivableException">A call may be handed one array twice.</exception>
    public static void CheckApart(Function caller)
    {
        Call[] calls = [.. caller.Statements.OfType<Call>().Where(static call => !call.Writes.IsEmpty)];
        if (calls.Length == 0) return;
        Overlap overlap = Overlap.Of(caller);
        foreach (Call call in calls)
        {
            if (call.Writes.Any(IsAnother))
            {
                throw new NotDerivableException(
                    $"A call of '{call.Callee}', which stays a call and may write an array that it is given twice,", call.Origin.Text,
                    "have it write another array");
            }

            bool IsAnother(int written) => call.Arguments.Where((other, i) => i != written && overlap.IsPossible(call.Arguments[written], other)).Any();
        }
    }

    private bool Grows(Dictionary<string, Function> functions)
    {
        bool grows = false;
        foreach (string name in writes.Keys.ToList())
        {
            EquatableArray<int> now = WrittenBy(In(functions[name]));
            grows |= now.Count > writes[name].Count;
            writes[name] = now;
        }
        return grows;
    }

    private static EquatableArray<int> WrittenBy(Function function)
    {
        Memory memory = Memory.Of(function);
        return Enumerable.Range(0, function.Parameters.Count)
            .Where(i => function.Parameters[i].Type.IsStorage && memory.IsWritten(function.Parameters[i])).ToEquatableArray();
    }

    private Function In(Function function) => writes.Count == 0 ? function : function with { Body = In(function.Body) };

    private Block In(Block block) => block with
    {
        Statements = block.Statements.Map(statement => statement switch
        {
            Call call when writes.TryGetValue(call.Callee, out EquatableArray<int> written) => call with { Writes = written },
            If branch => branch with { Then = In(branch.Then), Else = In(branch.Else) },
            Loop loop => loop with { Body = In(loop.Body) },
            _ => statement,
        }),
    };
}
