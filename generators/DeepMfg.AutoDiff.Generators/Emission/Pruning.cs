using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>
/// Drops what nothing needs. A value is needed if a step with an effect reads it, as is what may throw, or what defines another needed value; so that a counter
/// that only counts itself goes, too, and a loop that only counts.
/// </summary>
internal sealed class Pruning
{
    private readonly HashSet<Variable> needed;
    private readonly HashSet<Step> loops = [];
    private readonly Folding folding;
    private readonly IReadOnlyDictionary<Variable, Local> locals;

    private Pruning(IEnumerable<Variable> seen, Folding folding, IReadOnlyDictionary<Variable, Local> locals)
    {
        (this.folding, this.locals) = (folding, locals);
        needed = [.. seen.Select(Place)];
    }

    /// <summary>When variables share locals: an assignment of a local to itself is none, and a choice between such goes, too.</summary>
    /// <param name="body">A function's body.</param>
    /// <param name="seen">The variables that the caller sees: <c>ref</c> and <c>out</c> parameters.</param>
    /// <param name="folding">What is folded in it.</param>
    /// <param name="locals">The local of every variable.</param>
    public static void Run(Body body, IEnumerable<Variable> seen, Folding folding, IReadOnlyDictionary<Variable, Local> locals)
    {
        foreach (Move move in body.All().OfType<Move>())
        {
            move.Assignments.RemoveAll(assignment =>
                assignment.Source is Variable source && folding.Of(source) is null && locals[source] == locals[assignment.Target]);
        }
        var pruning = new Pruning(seen, folding, locals);
        int before;
        do
        {
            before = pruning.needed.Count + pruning.loops.Count;
            pruning.Mark(body, null);
        }
        while (pruning.needed.Count + pruning.loops.Count > before);
        pruning.Sweep(body);
    }

    private bool Mark(Body body, Cycle? around)
    {
        bool any = false;
        for (int i = body.Steps.Count - 1; i >= 0; i--)
        {
            Step step = body.Steps[i];
            if (!(step is Move move ? Mark(move) : Mark(step, around))) continue;
            any = true;
            if (step is Move) continue;
            foreach (Operand operand in step.Reads()) Need(operand);
        }
        return any;
    }

    private bool Mark(Move move)
    {
        bool any = false;
        foreach (Assignment assignment in move.Assignments)
        {
            if (!IsNeeded(assignment)) continue;
            any = true;
            Need(assignment.Source);
        }
        return any;
    }

    /// <summary>Whether the step is needed by what is known so far. A jump out of a loop is if the loop is.</summary>
    private bool Mark(Step step, Cycle? around)
    {
        switch (step)
        {
            case Define define: return IsNeeded(define);
            case Run run: return IsNeeded(run);
            case Leave: return around is null || loops.Contains(around);
            case Branch branch: return Mark(branch.Then, around) | Mark(branch.Else, around) | HasEffect(branch.Condition);
            case Count count: return Mark(count.Body, around: null) | HasEffect(count.Counter.Start) | HasEffect(count.Counter.Bound);
            case Cycle cycle:
                // What never ends is kept though it does nothing: what stood behind it is gone, as nothing comes there.
                if (Mark(cycle.Body, cycle) | cycle.Jumps | (cycle.Condition is { } condition && HasEffect(condition))) loops.Add(cycle);
                return loops.Contains(cycle);
            default: return true;
        }
    }

    private void Sweep(Body body)
    {
        foreach (Step step in body.Steps)
        {
            foreach (Body inner in step.Bodies()) Sweep(inner);
            if (step is Move move) move.Assignments.RemoveAll(assignment => !IsNeeded(assignment));
        }
        body.Steps.RemoveAll(step => step switch
        {
            Define define => !IsNeeded(define),
            Move move => move.Assignments.Count == 0,
            Run run => !IsNeeded(run),
            Branch branch => branch.Then.IsEmpty && branch.Else.IsEmpty && !HasEffect(branch.Condition),
            Count count => count.Body.IsEmpty && !HasEffect(count.Counter.Start) && !HasEffect(count.Counter.Bound),
            Cycle => !loops.Contains(step),
            _ => false,
        });
    }

    private bool IsNeeded(Assignment assignment) => IsNeeded(assignment.Target) || HasEffect(assignment.Source);

    private bool IsNeeded(Define define) => IsNeeded(define.Target) || MayThrow(define.Value);

    private bool MayThrow(Expression value) =>
        Effects.MayThrow(value) || value.Operands.Any(operand => folding.Of(operand) is { } inner && MayThrow(inner));

    /// <summary>Whether a call that is not pure, or what may throw, stands in a condition, a bound or an assigned expression.</summary>
    private bool HasEffect(Operand operand) =>
        folding.TextOf(operand) is { Text.Pure: false } || folding.Of(operand) is { } value && MayThrow(value);

    private bool IsNeeded(Run run) => !run.Opaque.Text.Pure || run.Opaque.Results.Any(IsNeeded);

    private bool IsNeeded(Variable variable) => needed.Contains(Place(variable));

    private void Need(Operand operand)
    {
        foreach (Variable leaf in folding.Leaves(operand)) needed.Add(Place(leaf));
    }

    /// <summary>What stands for a variable: the first one of its local, where it has one.</summary>
    private Variable Place(Variable variable) => locals[variable].Variables[0];
}
