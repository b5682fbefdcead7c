using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms.Reverse;

/// <summary>The primal's statements with what the <see cref="SweepPlan"/> asks of them: values let out of branches, trips counted, rows recorded.</summary>
internal sealed class ForwardSweep(SweepPlan plan, NameSupply names, IEnumerable<Variable> parameters)
{
    /// <summary>How many rows there is room for at first, where their number is not known.</summary>
    private const int FirstRows = 64;

    private readonly HashSet<Variable> inReach = [.. parameters];

    /// <summary>For each loop that counts its rows, how many it has recorded so far.</summary>
    private Dictionary<LoopPlan, Operand> counts = [];

    public SweepPlan Plan => plan;

    public NameSupply Names => names;

    /// <summary>For each loop around the place, the row of its trip.</summary>
    public Dictionary<LoopPlan, Operand> Rows { get; } = [];

    public bool IsInReach(Operand operand) => operand is not Variable variable || inReach.Contains(variable);

    /// <summary>Takes note that a block's own values will be in reach of the statements around its loops.</summary>
    public void Enter(Block block)
    {
        foreach (Statement statement in block.Statements) inReach.UnionWith(statement.Targets);
    }

    /// <summary>Adds a statement that is in no loop; the storage that it needs is made in front of it.</summary>
    public void AddOutermost(Statement statement, Builder builder)
    {
        foreach (LoopPlan loop in Recorded(statement))
        {
            Operand size = loop.IsExact ? loop.Size(builder) : Constant.Of(FirstRows);
            foreach (Variable column in loop.Columns)
            {
                builder.Add(new Let(column, new Alloc(column.Type, [size], loop.IsExact ? Contents.Unspecified : Contents.Rows)));
            }
            counts[loop] = Constant.Of(0);
        }
        Add(statement, builder);
    }

    public Block Body(Block block)
    {
        var builder = new Builder(names);
        foreach (Statement statement in block.Statements) Add(statement, builder);
        return builder.Close(block.Yield);
    }

    public void Add(Statement statement, Builder builder)
    {
        AddUnrecorded(statement, builder);
        foreach (Variable target in statement.Targets) Record(target, builder);
        foreach (Variable extra in plan.Extra(statement)) Record(extra, builder);
    }

    public void AddUnrecorded(Statement statement, Builder builder)
    {
        Statement plain = statement.Origin.IsEmpty ? statement : statement with { Origin = "" };
        switch (plain)
        {
            case If branch: AddIf(branch, (If)statement, builder); break;
            case Loop loop when plan.LoopOf(statement) is { } reversed: new ForwardLoop(this, reversed).Add(loop, builder); break;
            default:
                if (plan.HeightBefore(statement) is { } height) builder.Add(new Perform(Kernels.Height, []) { Results = [height] });
                builder.Add(Walk.WithoutOrigins(plain));
                break;
        }
    }

    public void Record(Variable variable, Builder builder)
    {
        if (plan.RecordedAs(variable) is { } place) builder.Add(new Store(new Cell(place.Column, [Rows[place.Loop]]), variable));
    }

    /// <summary>How many rows a loop has recorded.</summary>
    public Operand CountOf(LoopPlan loop) => counts[loop];

    public void Count(LoopPlan loop, Operand rows) => counts[loop] = rows;

    /// <summary>The loops in a statement that count their rows along.</summary>
    public IReadOnlyList<LoopPlan> Counting(Statement statement) => [.. plan.Inside(statement).Where(static loop => loop.Counts)];

    private IEnumerable<LoopPlan> Recorded(Statement statement) =>
        Walk.All(new Block([statement], [])).Select(plan.LoopOf).OfType<LoopPlan>().Where(static loop => loop.IsRecorded);

    private void AddIf(If branch, If original, Builder builder)
    {
        List<Export> exports = [.. plan.ExportsOf(original).Where(static export => !export.IsDropped)];
        IReadOnlyList<LoopPlan> counting = Counting(original);
        Dictionary<LoopPlan, Operand> before = counts;
        Block then = Arm(branch.Then, inThen: true), otherwise = Arm(branch.Else, inThen: false);
        counts = before;
        Variable[] rows = [.. counting.Select(_ => names.Fresh("row", IrType.Int32))];
        for (int i = 0; i < rows.Length; i++) Count(counting[i], rows[i]);
        builder.Add(branch with
        {
            Results = [.. branch.Results, .. exports.Select(static export => export.Outer), .. rows],
            Then = then,
            Else = otherwise,
        });

        // The arm with the exports among its yields: its own values, zeros for the other arm's.
        Block Arm(Block arm, bool inThen)
        {
            counts = new(before);
            Block body = Body(arm);
            IEnumerable<Statement> pushed = plan.PushedBy(original, inThen).Select(static value => new Perform(Kernels.Push, [value]));
            body = body with { Statements = [.. body.Statements, .. pushed] };
            IEnumerable<Operand> exported = exports.Select(export => export.InThen == inThen ? (Operand)export.Inner : Constant.Zero(export.Inner.Type));
            return body with { Yield = [.. body.Yield, .. exported, .. counting.Select(CountOf)] };
        }
    }
}
