using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>
/// Which variables cannot share a local: two interfere where one is assigned while the other's value is still needed, unless the assignment
/// copies just that value (Chaitin). Found by walking backwards with the set of live variables; around loops until nothing changes.
/// </summary>
internal sealed class Interference
{
    private readonly Dictionary<Variable, int> numbers = [];
    private readonly List<Variable> variables = [];

    /// <summary>For each variable, what is live where it is assigned: one half of what it interferes with.</summary>
    private readonly List<VariableSet> liveAtWrites = [];
    private readonly Folding folding;

    private readonly Variable[] references;
    private readonly Dictionary<Step, VariableSet> liveAtStores = [];

    private Interference(Folding folding, Variable[] references) => (this.folding, this.references) = (folding, references);

    /// <param name="body">A function's body.</param>
    /// <param name="folding">What is folded in it.</param>
    /// <param name="references">The <c>ref</c> and <c>out</c> parameters, which the caller reads after every exit.</param>
    public static Interference Of(Body body, Folding folding, IEnumerable<Variable> references)
    {
        var interference = new Interference(folding, [.. references]);
        interference.Before(body, new(), new());
        return interference;
    }

    public int NumberOf(Variable variable)
    {
        if (numbers.TryGetValue(variable, out int number)) return number;
        numbers.Add(variable, variables.Count);
        variables.Add(variable);
        liveAtWrites.Add(new());
        return variables.Count - 1;
    }

    /// <summary>The variables that are live where this one is assigned.</summary>
    public VariableSet LiveAtWrites(Variable variable) => liveAtWrites[NumberOf(variable)];

    /// <summary>The variables whose values are still needed where a row is recorded.</summary>
    public IEnumerable<Variable> LiveAt(Step store) => liveAtStores[store].Numbers().Select(number => variables[number]);

    /// <summary>What is live before a body, from what is live behind it and behind the loop around it.</summary>
    private VariableSet Before(Body body, VariableSet after, VariableSet afterLoop)
    {
        VariableSet live = after.Copy();
        for (int i = body.Steps.Count - 1; i >= 0; i--) live = Before(body.Steps[i], live, afterLoop);
        return live;
    }

    private VariableSet Before(Step step, VariableSet live, VariableSet afterLoop)
    {
        switch (step)
        {
            case Leave: return afterLoop.Copy();
            case Exit: return Add(references, Add(folding.Leaves(step), new()));
            case Run { Opaque.Text.Throws: true }: return Add(folding.Leaves(step), new());
            case Cycle cycle: return BeforeLoop(cycle, live);
            case Count count: return BeforeLoop(count, live);
            case Branch branch:
                VariableSet then = Before(branch.Then, live, afterLoop);
                then.UnionWith(Before(branch.Else, live, afterLoop));
                live = then;
                break;
            default: Assign(step, live); break;
        }
        Add(folding.Leaves(step), live);
        if (step is Store) liveAtStores[step] = live.Copy();
        return live;
    }

    private VariableSet BeforeLoop(Cycle cycle, VariableSet after)
    {
        VariableSet head = new(), test = cycle.Condition is { } condition ? Add(folding.Leaves(condition), after.Copy()) : new();
        for (int size = -1; head.Count > size;)
        {
            size = head.Count;
            VariableSet end = head.Copy();
            if (cycle.AtEnd) end.UnionWith(test);
            head.UnionWith(Before(cycle.Body, end, after));
            if (!cycle.AtEnd) head.UnionWith(test);
        }
        return head;
    }

    private VariableSet BeforeLoop(Count count, VariableSet after)
    {
        Variable index = count.Counter.Index;
        VariableSet head = Add([.. folding.Leaves(count.Counter.Bound), index], after.Copy());
        for (int size = -1; head.Count > size;)
        {
            size = head.Count;
            head.UnionWith(Before(count.Body, head, new()));
        }
        Interfere(index, head, null);
        head.Remove(NumberOf(index));
        return Add(folding.Leaves(count.Counter.Start), head);
    }

    private void Assign(Step step, VariableSet live)
    {
        Variable[] written = [.. step.Writes()];
        // All are assigned at once, also those that are not read afterwards.
        VariableSet around = step is Move ? live : Add(written, live.Copy());
        foreach (Variable target in written)
        {
            Interfere(target, around, (step as Move)?.Assignments.First(assignment => assignment.Target == target).Source);
        }
        foreach (Variable target in written) live.Remove(NumberOf(target));
    }

    private void Interfere(Variable target, VariableSet live, Operand? copied)
    {
        VariableSet here = LiveAtWrites(target);
        int? excepted = copied is Variable source && !here.Contains(NumberOf(source)) ? NumberOf(source) : null;
        here.UnionWith(live);
        here.Remove(NumberOf(target));
        if (excepted is { } number) here.Remove(number);
    }

    private VariableSet Add(IEnumerable<Variable> added, VariableSet set)
    {
        foreach (Variable variable in added) set.Add(NumberOf(variable));
        return set;
    }
}
