using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms.Reverse;

/// <summary>One trip of a loop in reverse: its number, its row, and what follows from that about the loop's exits.</summary>
internal sealed class LoopTrip(LoopPlan loop, ReversedCounter reversed)
{
    public LoopPlan Loop => loop;

    public Counter Counter => reversed.Counter;

    /// <summary>The index that the primal's trip had, or the trip's number where it had none.</summary>
    public Variable Number => reversed.Number;

    /// <summary>What computes the index, where it is not the counter.</summary>
    public IReadOnlyList<Let> Index => reversed.Index;

    /// <summary>The trip that left by an exit of the block's own, else −1; the last of all where nothing else ends the loop.</summary>
    public Operand Last { get; set; } = reversed.Counter.Start;

    /// <summary>The trip's row where rows are counted along, and the row of the trip that is reversed before it.</summary>
    public Variable? Row { get; init; }

    public Variable? RowBefore { get; init; }

    /// <summary>The first row of the loop, where its trips' rows follow from their indices.</summary>
    public Operand? FirstRow { get; init; }

    /// <summary>
    /// The condition of an <c>if</c> that leaves the loop by one arm: an exit is the last trip's branch, so nothing is recorded for it.
    /// </summary>
    public Operand? ConditionOf(If branch, Builder builder) =>
        loop.Shape.Flags > 0 && LoopShape.ThenLeaves(branch) is { } thenLeaves
            ? Counting.IsLast(builder, Number, Last, thenLeaves)
            : null;

    /// <summary>The row of what the trip has recorded.</summary>
    public Operand RowOf(Builder builder)
    {
        if (loop.Rows == RowMode.Trip) return Number;
        if (loop.Rows == RowMode.Counters) return loop.RowAt(builder, FirstRow, Number);
        builder.Add(RowCounting.Previous(Row!, RowBefore!));
        return Row!;
    }
}
