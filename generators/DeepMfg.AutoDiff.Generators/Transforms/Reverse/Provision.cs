using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Transforms.Reverse;

/// <summary>Puts the primal values that a reversed block mentions within its reach.</summary>
internal abstract class Provision(SweepPlan plan, NameSupply names)
{
    protected SweepPlan Plan => plan;

    protected NameSupply Names => names;

    /// <summary>The values that are defined in the block's primal, in program order.</summary>
    protected List<(Variable Variable, Let? Let)> Definitions(IEnumerable<Statement> statements, IEnumerable<Variable> bound)
    {
        List<(Variable, Let?)> definitions = [.. bound.Select(static variable => (variable, (Let?)null))];
        foreach (Statement statement in statements)
        {
            foreach (Variable target in Walk.Targets(statement)) definitions.Add((target, statement as Let));
            foreach (Variable extra in plan.Extra(statement)) definitions.Add((extra, null));
        }
        return definitions;
    }

    /// <summary>The block with what <paramref name="reached"/> fetches and what is computed again in front of it.</summary>
    protected Block Rewrite(Block reversed, Recording recording, Action<Builder, Copier> reached)
    {
        var copier = new Copier(names: null);
        var builder = new Builder(names);
        reached(builder, copier);
        foreach (Let let in recording.Recomputed)
        {
            copier.Replace(let.Target, builder.Let(let.Target.BaseName, copier.Copy(let.Value)));
        }
        Block copy = copier.Copy(reversed);
        builder.AddRange(copy.Statements);
        return builder.Close(copy.Yield);
    }
}

/// <summary>
/// For an arm of an <c>if</c>: values are let out of the primal's arm as results, or are results already. An <c>if</c> that decides whether a
/// loop goes on stays the end of its block, so its own results are not read behind it.
/// </summary>
internal sealed class ArmProvision(SweepPlan plan, NameSupply names, If branch, bool isThen, bool decides) : Provision(plan, names)
{
    public Block Provide(Block reversed)
    {
        Block primal = isThen ? branch.Then : branch.Else;
        List<(Variable Variable, Let? Let)> definitions = Definitions(primal.Statements, []);
        Recording recording = Recording.Of(definitions, [.. Walk.Mentioned(reversed)], variable => ResultOf(primal, variable) is not null);
        return Rewrite(reversed, recording, (_, copier) =>
        {
            foreach ((Variable variable, Let? _) in definitions)
            {
                if (ResultOf(primal, variable) is { } result) copier.Replace(variable, result);
            }
            foreach (Variable variable in recording.Recorded)
            {
                Variable outer = Names.Fresh(variable.BaseName, variable.Type);
                Plan.Add(branch, new Export(variable, outer, isThen));
                copier.Replace(variable, outer);
            }
        });
    }

    private Variable? ResultOf(Block primal, Variable variable)
    {
        for (int i = 0; i < primal.Yield.Count && !decides; i++)
        {
            if (primal.Yield[i] == variable) return branch.Results[i];
        }
        return null;
    }
}

/// <summary>For a loop's trip: values are put on a tape, a row a trip; integers that count are computed from the trip's number.</summary>
internal sealed class TripProvision(SweepPlan plan, NameSupply names, LoopPlan loop, Variable number) : Provision(plan, names)
{
    private readonly LoopShape shape = loop.Shape;

    public Block Provide(Block reversed)
    {
        IEnumerable<Statement> statements = shape.Prefix.Concat(shape.Trip.Statements);
        List<(Variable Variable, Let? Let)> definitions = Definitions(statements, Walk.Bound(shape.Loop));
        HashSet<Variable> mentioned = [.. Walk.Mentioned(reversed)];
        Recording recording = Recording.Of(definitions, mentioned, IsCounted);
        if (recording.Recorded.Count > 0)
        {
            string name = Names.Fresh("tape", IrType.Bool).Name;
            loop.Tape = new Tape(name, recording.Recorded.Select(static variable => variable.Type).ToEquatableArray());
        }
        return Rewrite(reversed, recording, Reach);

        void Reach(Builder builder, Copier copier)
        {
            if (shape.Loop is For counted) copier.Replace(counted.Counter.Index, number);
            for (int k = 0; k < shape.Carried.Count; k++)
            {
                if (shape.StepOf(k) is { } step && IsNeeded(shape.Carried[k].Variable, mentioned, recording))
                {
                    copier.Replace(shape.Carried[k].Variable, Rules.Counting.At(builder, shape.Carried[k].Initial, step, number));
                }
            }
            if (loop.Tape is null) return;
            builder.Add(new Turn(loop.Tape, Forward: false));
            for (int column = 0; column < recording.Recorded.Count; column++)
            {
                Variable variable = recording.Recorded[column];
                Plan.Record(variable, loop, column);
                copier.Replace(variable, builder.Let(variable.BaseName, new Get(loop.Tape, column)));
            }
        }
    }

    private bool IsCounted(Variable variable) =>
        (shape.Loop is For counted && variable == counted.Counter.Index)
        || Enumerable.Range(0, shape.Carried.Count).Any(k => shape.Carried[k].Variable == variable && shape.StepOf(k) is not null);

    private static bool IsNeeded(Variable variable, HashSet<Variable> mentioned, Recording recording) =>
        mentioned.Contains(variable) || recording.Recomputed.Any(let => ((Apply)let.Value).Arguments.Contains(variable));
}
