using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms.Reverse;

/// <summary>
/// Asks for the length of each reference that a loop hands from trip to trip, and of what has no shadow and is copied over what has one, where it
/// has it: what a reference refers to in a trip is not known afterwards, but its length, a number, can be recorded.
/// </summary>
internal sealed class HandedLengths
{
    private readonly NameSupply names;
    private readonly Activity activity;
    private readonly Dictionary<Variable, Variable> lengths = [];
    private readonly Dictionary<Perform, Variable> copied = new(ReferenceComparer.Instance);

    private readonly RowNumbers numbers;

    private HandedLengths(NameSupply names, Activity activity, RowNumbers numbers) =>
        (this.names, this.activity, this.numbers) = (names, activity, numbers);

    /// <summary>The lengths of the references that loops hand on.</summary>
    public IReadOnlyDictionary<Variable, Variable> Lengths => lengths;

    /// <summary>The lengths of what is copied over active storage.</summary>
    public IReadOnlyDictionary<Perform, Variable> Copied => copied;

    public static (Function Function, HandedLengths Lengths) Of(Function function, Activity activity, RowNumbers numbers)
    {
        var pass = new HandedLengths(Walk.NamesOf(function), activity, numbers);
        bool isAsked = function.Statements.Exists(statement => statement is Loop loop && pass.Handed(loop).Any() || pass.OverwritesActive(statement));
        return (isAsked ? function with { Body = pass.Inside(function.Body) } : function, pass);
    }

    private bool OverwritesActive(Statement statement) =>
        statement is Perform { Kernel: Kernels.Copy } copy && !activity.IsActive(copy.Arguments[0]) && activity.IsActive(copy.Arguments[1]);

    // A row that has a number is found by that.
    private IEnumerable<int> Handed(Loop loop) => Enumerable.Range(0, loop.Carried.Count).Where(k =>
        loop.Carried[k].Variable is { Type.IsStorage: true } reference && activity.IsActive(reference) && !numbers.Has(reference));

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
                    foreach (int k in Handed(loop)) Ask(loop.Carried[k].Variable, before);
                    before.AddRange(body.Statements);
                    builder.Add(loop with { Body = before.Close(body.Yield) });
                    foreach (int k in Handed(loop)) Ask(loop.Results[k], builder);
                    break;
                case Perform copy when OverwritesActive(copy):
                    copied.Add(copy, builder.Let("length", new Length(copy.Arguments[0])));
                    builder.Add(copy);
                    break;
                default: builder.Add(statement); break;
            }
        }
        return builder.Close(block.Yield);
    }

    private void Ask(Variable reference, Builder builder) => lengths.Add(reference, builder.Let("length", new Length(reference)));
}
