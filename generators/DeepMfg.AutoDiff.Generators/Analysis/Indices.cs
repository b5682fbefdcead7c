using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Analysis;

/// <summary>Two moments of a run.</summary>
/// <param name="Same">How many of the loops around both, outermost first, are in the same trip.</param>
/// <param name="Again">The next loop around both, if that is in a later trip.</param>
internal sealed record Moments(int Same, Loop? Again);

/// <summary>
/// Compares the indices of elements at two moments. The counter of a loop that counts up is greater in a later trip, and no counter passes by
/// the bounds that its loop's head states.
/// </summary>
internal sealed class Indices
{
    private static readonly Moments AtOnce = new(int.MaxValue, null);

    private readonly Dictionary<Variable, Expression> values = [];
    private readonly Dictionary<Variable, Counter> counters = [];
    private readonly Dictionary<Variable, Loop[]> loopsOf = [];

    /// <summary>What is known of the indices of a whole function.</summary>
    public static Indices Of(Function function) => function.Fact(static asked =>
    {
        var indices = new Indices();
        indices.Define(asked.Body, []);
        return indices;
    });

    private void Define(Block block, Loop[] loops)
    {
        foreach (Statement statement in block.Statements)
        {
            Define(statement, loops);
            Loop[] inside = statement is Loop loop ? [.. loops, loop] : loops;
            foreach (Block inner in statement.Blocks) Define(inner, inside);
        }
    }

    /// <summary>Takes note of what a statement defines in some loops.</summary>
    public void Define(Statement statement, Loop[] loops)
    {
        foreach (Variable target in statement.Targets) loopsOf[target] = loops;
        if (statement is Let let) values[let.Target] = let.Value;
        if (statement is not Loop loop) return;
        foreach (Variable bound in loop.Bound) loopsOf[bound] = [.. loops, loop];
        if (loop.Counter is { } counter) counters[counter.Index] = counter;
    }

    /// <summary>Whether two elements are surely not the same, the one at the former moment and the other at the later one.</summary>
    public bool AreApart(Cell former, Cell later, Moments moments)
    {
        // Another reference may refer to the same storage.
        if (former.Storage != later.Storage || DepthOf((Variable)former.Storage) > moments.Same) return false;
        for (int i = 0; i < former.Indices.Count; i++)
        {
            if (Differ(FormOf(former.Indices[i], Moment.Former, moments), FormOf(later.Indices[i], Moment.Later, moments), moments)) return true;
        }
        return former.Indices is [var one] && later.Indices is [var other] && AreApart(one, other, moments);
    }

    /// <summary>The rows of some width in which an index surely is, each with the width.</summary>
    public IEnumerable<(Operand Row, Operand Width)> RowsOf(Operand index)
    {
        List<(Operand Operand, long Factor)> addends = [];
        AddTo(addends, index, 1);
        for (int i = 0; i < addends.Count; i++)
        {
            if (addends[i].Factor != 1 || FactorsOf(addends[i].Operand) is not var (a, b)) continue;
            AffineForm? place = AffineForm.Of(0);
            for (int k = 0; k < addends.Count; k++)
            {
                if (k != i) place = place?.Plus(FormOf(addends[k].Operand, Moment.Both, AtOnce), addends[k].Factor);
            }
            if (IsBelow(place, b)) yield return (a, b);
            if (IsBelow(place, a)) yield return (b, a);
        }
    }

    /// <summary>The products that a number is, with each factor as that which is multiplied.</summary>
    public IEnumerable<(Operand Row, Operand Width)> MultiplesOf(Operand number) =>
        FactorsOf(number) is var (a, b) ? [(a, b), (b, a)] : [];

    /// <summary>By how much an index is greater than how far a counter has come; nothing where that is no constant.</summary>
    public long? DistanceOf(Operand index, Variable counter, Operand first)
    {
        AffineForm? way = Difference(FormOf(counter, Moment.Both, AtOnce), FormOf(first, Moment.Both, AtOnce));
        return Difference(FormOf(index, Moment.Both, AtOnce), way) is { Terms.Count: 0, Constant: var distance } ? distance : null;
    }

    /// <summary>Whether two numbers, which are computed of the same ones, are surely the same.</summary>
    public bool AreSame(Operand a, Operand b) =>
        Difference(FormOf(a, Moment.Both, AtOnce), FormOf(b, Moment.Both, AtOnce)) is { Terms.Count: 0, Constant: 0 };

    /// <summary>Whether of two numbers at one moment the first is surely the smaller one.</summary>
    public bool IsLess(Operand smaller, Operand greater) => IsLess(FormOf(smaller, Moment.Both, AtOnce), greater);

    private bool IsBelow(AffineForm? place, Operand width) => Least(place, AtOnce) >= 0 && IsLess(place, width);

    private bool IsLess(AffineForm? smaller, Operand greater) => Least(Difference(FormOf(greater, Moment.Both, AtOnce), smaller), AtOnce) > 0;

    /// <summary>What sums and differences, not multiples, consist of.</summary>
    private void AddTo(List<(Operand Operand, long Factor)> addends, Operand operand, long factor)
    {
        if (Computed(operand) is { } apply && Sums.FactorsOf(apply) is null && Sums.Of(apply) is { } parts)
        {
            foreach ((Operand part, long sign) in parts) AddTo(addends, part, factor * sign);
        }
        else addends.Add((operand, factor));
    }

    private bool Differ(AffineForm? former, AffineForm? later, Moments moments)
    {
        AffineForm? difference = Difference(later, former);
        return Least(difference, moments) > 0 || Least(Difference(AffineForm.Of(0), difference), moments) > 0;
    }

    /// <summary>Whether two indices are of different places, seen as rows of some width that is the same at both moments.</summary>
    private bool AreApart(Operand former, Operand later, Moments moments)
    {
        foreach (Variable width in WidthsOf(former).Concat(WidthsOf(later)).Distinct().Where(width => DepthOf(width) <= moments.Same))
        {
            if (GridOf(former, width, Moment.Former, moments) is not { } one || GridOf(later, width, Moment.Later, moments) is not { } other) continue;
            if (Differ(one.Row, other.Row, moments) || Differ(one.Place, other.Place, moments)) return true;
        }
        return false;
    }

    /// <summary>What an index multiplies a row's number with.</summary>
    private IEnumerable<Variable> WidthsOf(Operand index) =>
        AddendsOf(index, 1).SelectMany(addend => FactorsOf(addend.Operand) is var (a, b) ? new[] { a, b } : []).OfType<Variable>();

    /// <summary>How a number is computed.</summary>
    public Apply? Computed(Operand operand) =>
        operand is Variable variable && values.TryGetValue(variable, out Expression? value) ? value as Apply : null;

    private (Operand, Operand)? FactorsOf(Operand operand) => Computed(operand) is { } apply ? Sums.FactorsOf(apply) : null;

    private IEnumerable<(Operand Operand, long Factor)> AddendsOf(Operand operand, long factor)
    {
        IReadOnlyList<(Operand Operand, long Factor)>? addends = Computed(operand) is { } apply ? Sums.Of(apply) : null;
        return addends is null ? [(operand, factor)] : addends.SelectMany(addend => AddendsOf(addend.Operand, factor * addend.Factor));
    }

    /// <summary>An index as a row of some width and a place in it; nothing where it may be one in another row.</summary>
    private (AffineForm Row, AffineForm Place)? GridOf(Operand index, Variable width, Moment moment, Moments moments)
    {
        AffineForm? row = AffineForm.Of(0), place = AffineForm.Of(0);
        foreach ((Operand operand, long factor) in AddendsOf(index, 1))
        {
            Operand? times = operand == width ? Constant.Of(1) : FactorsOf(operand) is not var (a, b) ? null : b == width ? a : a == width ? b : null;
            if (times is null) place = place?.Plus(FormOf(operand, moment, moments), factor);
            else row = row?.Plus(FormOf(times, moment, moments), factor);
        }
        if (row is null || place is null || !(Least(place, moments) >= 0)) return null;
        AffineForm? behind = Difference(FormOf(width, moment, moments), place);
        return Least(behind, moments) > 0 ? (row, place) : null;
    }

    private static AffineForm? Difference(AffineForm? a, AffineForm? b) => b is null ? null : a?.Plus(b, -1);

    private int DepthOf(Variable variable) => loopsOf.TryGetValue(variable, out Loop[]? loops) ? loops.Length : 0;

    private AffineForm FormOf(Operand operand, Moment moment, Moments moments) =>
        AffineForm.Of(operand, values, variable => DepthOf(variable) <= moments.Same ? Moment.Both : moment);

    /// <summary>What a sum is at least: counters give way to their bounds, those of inner loops first; nothing where others stay.</summary>
    private long? Least(AffineForm? form, Moments moments)
    {
        while (form is { Terms.Count: > 0 })
        {
            Atom atom = form.Terms.Keys.OrderByDescending(key => DepthOf(key.Variable)).ThenByDescending(static key => key.Moment).First();
            if (!counters.TryGetValue(atom.Variable, out Counter? counter)) return null;
            long factor = form.Terms[atom];
            AffineForm? bound = BoundOf(atom, counter, factor > 0, moments);
            form = bound is null ? null : form.Plus(AffineForm.Of(atom), -factor)?.Plus(bound, factor);
        }
        return form?.Constant;
    }

    /// <summary>What a counter is at least, or at most.</summary>
    private AffineForm? BoundOf(Atom atom, Counter counter, bool isLeast, Moments moments)
    {
        bool countsUp = counter.Step > 0;
        if (atom.Moment == Moment.Later && ReferenceEquals(moments.Again?.Counter, counter) && countsUp == isLeast)
        {
            return AffineForm.Of(atom with { Moment = Moment.Former }).Plus(AffineForm.Of(counter.Step), 1);
        }
        if (countsUp == isLeast) return StartOf(counter, FormOf(counter.Start, atom.Moment, moments), atom.Moment, moments);
        long inside = counter.Inclusive ? 0 : countsUp ? -1 : 1;
        return FormOf(counter.Bound, atom.Moment, moments).Plus(AffineForm.Of(inside), 1);
    }

    /// <summary>
    /// Where a counter starts, whose loop makes a trip: down from the greater of a number and of one from which there would be none, it is the number.
    /// </summary>
    private AffineForm? StartOf(Counter counter, AffineForm start, Moment moment, Moments moments)
    {
        if (counter is not { Step: < 0, Bound: Constant bound }) return start;
        if (start.Terms.Count != 1 || start.Terms.Single() is not { Value: 1, Key: var atom }) return start;
        if (!values.TryGetValue(atom.Variable, out Expression? value) || RowCounting.AtLeast(value) is not var (number, least)) return start;
        bool hasNone = least.Bits + start.Constant < (counter.Inclusive ? bound.Bits : bound.Bits + 1);
        return hasNone ? FormOf(number, moment, moments).Plus(AffineForm.Of(start.Constant), 1) : start;
    }
}
