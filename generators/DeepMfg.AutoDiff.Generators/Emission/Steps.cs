using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>What every pass asks of a step: its inner bodies, the operands that it reads itself, the variables that it writes.</summary>
internal static class Steps
{
    public static Body[] Bodies(this Step step) => step switch
    {
        Branch branch => [branch.Then, branch.Else],
        Cycle cycle => [cycle.Body],
        Count count => [count.Body],
        _ => [],
    };

    /// <summary>The operands that the step itself reads; what its bodies read is theirs.</summary>
    public static EquatableArray<Operand> Reads(this Step step) => step switch
    {
        Define define => define.Value.Operands,
        Move move => new(Each(move.Assignments, static assignment => assignment.Source)),
        Branch branch => [branch.Condition],
        Cycle { Condition: { } condition } => [condition],
        Count count => [count.Counter.Start, count.Counter.Bound],
        Exit exit => [.. exit.Values],
        Run run => run.Opaque.Arguments,
        Invoke invoke => invoke.Call.Arguments,
        Act act => act.Perform.Arguments,
        Grow grow => [grow.Row, .. grow.Storage],
        Put put => [.. put.Cell.Operands.AsSpan(), put.Value],
        _ => [],
    };

    public static Variable[] Writes(this Step step) => step switch
    {
        Define define => define.Written,
        Move move => Each(move.Assignments, static assignment => assignment.Target),
        Count count => [count.Counter.Index],
        Run run => run.Opaque.Results.AsSpan().ToArray(),
        Invoke invoke => invoke.Call.Results.AsSpan().ToArray(),
        Act act => act.Perform.Results.AsSpan().ToArray(),
        _ => [],
    };

    /// <summary>All steps, outermost first, as they are printed.</summary>
    public static List<Step> All(this Body body)
    {
        List<Step> all = [];
        Add(body, all);
        return all;
    }

    /// <summary>All steps inside a step, as they are printed.</summary>
    public static List<Step> Inside(this Step step)
    {
        List<Step> all = [];
        foreach (Body inner in step.Bodies()) Add(inner, all);
        return all;
    }

    private static T[] Each<T>(List<Assignment> assignments, Func<Assignment, T> part)
    {
        var parts = new T[assignments.Count];
        for (int i = 0; i < parts.Length; i++) parts[i] = part(assignments[i]);
        return parts;
    }

    private static void Add(Body body, List<Step> all)
    {
        foreach (Step step in body.Steps)
        {
            all.Add(step);
            if (step is Branch or Cycle or Count) foreach (Body inner in step.Bodies()) Add(inner, all);
        }
    }
}
