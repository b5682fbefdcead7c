using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>
/// Which definitions have no local of their own but stay inside the one expression that uses them. Folding moves an evaluation from its
/// definition to its use; it never enters or passes a loop, never passes an assignment to what it reads, and keeps what may throw in
/// order with what has an effect.
/// </summary>
internal sealed class Folding
{
    /// <summary>How wide an expression may get before its parts get names.</summary>
    private const int MaxWidth = 100;

    /// <summary>How many steps further down a value may be used and still be folded: what is used far away has a name.</summary>
    private const int Reach = 100;

    private readonly Dictionary<Variable, Expression> inlined = [];
    private readonly Dictionary<Variable, Opaque> texts = [];
    private readonly Dictionary<Variable, int> uses;
    private readonly Dictionary<Step, int> positions;
    private readonly List<Step> order;
    private readonly UnionFind webs;

    private Folding(Body body)
    {
        webs = Webs.Of(body);
        order = body.All();
        (uses, positions) = (new(order.Count), new(order.Count));
        for (int i = 0; i < order.Count; i++)
        {
            positions[order[i]] = i;
            foreach (Operand operand in order[i].Reads())
            {
                if (operand is not Variable variable) continue;
                uses.TryGetValue(variable, out int count);
                uses[variable] = count + 1;
            }
        }
    }

    /// <summary>Decides for a whole function, and takes the folded definitions and those that are copies out of it.</summary>
    public static Folding Run(Body body)
    {
        var folding = new Folding(body);
        folding.InlineCheap();
        folding.Decide(body, []);
        folding.Remove(body);
        return folding;
    }

    /// <summary>
    /// What is as cheap as a local and the same wherever it is asked for: the length of storage that no step exchanges or lets grow, and that as a
    /// real number; the index next to another.
    /// </summary>
    private void InlineCheap()
    {
        HashSet<Variable> changing = [.. order.SelectMany(static step => step switch
        {
            Move move => move.Assignments.Select(static assignment => assignment.Target),
            Grow grow => grow.Storage,
            _ => [],
        })];
        HashSet<Variable> computed = [.. order.OfType<Define>().Where(static define => define.Value is Apply or Load).Select(static define => define.Target)];
        HashSet<Operand> ends = [.. order.OfType<Count>().SelectMany(static count => new[] { count.Counter.Start, count.Counter.Bound }
            .Where(end => end is Variable variable && variable.BaseName == count.Counter.Index.BaseName))];
        foreach (Define define in order.OfType<Define>())
        {
            if (!FoldingRules.IsCheap(define, this, ends.Contains(define.Target))) continue;
            // What is computed may be folded itself, and would be computed where it is asked for.
            bool isComputed = define.Value.Operands.Any(operand => operand is Variable variable && computed.Contains(variable) && Of(variable) is null);
            if (define.Value is Apply && isComputed) continue;
            if (!define.Value.Operands.Any(operand => operand is Variable variable && changing.Contains(variable))) inlined[define.Target] = define.Value;
        }
    }

    /// <summary>The expression that stands for the operand, if it is a folded variable.</summary>
    public Expression? Of(Operand operand) => operand is Variable variable && inlined.TryGetValue(variable, out Expression? value) ? value : null;

    /// <summary>The opaque text that stands for the operand, if it is the condition right behind it.</summary>
    public Opaque? TextOf(Operand operand) => operand is Variable variable && texts.TryGetValue(variable, out Opaque? text) ? text : null;

    /// <summary>Puts the text of a step into the condition that it is for, where the next step begins with that and nothing else reads it.</summary>
    public bool TakesText(Step step, Step next)
    {
        if (step is not Run { Opaque: { Results: [{ Type.Element: Element.Bool } result], Text.HasValue: true } opaque } || next is not Branch branch)
        {
            return false;
        }
        if (branch.Condition != result || uses[result] != 1) return false;
        texts.Add(result, opaque);
        return true;
    }

    /// <summary>The variables that printing the operand mentions.</summary>
    public List<Variable> Leaves(Operand operand)
    {
        List<Variable> leaves = [];
        AddLeaves(operand, leaves);
        return leaves;
    }

    public List<Variable> Leaves(Step step) => Leaves(step.Reads());

    private List<Variable> Leaves(EquatableArray<Operand> operands)
    {
        List<Variable> leaves = [];
        foreach (Operand operand in operands) AddLeaves(operand, leaves);
        return leaves;
    }

    private void AddLeaves(Operand operand, List<Variable> leaves)
    {
        if (operand is not Variable variable) return;
        if (inlined.TryGetValue(variable, out Expression? value)) foreach (Operand inner in value.Operands) AddLeaves(inner, leaves);
        else if (texts.Count > 0 && texts.TryGetValue(variable, out Opaque? opaque)) foreach (Operand argument in opaque.Arguments) AddLeaves(argument, leaves);
        else leaves.Add(variable);
    }

    private void Remove(Body body)
    {
        Comments.Lower(body, IsFolded);
        body.Steps.RemoveAll(step => IsFolded(step));
        for (int i = 0; i < body.Steps.Count; i++)
        {
            foreach (Body inner in body.Steps[i].Bodies()) Remove(inner);
            if (Copied(body.Steps[i]) is { } copy) body.Steps[i] = copy;
        }
    }

    /// <summary>What C# does not print is an assignment, which goes where both sides share a local.</summary>
    private static Move? Copied(Step step) =>
        step is Define { Value: Apply apply } define && Primitives.Get(apply.Primitive).Form is Transparent
            ? new Move([new Assignment(define.Target, apply.Arguments[0])]) { Origin = step.Origin } : null;

    private bool IsFolded(Step step) => step is Define define && inlined.ContainsKey(define.Target);

    /// <param name="body">The steps to decide for, in order.</param>
    /// <param name="open">The definitions before them that may be folded into them; none of another loop.</param>
    private void Decide(Body body, Dictionary<Variable, Define> open)
    {
        Queue<Define> recent = new();
        for (int i = 0; i < body.Steps.Count; i++)
        {
            Step step = body.Steps[i];
            while (recent.Count > 0 && positions[step] - positions[recent.Peek()] > Reach) open.Remove(recent.Dequeue().Target);
            foreach (Use use in UsesOf(step)) Fold(use, step, open);
            switch (step)
            {
                case Define define when IsCandidate(define):
                    open[define.Target] = define;
                    recent.Enqueue(define);
                    break;
                case Branch branch:
                    Decide(branch.Then, OpenInArm(open));
                    Decide(branch.Else, OpenInArm(open));
                    if (Junction(branch) is not { } junction) break;
                    body.Steps[i] = junction;
                    positions[junction] = positions[branch];
                    if (!IsCandidate(junction)) break;
                    open[junction.Target] = junction;
                    recent.Enqueue(junction);
                    break;
                case Cycle or Count:
                    foreach (Body inner in step.Bodies()) Decide(inner, []);
                    open.Clear();
                    break;
            }
        }
    }

    /// <summary>A choice whose arms say no more than <c>a &amp;&amp; b</c> or <c>a || b</c> is that.</summary>
    private Define? Junction(Branch branch)
    {
        if (branch.Negated || Only(branch.Then) is not { } then || Only(branch.Else) is not { } otherwise || then.Target != otherwise.Target) return null;
        if (Conjunctions.Of(branch.Condition, then.Source, otherwise.Source) is not { } value || WidthOf(value.Arguments) > MaxWidth) return null;
        return new Define(then.Target, value) { Origin = branch.Origin };

        Assignment? Only(Body arm) => arm.Steps.FindAll(step => !IsFolded(step)) is [Move { Assignments: [var only] }] ? only : null;
    }

    /// <summary>What may throw does so before the branch.</summary>
    private Dictionary<Variable, Define> OpenInArm(Dictionary<Variable, Define> open)
    {
        Dictionary<Variable, Define> inArm = [];
        foreach (KeyValuePair<Variable, Define> entry in open)
        {
            if (!MayThrow(entry.Value.Value)) inArm.Add(entry.Key, entry.Value);
        }
        return inArm;
    }

    private bool IsCandidate(Define define)
    {
        if (define.Value is not (Apply or Load { Type.IsStorage: false }) || !uses.TryGetValue(define.Target, out int count) || count != 1) return false;
        if (define.Value is Load) return true;
        foreach (Operand operand in define.Value.Operands)
        {
            if (operand is Variable) return true;
        }
        // An expression of constants is a constant to the C# compiler, which then warns of code that cannot be reached.
        return false;
    }

    /// <summary>Operands that become one expression.</summary>
    /// <param name="Operands">The operands.</param>
    /// <param name="Target">What it is assigned to, if anything.</param>
    /// <param name="Consumer">The operation on the operands; none where each stands alone.</param>
    private sealed record Use(EquatableArray<Operand> Operands, Variable? Target, Apply? Consumer);

    private static Use[] UsesOf(Step step) => step switch
    {
        Define { Value: Apply apply } define => [new Use(apply.Arguments, define.Target, apply)],
        Move move => [.. move.Assignments.Select(static assignment => new Use([assignment.Source], assignment.Target, null))],
        // The bound is read at every trip.
        Count count => [new Use([count.Counter.Start], null, null)],
        _ => [new Use(step.Reads(), null, null)],
    };

    private void Fold(Use use, Step step, Dictionary<Variable, Define> open)
    {
        List<Variable> folded = [];
        for (int i = 0; i < use.Operands.Count; i++)
        {
            if (use.Operands[i] is not Variable variable || !open.TryGetValue(variable, out Define? define)) continue;
            if (!MayMove(define, step) || !FoldingRules.Fits(define.Value, this, use.Consumer, i)) continue;
            if (IsVersionOf(use.Target, define)) continue;
            inlined[variable] = define.Value;
            folded.Add(variable);
        }
        while (folded.Count > 0 && WidthOf(use.Operands) > MaxWidth)
        {
            Variable widest = folded.OrderByDescending(WidthOf).First();
            folded.Remove(widest);
            inlined.Remove(widest);
        }
    }

    /// <summary>Whether the user made the target out of this: <c>s += a</c> stays a statement before <c>s += b</c>.</summary>
    private static bool IsVersionOf(Variable? target, Define define) =>
        target is not null && target.BaseName == define.Target.BaseName
        && define.Value is Apply apply && define.Target.BaseName != Primitives.Get(apply.Primitive).Noun;

    private bool MayMove(Define define, Step step)
    {
        int first = positions[define] + 1, last = positions[step];
        if (first == last) return true;
        List<Variable> leaves = Leaves(define.Value.Operands);
        List<Variable> read = leaves.ConvertAll(webs.Find);
        bool throws = MayThrow(define.Value);
        for (int i = first; i < last; i++)
        {
            if (throws && order[i] is not (Define or Move)) return false;
            if (order[i] is Define passed && inlined.ContainsKey(passed.Target)) continue;
            if (order[i] is Move move ? !move.Assignments.TrueForAll(Keeps) : Array.Exists(order[i].Writes(), IsRead)) return false;
        }
        return true;

        bool IsRead(Variable written) => read.Contains(webs.Find(written));

        // A version that takes the value which is read leaves that as it is.
        bool Keeps(Assignment assignment)
        {
            Variable web = webs.Find(assignment.Target);
            return !read.Contains(web) || leaves.TrueForAll(leaf => leaf == assignment.Source || webs.Find(leaf) != web);
        }
    }

    /// <summary>Has a folded condition read other variables for some that it reads.</summary>
    public void Replace(Operand operand, IReadOnlyDictionary<Variable, Variable> others)
    {
        if (Of(operand) is not { } value) return;
        foreach (Operand inner in value.Operands) Replace(inner, others);
        inlined[(Variable)operand] = value.Map(Replaced);

        Operand Replaced(Operand inner) => inner is Variable variable && others.TryGetValue(variable, out Variable? other) ? other : inner;
    }

    public bool MayThrow(Expression value)
    {
        if (value is Load || Effects.MayThrow(value)) return true;
        foreach (Operand operand in value.Operands)
        {
            if (Of(operand) is { } inner && MayThrow(inner)) return true;
        }
        return false;
    }

    private int WidthOf(EquatableArray<Operand> operands)
    {
        int width = 0;
        foreach (Operand operand in operands) width += WidthOf(operand);
        return width;
    }

    private int WidthOf(Operand operand) => operand switch
    {
        Variable when Of(operand) is { } value => FoldingRules.Overhead(value) + WidthOf(value.Operands),
        Variable variable => variable.BaseName.Length,
        _ => 4,
    };
}
