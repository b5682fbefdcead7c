using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>What every pass asks of a step: its inner bodies, the operands that it reads itself, the variables that it writes.</summary>
internal static class Steps
{
    public static IEnumerable<Body> Bodies(this Step step) => step switch
    {
        Branch branch => [branch.Then, branch.Else],
        Cycle cycle => [cycle.Body],
        Count count => [count.Body],
        _ => [],
    };

    /// <summary>The operands that the step itself reads; what its bodies read is theirs.</summary>
    public static IEnumerable<Operand> Reads(this Step step) => step switch
    {
        Define define => define.Value.Operands(),
        Move move => move.Assignments.Select(assignment => assignment.Source),
        Branch branch => [branch.Condition],
        Cycle { Condition: { } condition } => [condition],
        Count count => [count.Counter.Start, count.Counter.Bound],
        Exit exit => exit.Values,
        Run run => run.Opaque.Arguments,
        Open { Tape.Rows: { } rows } => [rows],
        Store store => [store.Put.Value],
        _ => [],
    };

    public static IEnumerable<Variable> Writes(this Step step) => step switch
    {
        Define define => [define.Target],
        Move move => move.Assignments.Select(assignment => assignment.Target),
        Count count => [count.Counter.Index],
        Run run => run.Opaque.Results,
        _ => [],
    };

    public static IEnumerable<Operand> Operands(this Expression expression) => expression is Apply apply ? apply.Arguments : [];

    /// <summary>All steps, outermost first, as they are printed.</summary>
    public static IEnumerable<Step> All(this Body body)
    {
        foreach (Step step in body.Steps)
        {
            yield return step;
            foreach (Body inner in step.Bodies())
            {
                foreach (Step nested in inner.All()) yield return nested;
            }
        }
    }
}
