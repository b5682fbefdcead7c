using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Analysis;

/// <summary>
/// Whether two references may refer to the same elements: of one storage parts that follow each other do not, and neither do the buffers that a loop
/// exchanges.
/// </summary>
internal sealed class Overlap
{
    private readonly Memory memory;
    private readonly Dictionary<Variable, Expression> values = [];

    /// <summary>References that are each the first to some storage: parameters, and what is made.</summary>
    private readonly HashSet<Variable> origins;

    /// <summary>For each reference that a loop hands from trip to trip, or on, the loop and which of its carried values that is.</summary>
    private readonly Dictionary<Variable, (Loop Loop, int Number)> handed = [];

    private Overlap(Function function)
    {
        memory = Memory.Of(function);
        origins = [.. function.Parameters];
        foreach (Statement statement in function.Statements)
        {
            // A call that stays gives nothing that it was given.
            if (statement is Let { Value: Alloc } or Call) origins.UnionWith(statement.Targets);
            if (statement is Let let) values[let.Target] = let.Value;
            if (statement is not Loop loop) continue;
            for (int i = 0; i < loop.Carried.Count; i++) handed[loop.Carried[i].Variable] = handed[loop.Results[i]] = (loop, i);
        }
    }

    public static Overlap Of(Function function) => new(function);

    public bool IsPossible(Operand one, Operand other)
    {
        if (one is not Variable a || other is not Variable b || !memory.MayBeOne(a, b)) return false;
        (Variable Whole, AffineForm? Start, AffineForm? End) first = PartOf(a), second = PartOf(b);
        if (first.Whole == second.Whole) return !Precedes(first.End, second.Start) && !Precedes(second.End, first.Start);
        return !(origins.Contains(first.Whole) && origins.Contains(second.Whole)) && !AreExchanged(first.Whole, second.Whole);
    }

    private static bool Precedes(AffineForm? end, AffineForm? start) =>
        start is not null && end?.Plus(start, -1) is { Terms.Count: 0, Constant: <= 0 };

    /// <summary>The storage of which a reference is a part, where that begins, and where it ends if it is not all.</summary>
    private (Variable Whole, AffineForm? Start, AffineForm? End) PartOf(Variable reference)
    {
        if (!values.TryGetValue(reference, out Expression? value)) return (reference, AffineForm.Of(0), null);
        switch (value)
        {
            case View { Storage: Variable viewed }: return PartOf(viewed);
            case Slice { Storage: Variable sliced } slice:
                (Variable whole, AffineForm? around, _) = PartOf(sliced);
                AffineForm? start = around?.Plus(FormOf(slice.Start), 1);
                return (whole, start, start?.Plus(FormOf(slice.Count), 1));
            default: return (reference, AffineForm.Of(0), null);
        }
    }

    private AffineForm FormOf(Operand number) => AffineForm.Of(number, values, static _ => Moment.Both);

    /// <summary>Whether they are two of the buffers that a loop hands on, in one trip or behind it.</summary>
    private bool AreExchanged(Variable a, Variable b)
    {
        if (!handed.TryGetValue(a, out (Loop Loop, int Number) one) || !handed.TryGetValue(b, out (Loop Loop, int Number) other)) return false;
        bool isAtOnce = one.Loop.Bound.Contains(a) == other.Loop.Bound.Contains(b);
        return ReferenceEquals(one.Loop, other.Loop) && one.Number != other.Number && isAtOnce && KeepsApart(one.Loop);
    }

    /// <summary>Whether a loop hands on buffers that are apart before it, and in each trip only gives them each other's names, or makes new ones.</summary>
    private bool KeepsApart(Loop loop)
    {
        int[] buffers = [.. Enumerable.Range(0, loop.Carried.Count).Where(i => loop.Carried[i].Variable.Type.IsStorage)];
        HashSet<Operand> own = [.. loop.Body.Statements.SelectMany(static made => made.Targets).Where(origins.Contains)];
        own.UnionWith(buffers.Select(i => loop.Carried[i].Variable));
        Operand[] next = [.. buffers.Select(loop.Next)];
        return next.Distinct().Count() == next.Length && next.All(own.Contains)
            && !buffers.Any(i => buffers.Any(j => i < j && IsPossible(loop.Carried[i].Initial, loop.Carried[j].Initial)));
    }
}
