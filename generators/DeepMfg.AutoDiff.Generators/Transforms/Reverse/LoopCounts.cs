using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms.Reverse;

/// <summary>
/// What a while loop carries for its reverse: how often it ran, where no tape's rows tell, and whether the last trip left by an exit of its own.
/// </summary>
internal sealed class LoopCounts
{
    private readonly NameSupply names;
    private readonly Variable? trips;
    private readonly Variable? left;

    public LoopCounts(LoopPlan loop, NameSupply names)
    {
        this.names = names;
        if (loop.Tape is null) trips = Add("trips", Constant.Of(0), loop.Trips!);
        if (loop.Left is not null) left = Add("left", Constant.False, loop.Left);
    }

    public List<Carried> Carried { get; } = [];

    public List<Variable> Results { get; } = [];

    /// <summary>The counts as results of the loop's test.</summary>
    public List<Variable> InTest { get; } = [];

    private Variable Add(string name, Constant initial, Variable result)
    {
        Variable variable = names.Fresh(name, initial.Type);
        Carried.Add(new Carried(variable, initial));
        Results.Add(result);
        InTest.Add(names.Fresh(name, initial.Type));
        return variable;
    }

    /// <summary>The arm that only leaves hands the counts on.</summary>
    public Block Exit(Block arm)
    {
        IEnumerable<Operand> yield = arm.Yield;
        if (trips is not null) yield = yield.Append(trips);
        if (left is not null) yield = yield.Append(Constant.False);
        return arm with { Yield = yield.ToEquatableArray() };
    }

    /// <summary>A trip hands on the next count, and whether it leaves.</summary>
    public Block Trip(Block trip)
    {
        var builder = new Builder(names);
        List<Operand> yield = [.. trip.Yield];
        if (trips is not null) yield.Add(Counting.Plus(builder, "trips", trips, 1));
        Block counted = left is null ? trip : WithLeft(trip);
        builder.AddRange(counted.Statements);
        return builder.Close(yield.Concat(counted.Yield.Skip(trip.Yield.Count)));
    }

    /// <summary>The block with the negation of its first yield as its last, found at the leaves, where it is mostly constant.</summary>
    private Block WithLeft(Block block)
    {
        if (LoopShape.TailOf(block) is { } tail)
        {
            Variable result = names.Fresh("left", IrType.Bool);
            If both = tail with
            {
                Results = tail.Results.Append(result).ToEquatableArray(),
                Then = WithLeft(tail.Then),
                Else = WithLeft(tail.Else),
            };
            return new Block(
                block.Statements.Take(block.Statements.Count - 1).Append(both).ToEquatableArray(), block.Yield.Append(result).ToEquatableArray());
        }
        var builder = new Builder(names);
        builder.AddRange(block.Statements);
        Operand leaves = Counting.Not(builder, block.Yield[0]);
        return builder.Close([.. block.Yield, leaves]);
    }
}
