using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Transforms.Reverse;

/// <summary>What the forward sweep must do for the reverse sweep, found out while the reverse sweep is written.</summary>
internal sealed class SweepPlan
{
    private readonly Dictionary<Statement, LoopPlan> loops = new(ReferenceComparer.Instance);
    private readonly Dictionary<If, List<Export>> exports = new(ReferenceComparer.Instance);
    private readonly Dictionary<Variable, Export> exportOf = [];
    private readonly Dictionary<Variable, Recorded> recorded = [];

    public LoopPlan? LoopOf(Statement loop) => loops.TryGetValue(loop, out LoopPlan? plan) ? plan : null;

    public void Add(Statement loop, LoopPlan plan) => loops.Add(loop, plan);

    public IReadOnlyList<Export> ExportsOf(If branch) => exports.TryGetValue(branch, out List<Export>? list) ? list : [];

    /// <summary>Lets an arm's value out of its <c>if</c>, as one more result.</summary>
    public void Add(If branch, Export export)
    {
        if (!exports.TryGetValue(branch, out List<Export>? list)) exports.Add(branch, list = []);
        list.Add(export);
        exportOf.Add(export.Outer, export);
    }

    /// <summary>Has a value put on a tape, where it is computed: a value that would be let out of an arm is put there in the arm.</summary>
    public void Record(Variable variable, LoopPlan loop, int column)
    {
        while (exportOf.TryGetValue(variable, out Export? export))
        {
            export.IsDropped = true;
            variable = export.Inner;
        }
        recorded.Add(variable, new Recorded(loop, column));
    }

    public Recorded? RecordedAs(Variable variable) => recorded.TryGetValue(variable, out Recorded? place) ? place : null;

    /// <summary>The variables that a statement defines in the forward sweep beyond its own.</summary>
    public IEnumerable<Variable> Extra(Statement statement)
    {
        if (statement is If branch)
        {
            foreach (Export export in ExportsOf(branch)) yield return export.Outer;
        }
        if (LoopOf(statement) is not { } loop) yield break;
        if (loop.Trips is not null) yield return loop.Trips;
        if (loop.Left is not null) yield return loop.Left;
    }
}

/// <summary>A value of one arm of an <c>if</c> that the reverse sweep needs outside it.</summary>
internal sealed record Export(Variable Inner, Variable Outer, bool InThen)
{
    public bool IsDropped { get; set; }
}

internal sealed record Recorded(LoopPlan Loop, int Column);

/// <summary>What a loop's forward sweep counts and records.</summary>
internal sealed class LoopPlan(LoopShape shape)
{
    public LoopShape Shape => shape;

    /// <summary>The tape with a column for each value that a trip records; absent where there is none.</summary>
    public Tape? Tape { get; set; }

    /// <summary>How often the block that is reversed ran, where that is not known before.</summary>
    public Variable? Trips { get; set; }

    /// <summary>Whether the last trip left by an exit of its own, where the reverse sweep asks.</summary>
    public Variable? Left { get; set; }
}
