using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms.Reverse;

/// <summary>The primal's statements with what the <see cref="Plan"/> asks of them: values let out of branches, trips counted, rows recorded.</summary>
internal sealed class ForwardSweep(Plan plan, NameSupply names, IEnumerable<Variable> parameters)
{
    /// <summary>Of so many rows the memory is no matter, whether all trips run or not.</summary>
    private const long ShortLoop = 1 << 16;

    private readonly HashSet<Variable> inReach = [.. parameters];
    private Builder outermost = null!;

    /// <summary>Takes note that a block's own values will be in reach of the statements around its loops.</summary>
    public void Enter(Block block)
    {
        foreach (Statement statement in block.Statements) inReach.UnionWith([.. Walk.Targets(statement)]);
    }

    /// <summary>Adds a statement that is in no loop; the tapes that it needs are opened in front of it.</summary>
    public void AddOutermost(Statement statement, Builder builder)
    {
        outermost = builder;
        Builder inner = builder.Nested();
        Add(statement, inner, isOutermost: true);
        builder.Append(inner);
    }

    private void Add(Statement statement, Builder builder, bool isOutermost = false)
    {
        AddUnrecorded(statement, builder, isOutermost);
        foreach (Variable target in Walk.Targets(statement)) Record(target, builder);
        foreach (Variable extra in plan.Extra(statement)) Record(extra, builder);
    }

    private void AddUnrecorded(Statement statement, Builder builder, bool isOutermost = false)
    {
        Statement plain = statement with { Origin = "" };
        switch (plain)
        {
            case If branch: AddIf(branch, (If)statement, builder); break;
            case For loop when plan.LoopOf(statement) is { } counted: AddFor(loop, counted, builder, isOutermost); break;
            case While loop when plan.LoopOf(statement) is { } open: AddWhile(loop, open, builder, isOutermost); break;
            default: builder.Add(Walk.WithoutOrigins(plain)); break;
        }
    }

    private void Record(Variable variable, Builder builder)
    {
        if (plan.RecordedAs(variable) is { } place) builder.Add(new Put(place.Loop.Tape!, place.Column, variable));
    }

    private Block Body(Block block)
    {
        var builder = new Builder(names);
        foreach (Statement statement in block.Statements) Add(statement, builder);
        return builder.Close(block.Yield);
    }

    private void AddIf(If branch, If original, Builder builder)
    {
        List<Export> exports = [.. plan.ExportsOf(original).Where(static export => !export.IsDropped)];
        builder.Add(branch with
        {
            Results = branch.Results.Concat(exports.Select(static export => export.Outer)).ToEquatableArray(),
            Then = Let(Body(branch.Then), exports, inThen: true),
            Else = Let(Body(branch.Else), exports, inThen: false),
        });
    }

    /// <summary>The arm with the exports among its yields: its own values, zeros for the other arm's.</summary>
    private static Block Let(Block arm, List<Export> exports, bool inThen) => arm with
    {
        Yield = arm.Yield.Concat(exports.Select(export =>
            export.InThen == inThen ? (Operand)export.Inner : Constant.Zero(export.Inner.Type))).ToEquatableArray(),
    };

    private void AddFor(For loop, LoopPlan counted, Builder builder, bool isOutermost)
    {
        if (counted.Tape is not null)
        {
            // Where a trip throws the count says little: a guard may end at once what was to run for ever.
            bool isKnown = isOutermost && loop.Counter.Index.Type == IrType.Int32 && InReach(loop.Counter.Start) && InReach(loop.Counter.Bound)
                && (Walk.All(loop.Body).Exists(MayStop) ? IsShort(loop.Counter) : !(IsLong(loop.Counter) && Walk.All(loop.Body).Exists(static s => s is Opaque)));
            outermost.Add(new OpenTape(counted.Tape, isKnown ? Counting.Trips(outermost, loop.Counter) : null));
        }
        Block body = Trip(loop.Body, counted, Walk.Bound(loop));
        builder.Add(loop with { Body = AtLeaves(body, counted.Tape) });
    }

    /// <summary>Whether a statement may be a guard: a call, or arithmetic that throws. An element is read in a loop over the elements.</summary>
    private static bool MayStop(Statement statement) => statement switch
    {
        Opaque { Text: { HasValue: true, Template: "{0}[{1}]" } } => false,
        Opaque { Text.Pure: false } => true,
        Let { Value: Apply apply } => Throwing.MayThrow(apply),
        _ => false,
    };

    private static bool IsShort(Counter counter) => Distance(counter) <= ShortLoop;

    private static bool IsLong(Counter counter) => Distance(counter) > ShortLoop;

    private static long? Distance(Counter counter) =>
        counter is { Start: Constant start, Bound: Constant bound } ? Math.Abs(bound.Bits - start.Bits) : null;

    private bool InReach(Operand operand) => operand is not Variable variable || inReach.Contains(variable);

    private void AddWhile(While loop, LoopPlan open, Builder builder, bool isOutermost)
    {
        if (open.Tape is null)
        {
            AddCounting(loop, open, builder);
            return;
        }
        // The tape's rows count the trips: all of them, or those since the loop was entered.
        outermost.Add(new OpenTape(open.Tape, null));
        Operand before = isOutermost ? Constant.Of(0) : builder.Let("rows", new Rows(open.Tape));
        AddCounting(loop, open, builder);
        if (isOutermost) builder.Add(new Let(open.Trips!, new Rows(open.Tape)));
        else builder.Add(Counting.Difference(open.Trips!, builder.Let("rows", new Rows(open.Tape)), before));
    }

    private void AddCounting(While loop, LoopPlan open, Builder builder)
    {
        var counts = new LoopCounts(open, names);
        Block body;
        if (open.Shape.Test is { } test)
        {
            var statements = new Builder(names);
            // What the test computes is recorded in the trips that follow it, not when it fails.
            foreach (Statement statement in open.Shape.Prefix) AddUnrecorded(statement, statements);
            bool thenGoesOn = ReferenceEquals(open.Shape.Trip, test.Then);
            Block trip = Counted(open, counts);
            Block exit = counts.Exit(Body(thenGoesOn ? test.Else : test.Then));
            EquatableArray<Variable> decided = test.Results.Concat(counts.InTest).ToEquatableArray();
            statements.Add(test with { Origin = "", Results = decided, Then = thenGoesOn ? trip : exit, Else = thenGoesOn ? exit : trip });
            body = statements.Close([.. loop.Body.Yield, .. counts.InTest]);
        }
        else
        {
            body = Counted(open, counts);
        }
        builder.Add(loop with
        {
            Carried = loop.Carried.Concat(counts.Carried).ToEquatableArray(),
            Results = loop.Results.Concat(counts.Results).ToEquatableArray(),
            Body = body,
        });
    }

    /// <summary>The block that is reversed, with its rows recorded and its trips counted.</summary>
    private Block Counted(LoopPlan open, LoopCounts counts)
    {
        Block trip = Trip(open.Shape.Trip, open, BoundAndPrefix(open.Shape));
        return counts.Trip(AtLeaves(trip, open.Tape));
    }

    private static IEnumerable<Variable> BoundAndPrefix(LoopShape shape) =>
        Walk.Bound(shape.Loop).Concat(shape.Prefix.SelectMany(static statement => Walk.Targets(statement)));

    private Block Trip(Block block, LoopPlan loop, IEnumerable<Variable> before)
    {
        var builder = new Builder(names);
        if (loop.Tape is not null)
        {
            foreach (Variable variable in before) Record(variable, builder);
        }
        foreach (Statement statement in block.Statements) Add(statement, builder);
        return builder.Close(block.Yield);
    }

    /// <summary>
    /// Goes to the next row at the end of each path through a trip, inside the arms that leave the loop, so that these stay the block's end.
    /// </summary>
    private static Block AtLeaves(Block block, Tape? tape)
    {
        if (tape is null) return block;
        if (LoopShape.TailOf(block) is not { } tail)
        {
            return block with { Statements = block.Statements.Append(new Turn(tape, Forward: true)).ToEquatableArray() };
        }
        If turned = tail with { Then = AtLeaves(tail.Then, tape), Else = AtLeaves(tail.Else, tape) };
        return block with { Statements = block.Statements.Take(block.Statements.Count - 1).Append(turned).ToEquatableArray() };
    }
}
