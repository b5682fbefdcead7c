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
    private readonly Dictionary<Variable, Expression> values = [];
    private readonly Dictionary<Variable, Counter> counters = [];
    private readonly Dictionary<Variable, Loop[]> loopsOf = [];

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
            AffineForm? difference = Difference(FormOf(later.Indices[i], Moment.Later, moments), FormOf(former.Indices[i], Moment.Former, moments));
            if (Least(difference, moments) > 0 || Least(Difference(AffineForm.Of(0), difference), moments) > 0) return true;
        }
        return false;
    }

    private static AffineForm? Difference(AffineForm? a, AffineForm? b) => b is null ? null : a?.Plus(b, -1);

    private int DepthOf(Variable variable) => loopsOf.TryGetValue(variable, out Loop[]? loops) ? loops.Length : 0;

    private AffineForm? FormOf(Operand operand, Moment moment, Moments moments)
    {
        if (operand is not Variable variable) return AffineForm.Of(((Constant)operand).Bits);
        if (values.TryGetValue(variable, out Expression? value) && value is Apply apply && SumOf(apply, moment, moments) is { } sum) return sum;
        return AffineForm.Of(new Atom(variable, DepthOf(variable) <= moments.Same ? Moment.Both : moment));
    }

    private AffineForm? SumOf(Apply apply, Moment moment, Moments moments)
    {
        if (Sums.Of(apply) is not { } addends) return null;
        AffineForm? sum = AffineForm.Of(0);
        foreach ((Operand operand, long factor) in addends) sum = FormOf(operand, moment, moments) is { } form ? sum?.Plus(form, factor) : null;
        return sum;
    }

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
        if (countsUp == isLeast) return FormOf(counter.Start, atom.Moment, moments);
        long inside = counter.Inclusive ? 0 : countsUp ? -1 : 1;
        return FormOf(counter.Bound, atom.Moment, moments)?.Plus(AffineForm.Of(inside), 1);
    }
}
