using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Transforms.Reverse;

/// <summary>
/// Calls of functions whose rule hands values from its forward to its reverse half: the forward half is called instead. In loops only where a
/// tape can hold the values; elsewhere the reverse sweep calls both halves.
/// </summary>
internal sealed class SavedValues
{
    private readonly Dictionary<Call, (string Callee, Variable[] Values)> saved = new(ReferenceComparer.Instance);
    private readonly Activity activity;
    private readonly Callees callees;
    private readonly NameSupply names;

    private SavedValues(Function function, Activity activity, Callees callees)
    {
        (this.activity, this.callees) = (activity, callees);
        names = Walk.NamesOf(function);
    }

    public static (Function Function, SavedValues? Saved) Of(Function function, Activity activity, Callees? callees)
    {
        bool hasPairs = callees is not null && function.Statements.Exists(statement => statement is Call call && callees.PairOf(call.Callee) is not null);
        if (!hasPairs) return (function, null);
        var pass = new SavedValues(function, activity, callees!);
        return (function with { Body = pass.Inside(function.Body, isInLoop: false) }, pass);
    }

    /// <summary>Whether a call hands its values over on the tape: what has been put there is to be taken from there.</summary>
    public bool IsOnTape(Call call) => saved.TryGetValue(call, out (string Callee, Variable[] _) known) && callees.PairOf(known.Callee)!.IsOnTape;

    /// <summary>The function that was called, and the values that it hands over; nothing where it hands over none.</summary>
    public (string Callee, Variable[] Values)? By(Call call) => saved.TryGetValue(call, out (string, Variable[]) values) ? values : null;

    private Block Inside(Block block, bool isInLoop) => block with { Statements = block.Statements.Map(statement => Inside(statement, isInLoop)) };

    private Statement Inside(Statement statement, bool isInLoop) => statement switch
    {
        If branch => branch with { Then = Inside(branch.Then, isInLoop), Else = Inside(branch.Else, isInLoop) },
        Loop loop => loop with { Body = Inside(loop.Body, isInLoop: true) },
        Call call when activity.IsActive(call) && callees.PairOf(call.Callee) is { } pair => Saving(call, pair, isInLoop),
        _ => statement,
    };

    private Call Saving(Call call, RulePair pair, bool isInLoop)
    {
        IrType[] types = [.. pair.Saved(call.Results.Count)];
        if (isInLoop && types.Any(static type => !type.IsNumber)) return call;
        Variable[] values = [.. types.Select(type => names.Fresh("saved", type))];
        var saving = new Call([.. call.Results, .. values], callees.Recording(call.Callee), call.Arguments)
        {
            Origin = call.Origin, Writes = call.Writes,
        };
        saved.Add(saving, (call.Callee, values));
        return saving;
    }
}
