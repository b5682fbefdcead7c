using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms.Reverse;

/// <summary>
/// Decides for an outermost loop and those inside it where the records of their trips are, before either sweep is written: both have to agree
/// on it.
/// </summary>
internal sealed class NestPlanning(SweepPlan plan, Activity activity, NameSupply names, Predicate<Operand> isInReach)
{
    /// <summary>Of so many rows the memory is no matter, whether all trips run or not.</summary>
    private const long ShortLoop = 1 << 16;

    /// <summary>The statements around the place, from the outermost loop on.</summary>
    private readonly List<Statement> around = [];

    private readonly List<LoopPlan> loops = [];

    private int choices;

    public void Add(Loop loop)
    {
        around.Add(loop);
        LoopShape shape = LoopShape.Of(loop, activity);
        bool isExact = choices == 0 && IsCountable(loop) && loops.TrueForAll(static outer => outer.IsExact);
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

    /// <summary>Where a trip may throw the count says little: a guard may end at once what was to run for ever.</summary>
    private bool IsCountable(Loop loop)
    {
        if (loop.Counter is not { } counter || counter.Index.Type != IrType.Int32 || !isInReach(counter.Start) || !isInReach(counter.Bound)) return false;
        long? distance = counter is { Start: Constant start, Bound: Constant bound } ? Math.Abs(bound.Bits - start.Bits) : null;
        if (distance <= ShortLoop) return true;
        return !Walk.All(loop.Body).Exists(inner => MayStop(inner) || distance is not null && inner is Opaque or Let { Value: Load { Throws: true } });
    }

    /// <summary>Whether a statement may be a guard: a call, or arithmetic that throws. An element is read in a loop over the elements.</summary>
    private static bool MayStop(Statement statement) => statement switch
    {
        Opaque { Text: { HasValue: true, Template: "{0}[{1}]" } } => false,
        Opaque { Text.Pure: false } => true,
        Let { Value: Apply apply } => Throwing.MayThrow(apply),
        _ => false,
    };

    private static bool IsUnit(LoopShape shape) => shape.Loop.Counter is { Step: 1 or -1 };
}
