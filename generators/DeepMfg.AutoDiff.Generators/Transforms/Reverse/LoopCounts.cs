using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms.Reverse;

/// <summary>What a while loop carries for its reverse: how often it ran, and whether the last trip left by an exit of its own.</summary>
internal sealed class LoopCounts
{
    private readonly NameSupply names;
    private readonly Variable trips;
    private readonly Variable? left;

    public LoopCounts(LoopPlan loop, NameSupply names)
    {
        this.names = names;
        trips = names.Fresh("trips", IrType.Int32);
        Carried = [new Carried(trips, Constant.Of(0))];
        Results = [loop.Trips!];
        InTest = [names.Fresh("trips", IrType.Int32)];
        if (loop.Left is null) return;
        left = names.Fresh("left", IrType.Bool);
        Carried.Add(new Carried(left, Constant.False));
        Results.Add(loop.Left);
        InTest.Add(names.Fresh("left", IrType.Bool));
    }

    public List<Carried> Carried { get; }

    public List<Variable> Results { get; }

    /// <summary>The counts as results of the loop's test.</summary>
    public List<Variable> InTest { get; }

    public Operand Next(Builder builder) => Counting.Plus(builder, "trips", trips, 1);

    /// <summary>The arm that only leaves hands the counts on.</summary>
    public Block Exit(Block arm) => arm with
    {
        Yield = arm.Yield.Append(trips).Concat(left is null ? [] : [(Operand)Constant.False]).ToEquatableArray(),
    };

    /// <summary>A trip hands on the next count, and whether it leaves.</summary>
    public Block Trip(Block trip, Operand next)
    {
        Block counted = left is null ? trip : WithLeft(trip);
        Operand[] yields = [.. trip.Yield, next, .. counted.Yield.Skip(trip.Yield.Count)];
        return counted with { Yield = yields.ToEquatableArray() };
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
