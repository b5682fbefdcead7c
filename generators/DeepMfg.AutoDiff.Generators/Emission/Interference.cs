using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>
/// Which variables cannot share a local: two interfere where one is assigned while the other's value is still needed, unless the assignment
/// copies just that value (Chaitin). Found by walking backwards with the set of live variables; around loops until nothing changes.
/// </summary>
internal sealed class Interference
{
    private readonly Dictionary<Variable, HashSet<Variable>> neighbours = [];
    private readonly Folding folding;

    private readonly Variable[] references;
    private readonly Dictionary<Step, HashSet<Variable>> liveAtStores = [];

    private Interference(Folding folding, Variable[] references) => (this.folding, this.references) = (folding, references);

    /// <param name="body">A function's body.</param>
    /// <param name="folding">What is folded in it.</param>
    /// <param name="references">The <c>ref</c> and <c>out</c> parameters, which the caller reads after every exit.</param>
    public static Interference Of(Body body, Folding folding, IEnumerable<Variable> references)
    {
        var interference = new Interference(folding, [.. references]);
        interference.Before(body, [], []);
        return interference;
    }

    public IReadOnlyCollection<Variable> Neighbours(Variable variable) =>
        neighbours.TryGetValue(variable, out HashSet<Variable>? found) ? found : [];

    /// <summary>The variables whose values are still needed where a row is recorded.</summary>
    public IReadOnlyDictionary<Step, HashSet<Variable>> LiveAtStores => liveAtStores;

    /// <summary>What is live before a body, from what is live behind it and behind the loop around it.</summary>
    private HashSet<Variable> Before(Body body, HashSet<Variable> after, HashSet<Variable> afterLoop)
    {
        HashSet<Variable> live = [.. after];
        for (int i = body.Steps.Count - 1; i >= 0; i--) live = Before(body.Steps[i], live, afterLoop);
        return live;
    }

    private HashSet<Variable> Before(Step step, HashSet<Variable> live, HashSet<Variable> afterLoop)
    {
        switch (step)
        {
            case Leave: return [.. afterLoop];
            case Exit: return [.. folding.Leaves(step), .. references];
            case Run { Opaque.Text.Throws: true }: return [.. folding.Leaves(step)];
            case Cycle cycle: return BeforeLoop(cycle, live);
            case Count count: return BeforeLoop(count, live);
            case Branch branch:
                HashSet<Variable> then = Before(branch.Then, live, afterLoop);
                then.UnionWith(Before(branch.Else, live, afterLoop));
                live = then;
                break;
            default: Assign(step, live); break;
        }
        live.UnionWith(folding.Leaves(step));
        if (step is Store) liveAtStores[step] = [.. live];
        return live;
    }

    private HashSet<Variable> BeforeLoop(Cycle cycle, HashSet<Variable> after)
    {
        HashSet<Variable> head = [], test = cycle.Condition is { } condition ? [.. after, .. folding.Leaves(condition)] : [];
        for (int size = -1; head.Count > size;)
        {
            size = head.Count;
            HashSet<Variable> end = [.. head];
            if (cycle.AtEnd) end.UnionWith(test);
            head.UnionWith(Before(cycle.Body, end, after));
            if (!cycle.AtEnd) head.UnionWith(test);
        }
        return head;
    }

    private HashSet<Variable> BeforeLoop(Count count, HashSet<Variable> after)
    {
        HashSet<Variable> head = [.. after, .. folding.Leaves(count.Counter.Bound), count.Counter.Index];
        for (int size = -1; head.Count > size;)
        {
            size = head.Count;
            head.UnionWith(Before(count.Body, head, []));
        }
        Interfere(count.Counter.Index, head, null);
        head.Remove(count.Counter.Index);
        head.UnionWith(folding.Leaves(count.Counter.Start));
        return head;
    }

    private void Assign(Step step, HashSet<Variable> live)
    {
        Variable[] written = [.. step.Writes()];
        foreach (Variable target in written)
        {
            // All are assigned at once, also those that are not read afterwards.
            if (step is Move move) Interfere(target, live, move.Assignments.First(assignment => assignment.Target == target).Source);
            else Interfere(target, [.. live, .. written], null);
        }
        live.ExceptWith(written);
    }

    private void Interfere(Variable target, HashSet<Variable> live, Operand? copied)
    {
        foreach (Variable other in live)
        {
            if (other == target || other == copied) continue;
            Of(target).Add(other);
            Of(other).Add(target);
        }
    }

    private HashSet<Variable> Of(Variable variable)
    {
        if (!neighbours.TryGetValue(variable, out HashSet<Variable>? found)) neighbours.Add(variable, found = []);
        return found;
    }
}
