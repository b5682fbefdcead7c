using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Transforms.Reverse;

/// <summary>
/// Decides for an outermost loop and those inside it where the records of their trips are, before either sweep is written: both have to agree
/// on it.
/// </summary>
internal sealed class NestPlanning(SweepPlan plan, Activity activity, NameSupply names, Predicate<Operand> isInReach, Sizes sizes)
{
    /// <summary>The statements around the place, from the outermost loop on.</summary>
    private readonly List<Statement> around = [];

    private readonly List<LoopPlan> loops = [];

    private int choices;

    public void Add(Loop loop)
    {
        around.Add(loop);
        LoopShape shape = LoopShape.Of(loop, activity);
        bool isExact = choices == 0 && Countable.Is(loop, isInReach, sizes) && loops.TrueForAll(static outer => outer.IsExact);
        LoopPlan[] outer = [.. loops];
        var own = new LoopPlan(shape, outer)
        {
            IsExact = isExact,
            Rows = isExact && IsUnit(shape) && loops.TrueForAll(static other => IsUnit(other.Shape)) ? RowMode.Counters
                : loop.Counter is null && outer.Length == 0 ? RowMode.Trip
                : RowMode.Running,
            Row = names.Fresh("row", IrType.Int32),
            LastRow = names.Fresh("rows", IrType.Int32),
        };
        plan.Add(own, around);
        loops.Add(own);
        int before = choices;
        if (shape.Test is not null)
        {
            foreach (Statement statement in shape.Trip.Statements) Inside(statement);
        }
        else Inside(loop.Body);
        choices = before;
        loops.RemoveAt(loops.Count - 1);
        around.RemoveAt(around.Count - 1);
    }

    private void Inside(Block block)
    {
        foreach (Statement statement in block.Statements) Inside(statement);
    }

    private void Inside(Statement statement)
    {
        if (!activity.IsActive(statement)) return;
        if (statement is Loop loop) Add(loop);
        if (statement is not If branch) return;
        around.Add(branch);
        choices++;
        Inside(branch.Then);
        Inside(branch.Else);
        choices--;
        around.RemoveAt(around.Count - 1);
    }

    private static bool IsUnit(LoopShape shape) => shape.Loop.Counter is { Step: 1 or -1 };
}
