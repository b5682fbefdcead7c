using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>
/// Which variables cannot share a local: two interfere where one is assigned while the other's value is still needed, unless the assignment
/// copies just that value (Chaitin). Found by walking backwards with the set of live variables; around loops until nothing changes.
/// </summary>
internal sealed class Interference
{
    private readonly Folding folding;
    private readonly Variable[] references;
    private readonly VariableNumbers numbers;

    /// <summary>For each variable what lives where it is assigned.</summary>
    private readonly Dictionary<Variable, LiveSet> besides = [];
    private readonly Dictionary<Step, LiveSet> heads = [];
    private readonly Dictionary<Step, LiveSet> liveAtGrowth = [];

    /// <summary>The numbers of what each step reads: around loops it is asked for again until nothing changes.</summary>
    private readonly Dictionary<Step, int[]> reads;

    private Interference(Body body, Folding folding, Variable[] references)
    {
        (this.folding, this.references) = (folding, references);
        numbers = new VariableNumbers(references);
        List<Step> all = body.All();
        reads = new(all.Count);
        foreach (Step step in all)
        {
            numbers.Add(step.Writes());
            reads.Add(step, numbers.Add(folding.Leaves(step)));
        }
    }

    /// <param name="body">A function's body.</param>
    /// <param name="folding">What is folded in it.</param>
    /// <param name="references">The <c>ref</c> and <c>out</c> parameters, which the caller reads after every exit.</param>
    public static Interference Of(Body body, Folding folding, IEnumerable<Variable> references)
    {
        var interference = new Interference(body, folding, [.. references]);
        interference.Before(body, interference.Live([]), interference.Live([]));
        return interference;
    }

    /// <summary>What lives where the variable is assigned.</summary>
    public LiveSet Beside(Variable variable) => besides.TryGetValue(variable, out LiveSet? found) ? found.Copy() : Live([]);

    /// <summary>The set of just this variable; empty where nothing mentions it.</summary>
    public LiveSet Only(Variable variable) => Live(numbers.Has(variable) ? [variable] : []);

    /// <summary>The variables whose values are still needed where storage grows.</summary>
    public IReadOnlyDictionary<Step, LiveSet> LiveAtGrowth => liveAtGrowth;

    private LiveSet Live(Variable[] variables) => new LiveSet(numbers).With(numbers.Add(variables));

    /// <summary>What is live before a body, from what is live behind it and behind the loop around it.</summary>
    private LiveSet Before(Body body, LiveSet after, LiveSet afterLoop)
    {
        LiveSet live = after.Copy();
        for (int i = body.Steps.Count - 1; i >= 0; i--) live = Before(body.Steps[i], live, afterLoop);
        return live;
    }

    private LiveSet Before(Step step, LiveSet live, LiveSet afterLoop)
    {
        switch (step)
        {
            case Leave: return afterLoop.Copy();
            case Exit: return Live(references).With(reads[step]);
            case Run { Opaque.Text.Throws: true }: return Live([]).With(reads[step]);
            case Cycle cycle: return BeforeLoop(cycle, live);
            case Count count: return BeforeLoop(count, live);
            case Branch branch:
                LiveSet then = Before(branch.Then, live, afterLoop);
                then.UnionWith(Before(branch.Else, live, afterLoop));
                live = then;
                break;
            default: Assign(step, live); break;
        }
        live.UnionWith(reads[step]);
        if (step is Grow) liveAtGrowth[step] = live.Copy();
        return live;
    }

    private LiveSet BeforeLoop(Cycle cycle, LiveSet after)
    {
        LiveSet head = HeadOf(cycle), test = cycle.Condition is null ? Live([]) : after.With(reads[cycle]);
        bool grows;
        do
        {
            LiveSet end = head.Copy();
            if (cycle.AtEnd) end.UnionWith(test);
            grows = head.UnionWith(Before(cycle.Body, end, after));
            if (!cycle.AtEnd) grows |= head.UnionWith(test);
        }
        while (grows);
        return head.Copy();
    }

    /// <summary>
    /// What is known to be live where a loop's trip begins. It is kept: a loop around this one asks again, with more behind it, and would else
    /// begin anew, twice as often for each level.
    /// </summary>
    private LiveSet HeadOf(Step loop)
    {
        if (!heads.TryGetValue(loop, out LiveSet? head)) heads.Add(loop, head = Live([]));
        return head;
    }

    private LiveSet BeforeLoop(Count count, LiveSet after)
    {
        LiveSet known = HeadOf(count);
        known.UnionWith(after.With(numbers.Add([.. folding.Leaves(count.Counter.Bound), count.Counter.Index])));
        while (known.UnionWith(Before(count.Body, known, after)))
        {
        }
        LiveSet head = known.Copy();
        Interfere(count.Counter.Index, head, null);
        head.Remove(count.Counter.Index);
        head.UnionWith(numbers.Add(folding.Leaves(count.Counter.Start)));
        return head;
    }

    private void Assign(Step step, LiveSet live)
    {
        Variable[] written = step.Writes();
        // All are assigned at once, also those that are not read afterwards.
        LiveSet beside = step is Move || written.Length <= 1 ? live : live.With(numbers.Add(written));
        foreach (Variable target in written)
        {
            Operand? copied = (step as Move)?.Assignments.Find(assignment => assignment.Target == target).Source;
            Interfere(target, beside, copied);
        }
        foreach (Variable target in written) live.Remove(target);
    }

    private void Interfere(Variable target, LiveSet live, Operand? copied)
    {
        if (!besides.TryGetValue(target, out LiveSet? found)) besides.Add(target, found = Live([]));
        bool isLive = copied is Variable source && numbers.Has(source) && live.Contains(source), wasFound = isLive && found.Contains((Variable)copied!);
        found.UnionWith(live);
        if (isLive && !wasFound) found.Remove((Variable)copied!);
    }
}
