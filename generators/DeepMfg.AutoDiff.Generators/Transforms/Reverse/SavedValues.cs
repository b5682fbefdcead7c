using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Transforms.Reverse;

/// <summary>What the function that is called instead hands over.</summary>
/// <param name="Callee">The function that was called.</param>
/// <param name="Values">The values; none where they are on the tape.</param>
internal sealed record Handed(string Callee, Variable[] Values)
{
    /// <summary>The callee's own reverse sweep, where two sweeps are called; and for each result whether that takes its cotangent.</summary>
    public (string Reverse, EquatableArray<bool> Results)? Sweep { get; init; }
}

/// <summary>
/// Calls of functions that call themselves: a forward sweep is called instead, which keeps on the tape what its reverse sweep takes from there, so that no
/// level computes again what those below it have computed. Calls of functions whose rule hands values from its forward to its reverse half: the forward
/// half is called instead; in loops only where a tape can hold the values, elsewhere the reverse sweep calls both halves.
/// </summary>
internal sealed class SavedValues
{
    private readonly Dictionary<Call, Handed> saved = new(ReferenceComparer.Instance);
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
        bool hasPairs = callees is not null && function.Statements.Exists(
            statement => statement is Call call && (callees.PairOf(call.Callee) is not null || callees.IsSplit(call)));
        if (!hasPairs) return (function, null);
        var pass = new SavedValues(function, activity, callees!);
        return (function with { Body = pass.Inside(function.Body, isInLoop: false) }, pass);
    }

    /// <summary>Whether a call hands its values over on the tape: what has been put there is to be taken from there.</summary>
    public bool IsOnTape(Call call) => By(call) is { } known && (known.Sweep is not null || callees.PairOf(known.Callee)!.IsOnTape);

    /// <summary>Whether two sweeps of the callee's own are called.</summary>
    public bool IsSwept(Call call) => By(call)?.Sweep is not null;

    /// <summary>The function that was called, and what it hands over; nothing where it hands over none.</summary>
    public Handed? By(Call call) => saved.TryGetValue(call, out Handed? values) ? values : null;

    /// <summary>A derivative with arrays handed in the form in which the sweeps of callees take them.</summary>
    public Block AsTaken(Block block)
    {
        var builder = new Builder(names);
        foreach (Statement statement in block.Statements)
        {
            builder.Add(statement switch
            {
                If branch => branch with { Then = AsTaken(branch.Then), Else = AsTaken(branch.Else) },
                Loop loop => loop with { Body = AsTaken(loop.Body) },
                Call call when callees.IsForward(call.Callee) is { } callee => call with
                {
                    Arguments = call.Arguments.Select((argument, i) => argument is Variable { Type.IsStorage: true } storage
                        ? Shadowing.As(builder, storage.BaseName, storage, callees.Taken(callee, i)) : argument).ToEquatableArray(),
                },
                _ => statement,
            });
        }
        return builder.Close(block.Yield);
    }

    private Block Inside(Block block, bool isInLoop) => block with { Statements = block.Statements.Map(statement => Inside(statement, isInLoop)) };

    private Statement Inside(Statement statement, bool isInLoop) => statement switch
    {
        If branch => branch with { Then = Inside(branch.Then, isInLoop), Else = Inside(branch.Else, isInLoop) },
        Loop loop => loop with { Body = Inside(loop.Body, isInLoop: true) },
        Call call when activity.IsActive(call) && callees.PairOf(call.Callee) is { } pair => Saving(call, pair, isInLoop),
        Call call when activity.IsActive(call) && callees.IsSplit(call) => Swept(call),
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
        saved.Add(saving, new Handed(call.Callee, values));
        return saving;
    }

    private Call Swept(Call call)
    {
        var activation = new Activation(
            call.Arguments.Select(argument => activity.IsActive(argument)).ToEquatableArray(),
            call.Results.Select(result => activity.IsActive(result)).ToEquatableArray());
        if (callees.Sweeps(call.Callee, activation) is not { } sweeps) return call;
        var swept = new Call(call.Results, sweeps.Forward, call.Arguments) { Origin = call.Origin, Writes = call.Writes };
        saved.Add(swept, new Handed(call.Callee, []) { Sweep = (sweeps.Reverse, activation.Results) });
        return swept;
    }
}
