using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms.Reverse;

/// <summary>
/// One loop of the forward sweep, with what it carries for its reverse: how often it ran, whether the last trip left by an exit of its own, and
/// how many rows have been recorded.
/// </summary>
internal sealed class ForwardLoop
{
    private readonly ForwardSweep sweep;
    private readonly LoopPlan plan;
    private readonly List<Along> along = [];
    private Operand? firstRow;

    public ForwardLoop(ForwardSweep sweep, LoopPlan plan) => (this.sweep, this.plan) = (sweep, plan);

    /// <summary>A value that the loop carries for its reverse.</summary>
    /// <param name="Carried">Its value at the beginning of a trip, and at first.</param>
    /// <param name="Result">Its value behind the loop.</param>
    /// <param name="Exit">What an arm hands on that only leaves.</param>
    /// <param name="InTest">Its name as a result of the loop's test.</param>
    private sealed record Along(Carried Carried, Variable Result, Operand Exit, Variable InTest)
    {
        /// <summary>What a path through a trip hands on, from the block that ends it; none where it is known at the end of all.</summary>
        public Func<Builder, Block, Operand>? AtLeaf { get; init; }

        /// <summary>The loop inside this one whose rows it counts.</summary>
        public LoopPlan? Rows { get; init; }
    }

    public void Add(Loop loop, Builder builder)
    {
        Operand before = plan.Counts ? sweep.CountOf(plan) : Constant.Of(0);
        Carry(loop);
        if (plan is { IsRecorded: true, Rows: RowMode.Counters }) firstRow = plan.FirstRow(builder, static outer => outer.Shape.Loop.Counter!.Index);
        Block body = plan.Shape.Test is { } test ? Tested(test) : Counted(loop.Body, loop.Bound);
        builder.Add(loop with
        {
            Carried = [.. loop.Carried, .. along.Select(static value => value.Carried)],
            Results = [.. loop.Results, .. along.Select(static value => value.Result)],
            Body = body,
        });
        foreach (Along value in along)
        {
            if (value.Rows is { } counted) sweep.Count(counted, value.Result);
        }
        if (plan.Counts && plan.Trips is not null) builder.Add(Counting.Difference(plan.Trips, sweep.CountOf(plan), before));
    }

    private void Carry(Loop loop)
    {
        if (loop.Counter is null)
        {
            if (!plan.Counts) CarryTrips();
            if (plan.Left is { } left) Add("left", Constant.False, left, static (builder, leaf) => Counting.Not(builder, leaf.Yield[0]));
        }
        foreach (LoopPlan inner in sweep.Counting(plan.Shape.Loop)) CarryRows(inner);
    }

    private void CarryTrips()
    {
        Variable trips = sweep.Names.Fresh("trips", IrType.Int32);
        along.Add(new(new(trips, Constant.Of(0)), plan.Trips!, trips, sweep.Names.Fresh("trips", trips.Type)) { AtLeaf = (builder, _) => Counting.Plus(builder, "trips", trips, 1) });
        sweep.Rows[plan] = trips;
    }

    private void Add(string name, Constant initial, Variable result, Func<Builder, Block, Operand> atLeaf) =>
        along.Add(new(new(sweep.Names.Fresh(name, initial.Type), initial), result, initial, sweep.Names.Fresh(name, initial.Type)) { AtLeaf = atLeaf });

    private void CarryRows(LoopPlan inner)
    {
        Variable row = sweep.Names.Fresh("row", IrType.Int32);
        Variable result = plan.IsOutermost ? inner.LastRow : sweep.Names.Fresh("row", IrType.Int32);
        Func<Builder, Block, Operand>? next = inner == plan ? (builder, _) => RowCounting.Next(builder, row) : null;
        along.Add(new(new(row, sweep.CountOf(inner)), result, row, sweep.Names.Fresh("row", row.Type)) { AtLeaf = next, Rows = inner });
        if (inner == plan) sweep.Rows[plan] = row;
        else sweep.Count(inner, row);
    }

    /// <summary>while (c) b</summary>
    private Block Tested(If test)
    {
        LoopShape shape = plan.Shape;
        var statements = new Builder(sweep.Names);
        // What the test computes is recorded in the trips that follow it, not when it fails.
        foreach (Statement statement in shape.Prefix) sweep.AddUnrecorded(statement, statements);
        bool thenGoesOn = ReferenceEquals(shape.Trip, test.Then);
        Block exit = sweep.Body(thenGoesOn ? test.Else : test.Then);
        exit = exit with { Yield = [.. exit.Yield, .. along.Select(static value => value.Exit)] };
        Block trip = Counted(shape.Trip, [.. shape.Loop.Bound, .. shape.Prefix.SelectMany(static statement => statement.Targets)]);
        statements.Add(test with
        {
            Origin = "",
            Results = [.. test.Results, .. along.Select(static value => value.InTest)],
            Then = thenGoesOn ? trip : exit,
            Else = thenGoesOn ? exit : trip,
        });
        return statements.Close([.. shape.Loop.Body.Yield, .. along.Select(static value => value.InTest)]);
    }

    /// <summary>The block that is reversed, with its rows recorded and its trips counted.</summary>
    private Block Counted(Block block, IEnumerable<Variable> before)
    {
        var builder = new Builder(sweep.Names);
        if (plan is { IsRecorded: true, Rows: RowMode.Counters }) sweep.Rows[plan] = plan.RowAt(builder, firstRow, plan.Shape.Loop.Counter!.Index);
        if (!plan.IsExact) foreach (Variable column in plan.Columns) builder.Add(new Reach(new Cell(column, [sweep.Rows[plan]])));
        foreach (Variable variable in before) sweep.Record(variable, builder);
        foreach (Statement statement in block.Statements) sweep.Add(statement, builder);
        return AtLeaves(builder.Close(block.Yield));
    }

    /// <summary>The block with what is handed on besides; what depends on the path, at its end, inside the arms that leave the loop, so that these stay the block's end.</summary>
    private Block AtLeaves(Block trip)
    {
        Along[] atLeaves = [.. along.Where(static value => value.AtLeaf is not null)];
        Block extended = plan.Shape.Loop.Counter is null ? InArms(trip, atLeaves) : AtEnd(trip, atLeaves);
        Operand[] own = [.. extended.Yield.Take(trip.Yield.Count)];
        Queue<Operand> found = new(extended.Yield.Skip(trip.Yield.Count));
        return extended with { Yield = [.. own, .. along.Select(value => value.AtLeaf is null ? sweep.CountOf(value.Rows!) : found.Dequeue())] };
    }

    private Block InArms(Block block, Along[] values)
    {
        if (values.Length == 0 || LoopShape.TailOf(block) is not { } tail) return AtEnd(block, values);
        Variable[] results = [.. values.Select(value => sweep.Names.Fresh(value.InTest.BaseName, value.InTest.Type))];
        If both = tail with { Results = [.. tail.Results, .. results], Then = InArms(tail.Then, values), Else = InArms(tail.Else, values) };
        return new Block([.. block.Statements.Take(block.Statements.Count - 1), both], [.. block.Yield, .. results]);
    }

    private Block AtEnd(Block block, Along[] values)
    {
        var builder = new Builder(sweep.Names);
        builder.AddRange(block.Statements);
        return builder.Close([.. block.Yield, .. values.Select(value => value.AtLeaf!(builder, block))]);
    }
}
