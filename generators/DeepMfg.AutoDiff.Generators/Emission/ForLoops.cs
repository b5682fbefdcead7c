using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>
/// Finds the loops whose head a person would write as <c>for (int i = 0; i &lt; n; i++)</c> though a trip may leave them: an index is set right
/// before, tested first, advanced last, and read nowhere else.
/// </summary>
internal sealed class ForLoops
{
    private readonly Folding folding;
    private readonly Dictionary<Variable, int> reads = [];

    private ForLoops(Body body, Folding folding)
    {
        this.folding = folding;
        foreach (Step step in body.All())
        {
            foreach (Variable variable in folding.Leaves(step))
            {
                reads.TryGetValue(variable, out int count);
                reads[variable] = count + 1;
            }
        }
    }

    public static void Run(Body body, Folding folding)
    {
        if (body.All().Exists(static step => step is Cycle { Condition: not null, AtEnd: false })) new ForLoops(body, folding).Find(body);
    }

    private void Find(Body body)
    {
        for (int i = body.Steps.Count - 1; i >= 0; i--)
        {
            foreach (Body inner in body.Steps[i].Bodies()) Find(inner);
            if (i == 0 || body.Steps[i] is not Cycle { AtEnd: false } cycle || body.Steps[i - 1] is not Move before) continue;
            if (Counter(cycle, before) is not { } counter) continue;
            body.Steps[i] = new Count(counter, cycle.Body) { Origin = cycle.Origin };
            Operand next = Source((Move)cycle.Body.Steps[cycle.Body.Steps.Count - 1], counter.Index)!;
            Drop(counter.Index, cycle.Body, cycle.Body.Steps.Count - 1);
            cycle.Body.Steps.RemoveAll(step => step is Define define && define.Target == next);
            Drop(counter.Index, body, i - 1);
        }
    }

    private Counter? Counter(Cycle cycle, Move before)
    {
        if (cycle.Negated || cycle.Condition is not { } condition) return null;
        if (folding.Of(condition) is not Apply { Arguments: [Variable { Type.IsInteger: true } index, var bound] } test) return null;
        if (Primitives.Get(test.Primitive).Form is not Infix { Symbol: "<" or "<=" or ">" or ">=" } comparison) return null;
        if (cycle.Body.Steps is not [.., Move last] || Source(last, index) is not { } next || Source(before, index) is not { } start) return null;
        if (ValueOf(next, cycle.Body) is not { } advance || Primitives.Get(advance.Primitive).Form is not Infix) return null;
        if (Counting.Step(advance, index) is not { } step || step > 0 != comparison.Symbol is "<" or "<=") return null;
        List<Step> inside = cycle.Inside();
        bool isOurs = inside.TrueForAll(inner => inner == last || !inner.Writes().Contains(index)) && ReadsInside(inside, index) + 1 == reads[index];
        HashSet<Variable> written = [.. inside.SelectMany(Steps.Writes)];
        if (!isOurs || folding.Leaves(bound).Exists(written.Contains) || before.Assignments.Exists(assignment => assignment.Target == start)) return null;
        return new Counter(index, start, bound, step, comparison.Symbol is "<=" or ">=");
    }

    /// <summary>What the next index is computed as, where nothing else reads that.</summary>
    private Apply? ValueOf(Operand next, Body body)
    {
        if (folding.Of(next) is Apply folded) return folded;
        Step? definition = body.Steps.Find(step => step is Define define && define.Target == next);
        return next is Variable variable && reads[variable] == 1 ? (definition as Define)?.Value as Apply : null;
    }

    private int ReadsInside(List<Step> inside, Variable index) => inside.Sum(step => folding.Leaves(step).Count(leaf => leaf == index));

    private static Operand? Source(Move move, Variable target) => move.Assignments.Find(assignment => assignment.Target == target)?.Source;

    private static void Drop(Variable target, Body body, int step)
    {
        List<Assignment> assignments = ((Move)body.Steps[step]).Assignments;
        assignments.RemoveAll(assignment => assignment.Target == target);
        if (assignments.Count == 0) body.Steps.RemoveAt(step);
    }
}
