using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms.Reverse;

/// <summary>What the row of a trip's records is.</summary>
internal enum RowMode
{
    /// <summary>The trip's number: the loop stands in no other.</summary>
    Trip,

    /// <summary>Computed from the counters of the loop and of those around it, whose trips are known before the outermost one begins.</summary>
    Counters,

    /// <summary>Counted along: forwards by the forward sweep, backwards by the reverse sweep.</summary>
    Running,
}

/// <summary>What a loop's forward sweep counts and records.</summary>
/// <param name="shape">The loop.</param>
/// <param name="around">The plans of the loops around it, outermost first.</param>
internal sealed class LoopPlan(LoopShape shape, IReadOnlyList<LoopPlan> around)
{
    public LoopShape Shape => shape;

    public bool IsOutermost => around.Count == 0;

    /// <summary>The innermost loop around it.</summary>
    public Loop? Around => IsOutermost ? null : around[around.Count - 1].Shape.Loop;

    public required RowMode Rows { get; init; }

    /// <summary>Whether the number of rows is known before the outermost loop begins.</summary>
    public required bool IsExact { get; init; }

    /// <summary>Where the reverse sweep is, in rows: what <see cref="Adjoints"/> carry from loop to loop.</summary>
    public required Variable Row { get; init; }

    /// <summary>How many rows the forward sweep has recorded in all.</summary>
    public required Variable LastRow { get; init; }

    /// <summary>The storage of what a trip records, for each value.</summary>
    public List<Variable> Columns { get; } = [];

    public bool IsRecorded => Columns.Count > 0;

    /// <summary>Whether the row is a running count, and there is one.</summary>
    public bool Counts => Rows == RowMode.Running && IsRecorded;

    /// <summary>How often the block that is reversed ran, where that is not known before.</summary>
    public Variable? Trips { get; set; }

    /// <summary>Whether the last trip left by an exit of its own, where the reverse sweep asks.</summary>
    public Variable? Left { get; set; }

    /// <summary>How many rows the loop takes in all.</summary>
    public Operand Size(Builder builder) => RowCounting.Rows(builder, Counters);

    /// <summary>The first row of the loop where it stands in others, from their indices; <see cref="RowMode.Counters"/> only.</summary>
    public Operand? FirstRow(Builder builder, Func<LoopPlan, Operand> indexOf)
    {
        Operand? first = null, row = null;
        foreach (LoopPlan loop in around.Append(this))
        {
            Counter counter = loop.Shape.Loop.Counter!;
            if (row is not null) first = RowCounting.First(builder, row, RowCounting.Each(builder, counter));
            if (loop == this) break;
            row = RowCounting.RowOf(builder, counter, first, indexOf(loop));
        }
        return first;
    }

    /// <summary>The row of a trip, from the first row and the trip's index.</summary>
    public Operand RowAt(Builder builder, Operand? first, Operand index) => RowCounting.RowOf(builder, Shape.Loop.Counter!, first, index);

    private IEnumerable<Counter> Counters => around.Append(this).Select(static loop => loop.Shape.Loop.Counter!);
}
