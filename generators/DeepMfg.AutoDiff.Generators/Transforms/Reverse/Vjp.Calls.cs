using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Transforms.Reverse;

/// <summary>Calls: of functions that have a derivative of their own, which is called in the reverse sweep.</summary>
internal sealed partial class Vjp
{
    private SavedValues? saved;

    // r… = call f(a…)  ⟶  aBar… += call fVjp(a…, rBar…)
    private void Reverse(Call call, Builder builder)
    {
        Handed? handed = saved?.By(call);
        Variable[] results = [.. call.Results.Take(call.Results.Count - (handed?.Values.Length ?? 0))];
        Seed[] seeds = [.. results.Select(result => ShadowOf(result) is { } shadow ? new Seed(shadow, IsConditional: false) : Take(result))];
        if (handed?.Sweep is { } sweep)
        {
            if (call.Writes.IsEmpty && Array.TrueForAll(seeds, static seed => seed.Bar is null))
            {
                Drop(call, builder);
                return;
            }
            // What the forward sweep has kept is for these, whoever asks for them.
            seeds = [.. seeds.Select((seed, i) => !sweep.Results[i] || seed.Bar is not null ? seed : seed with { Bar = Constant.Zero(results[i].Type) })];
        }
        var activation = new Activation(
            call.Arguments.Select(argument => HasBar(argument) || ShadowOf(argument) is not null).ToEquatableArray(),
            seeds.Select(static seed => seed.Bar is not null).ToEquatableArray());
        bool isOnTape = saved?.IsOnTape(call) == true, isActive = activation.Results.Contains(true) || call.Written.Any(activity.IsActive);
        // What has been put on the tape is taken from there, whoever asks for it.
        if (!isOnTape && !(activation.Parameters.Contains(true) && isActive)) return;
        CheckApart(call);
        string derivative = handed is null ? Known().Vjp(call.Callee, activation).Name
            : handed.Sweep?.Reverse ?? Known().Pullback(handed.Callee, activation).Name;
        Variable[] active = [.. call.Arguments.Where(HasBar).Cast<Variable>()], pulled = [.. active.Select(FreshBar)];
        IEnumerable<Variable> values = handed is null && Known().GivesResults(call.Callee)
            ? results.Select(result => names.Fresh(result.BaseName, result.Type)) : [];
        Operand[] given = handed is null || isOnTape ? [.. call.Arguments.Select((_, i) => ContentsOf(call, i, builder))] : [.. handed.Values];
        for (int i = 0; i < given.Length; i++)
        {
            if (given[i] is not Variable { Type.IsStorage: true } storage || handed is { Sweep: null }) continue;
            IrType taken = Known().Taken(handed?.Callee ?? call.Callee, i);
            if (storage.Type != taken) given[i] = builder.Let(storage.BaseName, new View(storage, taken));
        }
        builder.Add(new Call(
            [.. values, .. pulled], derivative,
            [.. given, .. seeds.Select(static seed => seed.Bar).OfType<Operand>(), .. call.Arguments.Select(ShadowOf).OfType<Operand>()]).WritingAll());
        for (int i = 0; i < active.Length; i++)
        {
            bars.Accumulate(builder, active[i], pulled[i], isConditional: seeds.All(static seed => seed.Bar is null || seed.IsConditional));
        }

        Callees Known() => callees ?? throw new InvalidOperationException($"Nothing is known of {call.Callee}.");
    }

    // One accumulator cannot be that of what is read and of what is written.
    private void CheckApart(Call call)
    {
        foreach (int written in call.Writes)
        {
            if (call.Arguments.Where((other, i) => i != written && activity.IsActive(other) && overlap.Value.IsPossible(other, call.Arguments[written])).Any())
            {
                throw new NotDerivableException(
                    "A call that is given one array twice, and may write it,", call.Origin.Text, "have it write another array");
            }
        }
    }
}
