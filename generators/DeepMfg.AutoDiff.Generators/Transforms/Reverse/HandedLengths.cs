using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Transforms.Reverse;

/// <summary>
/// Asks for the length of each reference that a loop hands from trip to trip, where it has it: what a reference refers to in a trip is not
/// known afterwards, but its length, a number, can be recorded.
/// </summary>
internal sealed class HandedLengths
{
    private readonly NameSupply names;
    private readonly Activity activity;
    private readonly Dictionary<Variable, Variable> lengths = [];

    private HandedLengths(NameSupply names, Activity activity) => (this.names, this.activity) = (names, activity);

    public static (Function Function, Dictionary<Variable, Variable> Lengths) Of(Function function, Activity activity)
    {
        if (!Walk.All(function.Body).Exists(statement => statement is Loop loop && Handed(loop, activity).Any())) return (function, []);
        var pass = new HandedLengths(Walk.NamesOf(function), activity);
        return (function with { Body = pass.Inside(function.Body) }, pass.lengths);
    }

    private static IEnumerable<int> Handed(Loop loop, Activity activity) =>
        Enumerable.Range(0, loop.Carried.Count).Where(k => loop.Carried[k].Variable.Type.IsStorage && activity.IsActive(loop.Carried[k].Variable));

    private Block Inside(Block block)
    {
        var builder = new Builder(names);
        foreach (Statement statement in block.Statements)
        {
            switch (statement)
            {
                case If branch: builder.Add(branch with { Then = Inside(branch.Then), Else = Inside(branch.Else) }); break;
                case Loop loop:
                    Block body = Inside(loop.Body);
                    var before = new Builder(names);
                    foreach (int k in Handed(loop, activity)) Ask(loop.Carried[k].Variable, before);
                    before.AddRange(body.Statements);
                    builder.Add(loop with { Body = before.Close(body.Yield) });
                    foreach (int k in Handed(loop, activity)) Ask(loop.Results[k], builder);
                    break;
                default: builder.Add(statement); break;
            }
        }
        return builder.Close(block.Yield);
    }

    private void Ask(Variable reference, Builder builder) => lengths.Add(reference, builder.Let("length", new Length(reference)));
}
