using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Transforms.Reverse;

/// <summary>What the forward sweep must do for the reverse sweep, found out while the reverse sweep is written.</summary>
internal sealed class SweepPlan
{
    private readonly Dictionary<Statement, LoopPlan> loops = new(ReferenceComparer.Instance);
    private readonly Dictionary<Statement, List<LoopPlan>> inside = new(ReferenceComparer.Instance);
    private readonly Dictionary<If, List<Export>> exports = new(ReferenceComparer.Instance);
    private readonly Dictionary<Variable, Export> exportOf = [];
    private readonly Dictionary<Variable, Recorded> recorded = [];
    private readonly Dictionary<Statement, Variable> heights = new(ReferenceComparer.Instance);
    private readonly Dictionary<If, (List<Variable> Then, List<Variable> Else)> pushed = new(ReferenceComparer.Instance);

    public LoopPlan? LoopOf(Statement loop) => loops.TryGetValue(loop, out LoopPlan? plan) ? plan : null;

    /// <param name="loop">The loop's plan.</param>
    /// <param name="around">The statements that enclose it, as far as the outermost loop, and itself.</param>
    public void Add(LoopPlan loop, IEnumerable<Statement> around)
    {
        loops.Add(loop.Shape.Loop, loop);
        foreach (Statement statement in around)
        {
            if (!inside.TryGetValue(statement, out List<LoopPlan>? list)) inside.Add(statement, list = []);
            list.Add(loop);
        }
    }

    /// <summary>The reversed loops inside a statement, itself included.</summary>
    public IReadOnlyList<LoopPlan> Inside(Statement statement) => inside.TryGetValue(statement, out List<LoopPlan>? list) ? list : [];

    public IReadOnlyList<Export> ExportsOf(If branch) => exports.TryGetValue(branch, out List<Export>? list) ? list : [];

    /// <summary>Lets an arm's value out of its <c>if</c>, as one more result.</summary>
    public void Add(If branch, Export export)
    {
        if (!exports.TryGetValue(branch, out List<Export>? list)) exports.Add(branch, list = []);
        list.Add(export);
        exportOf.Add(export.Outer, export);
    }

    /// <summary>Has the forward sweep note how much the tape holds before a call.</summary>
    public void Note(Call call, Variable height) => heights.Add(call, height);

    public Variable? HeightBefore(Statement call) => heights.TryGetValue(call, out Variable? height) ? height : null;

    /// <summary>Has an arm keep one of its values on the tape, before those that it is to keep already.</summary>
    public void Push(If branch, bool inThen, Variable variable)
    {
        if (!pushed.TryGetValue(branch, out (List<Variable> Then, List<Variable> Else) arms)) pushed.Add(branch, arms = ([], []));
        (inThen ? arms.Then : arms.Else).Insert(0, variable);
    }

    /// <summary>What an arm keeps on the tape at its end, in this order.</summary>
    public IReadOnlyList<Variable> PushedBy(If branch, bool inThen) =>
        !pushed.TryGetValue(branch, out (List<Variable> Then, List<Variable> Else) arms) ? [] : inThen ? arms.Then : arms.Else;

    /// <summary>Has a value put on a loop's tape, where it is computed: a value that would be let out of an arm is put there in the arm.</summary>
    public void Record(Variable variable, LoopPlan loop, Variable column)
    {
        while (exportOf.TryGetValue(variable, out Export? export))
        {
            export.IsDropped = true;
            variable = export.Inner;
        }
        recorded.Add(variable, new Recorded(loop, column));
        loop.Columns.Add(column);
    }

    public Recorded? RecordedAs(Variable variable) => recorded.TryGetValue(variable, out Recorded? place) ? place : null;

    /// <summary>The variables that a statement defines in the forward sweep beyond its own.</summary>
    public IEnumerable<Variable> Extra(Statement statement)
    {
        if (statement is If branch)
        {
            foreach (Export export in ExportsOf(branch)) yield return export.Outer;
        }
        if (HeightBefore(statement) is { } height) yield return height;
        if (LoopOf(statement) is not { } loop) yield break;
        if (loop.Trips is not null) yield return loop.Trips;
        if (loop.Left is not null) yield return loop.Left;
        if (!loop.IsOutermost) yield break;
        foreach (LoopPlan inner in Inside(statement))
        {
            if (inner.Rows == RowMode.Running) yield return inner.LastRow;
        }
    }

    /// <summary>The row counts that the reverse sweep starts from, of loops of which nothing is recorded after all.</summary>
    public IEnumerable<Variable> UnusedRows =>
        loops.Values.Where(static loop => loop is { Rows: RowMode.Running, IsRecorded: false }).Select(static loop => loop.LastRow);
}

/// <summary>A value of one arm of an <c>if</c> that the reverse sweep needs outside it.</summary>
internal sealed record Export(Variable Inner, Variable Outer, bool InThen)
{
    public bool IsDropped { get; set; }
}

/// <param name="Loop">The loop each of whose trips records the value.</param>
/// <param name="Column">The storage of the values, a row a trip.</param>
internal sealed record Recorded(LoopPlan Loop, Variable Column);
