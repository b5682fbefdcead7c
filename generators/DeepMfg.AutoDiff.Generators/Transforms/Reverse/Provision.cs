using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms.Reverse;

/// <summary>Puts the primal values that a reversed block mentions within its reach.</summary>
internal abstract class Provision(SweepPlan plan, NameSupply names)
{
    protected SweepPlan Plan => plan;

    protected NameSupply Names => names;

    public required Rereading Rereading { get; init; }

    /// <summary>Whether the block stands in a loop that stands in another.</summary>
    public required bool IsInner { get; init; }

    /// <summary>The values that are defined in the block's primal, in program order.</summary>
    protected List<(Variable Variable, Let? Let)> Definitions(IEnumerable<Statement> statements, IEnumerable<Variable> bound)
    {
        List<(Variable, Let?)> definitions = [.. bound.Select(static variable => (variable, (Let?)null))];
        foreach (Statement statement in statements)
        {
            foreach (Variable target in statement.Targets) definitions.Add((target, statement as Let));
            foreach (Variable extra in plan.Extra(statement)) definitions.Add((extra, null));
        }
        return definitions;
    }

    /// <summary>Text that says the same whenever it is read is written again where the reverse reads it.</summary>
    protected bool IsWrittenAgain(Variable variable, IEnumerable<Statement> statements, Builder builder, Copier copier)
    {
        Statement? made = statements.FirstOrDefault(statement => statement.Targets.Contains(variable));
        if (made is not Opaque text || !Rereading.IsReadAgain(text)) return false;
        Variable again = Names.Fresh(variable.BaseName, variable.Type);
        builder.Add(text with { Results = [again], Origin = "" });
        copier.Replace(variable, again);
        return true;
    }

    /// <summary>An expression of the primal where it is evaluated once more: what would have thrown has done so.</summary>
    public static Expression Again(Expression value) => value switch
    {
        Load load => load with { Throws = false },
        Slice slice => slice with { Throws = false },
        var other => other,
    };

    /// <summary>The block with what <paramref name="reached"/> fetches and what is computed again in front of it.</summary>
    protected Block Rewrite(Block reversed, Recording recording, Action<Builder, Copier> reached)
    {
        var copier = new Copier(names: null);
        var builder = new Builder(names);
        reached(builder, copier);
        foreach (Let let in recording.Recomputed)
        {
            copier.Replace(let.Target, builder.Let(let.Target.BaseName, Again(copier.Copy(let.Value))));
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
    /// <summary>Whether the primal's arm keeps on the tape, at its end, what the reversed one takes from there at its beginning.</summary>
    public bool Pushes { get; init; }

    public Block Provide(Block reversed)
    {
        Block primal = isThen ? branch.Then : branch.Else;
        List<(Variable Variable, Let? Let)> definitions = Definitions(primal.Statements, []);
        Recording recording = Recording.Of(definitions, [.. Walk.Mentioned(reversed)], variable => ResultOf(primal, variable) is not null, Rereading, IsInner);
        return Rewrite(reversed, recording, (builder, copier) =>
        {
            foreach ((Variable variable, Let? _) in definitions)
            {
                if (ResultOf(primal, variable) is { } result) copier.Replace(variable, result);
            }
            foreach (Variable variable in recording.Recorded.AsEnumerable().Reverse().Where(variable => Pushes && variable.Type.IsNumber))
            {
                if (IsWrittenAgain(variable, primal.Statements, builder, copier)) continue;
                Plan.Push(branch, isThen, variable);
                Variable popped = Names.Fresh(variable.BaseName, variable.Type);
                builder.Add(new Perform(Kernels.Pop, []) { Results = [popped] });
                copier.Replace(variable, popped);
            }
            foreach (Variable variable in recording.Recorded.Where(variable => !(Pushes && variable.Type.IsNumber)))
            {
                if (IsWrittenAgain(variable, primal.Statements, builder, copier)) continue;
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

/// <summary>For a loop's trip: values are recorded, a row a trip; integers that count are computed from the trip's number.</summary>
internal sealed class TripProvision(SweepPlan plan, NameSupply names, LoopTrip trip) : Provision(plan, names)
{
    private readonly LoopPlan loop = trip.Loop;
    private readonly LoopShape shape = trip.Loop.Shape;

    public Block Provide(Block reversed)
    {
        IEnumerable<Statement> statements = shape.Prefix.Concat(shape.Trip.Statements);
        List<(Variable Variable, Let? Let)> definitions = Definitions(statements, shape.Loop.Bound);
        HashSet<Variable> mentioned = [.. Walk.Mentioned(reversed)];
        Recording recording = Recording.Of(definitions, mentioned, IsCounted, Rereading, IsInner);
        return Rewrite(reversed, recording, Reach);

        void Reach(Builder builder, Copier copier)
        {
            if (shape.Loop.Counter is { } counter) copier.Replace(counter.Index, trip.Number);
            for (int k = 0; k < shape.Carried.Count; k++)
            {
                if (shape.StepOf(k) is { } step && IsNeeded(shape.Carried[k].Variable, mentioned, recording))
                {
                    copier.Replace(shape.Carried[k].Variable, Counting.At(builder, shape.Carried[k].Initial, step, trip.Number));
                }
            }
            Variable[] recorded = [.. recording.Recorded.Where(variable => !IsWrittenAgain(variable, statements, builder, copier))];
            if (recorded.Length == 0)
            {
                if (trip.Row is { } same) copier.Replace(same, trip.RowBefore!);
                return;
            }
            Operand row = trip.RowOf(builder);
            foreach (Variable variable in recorded)
            {
                if (!variable.Type.IsNumber) throw Untaped(variable);
                Variable column = Names.Fresh(variable.BaseName + "Tape", IrType.Storage(variable.Type));
                Plan.Record(variable, loop, column);
                copier.Replace(variable, builder.Let(variable.BaseName, new Load(new Cell(column, [row]))));
            }
        }
    }

    private NotDerivableException Untaped(Variable variable) => new(
        $"A call that has a rule or is made again, in a loop whose trips each have another '{variable.BaseName}', which is no number,", shape.Loop.Origin.Text,
        "give it numbers, or what stays the same while the loop runs");

    private bool IsCounted(Variable variable) =>
        (shape.Loop.Counter is { } counter && variable == counter.Index)
        || Enumerable.Range(0, shape.Carried.Count).Any(k => shape.Carried[k].Variable == variable && shape.StepOf(k) is not null);

    private static bool IsNeeded(Variable variable, HashSet<Variable> mentioned, Recording recording) =>
        mentioned.Contains(variable) || recording.Recomputed.Any(let => let.Value.Operands.Contains(variable));
}
