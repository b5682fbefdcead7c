using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms.Reverse;

/// <summary>One trip of a loop in reverse: its number, and what follows from that about the loop's exits.</summary>
internal sealed class LoopTrip(LoopPlan loop, Counter counter)
{
    public Counter Counter => counter;

    /// <summary>The index that the primal's trip had, or the trip's number where it had none.</summary>
    public Variable Number { get; init; } = counter.Index;

    /// <summary>What computes the index, where it is not the counter.</summary>
    public IReadOnlyList<Statement> Index { get; init; } = [];

    /// <summary>The trip that left by an exit of the block's own, else −1; the last of all where nothing else ends the loop.</summary>
    public Operand Last { get; set; } = counter.Start;

    /// <summary>
    /// The condition of an <c>if</c> that leaves the loop by one arm: an exit is the last trip's branch, so nothing is recorded for it.
    /// </summary>
    public Operand? ConditionOf(If branch, Builder builder) =>
        loop.Shape.Flags > 0 && LoopShape.ThenLeaves(branch) is { } thenLeaves
            ? Counting.IsLast(builder, Number, Last, thenLeaves)
            : null;
}
