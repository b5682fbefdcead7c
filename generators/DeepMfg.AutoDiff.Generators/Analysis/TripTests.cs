using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Analysis;

/// <summary>
/// The comparisons that decide whether a loop makes another trip by comparing a counter, which grows by the same step every trip, with a bound
/// that no trip changes.
/// </summary>
internal sealed class TripTests
{
    private readonly Dictionary<Let, int> bounds = [];
    private readonly Dictionary<Variable, Statement> definitions = [];

    private TripTests() { }

    /// <summary>For each such comparison, which of its arguments is the bound.</summary>
    public static IReadOnlyDictionary<Let, int> Of(Function function)
    {
        TripTests tests = new();
        List<Statement> all = Walk.All(function.Body);
        foreach (Statement statement in all)
        {
            foreach (Variable target in statement.Targets) tests.definitions[target] = statement;
        }
        foreach (Loop loop in all.OfType<Loop>().Where(static loop => loop.Counter is null)) tests.Add(loop);
        return tests.bounds;
    }

    private void Add(Loop loop)
    {
        HashSet<Variable> inside = [.. loop.Carried.Select(static carried => carried.Variable)];
        foreach (Statement statement in Walk.All(loop.Body)) inside.UnionWith([.. statement.Targets, .. statement.Bound]);
        HashSet<Variable> counters = [];
        for (int i = 0; i < loop.Carried.Count; i++)
        {
            if (Grows(loop.Body.Yield[i + 1], loop.Carried[i].Variable, inside) == true) counters.Add(loop.Carried[i].Variable);
        }
        // Behind the step the counter has its next value.
        HashSet<Variable> before = [.. counters];
        foreach (Statement statement in Walk.All(loop.Body))
        {
            if (statement is Let { Value: Apply apply } let && before.Any(counter => IsStep(apply, counter, inside))) counters.Add(let.Target);
        }
        if (counters.Count > 0) Decide(loop.Body.Yield[0], counters, inside, []);
    }

    /// <summary>Whether a carried variable becomes itself and a step; nothing where it stays what it is.</summary>
    private bool? Grows(Operand next, Variable counter, HashSet<Variable> inside)
    {
        if (next == counter) return null;
        switch (next is Variable variable && definitions.TryGetValue(variable, out Statement? definition) ? definition : null)
        {
            case Let { Value: Apply apply }: return IsStep(apply, counter, inside);
            case If choice:
                int i = IndexOf(choice, (Variable)next);
                bool? then = Grows(choice.Then.Yield[i], counter, inside), otherwise = Grows(choice.Else.Yield[i], counter, inside);
                return then is null ? otherwise : otherwise is null ? then : then.Value && otherwise.Value;
            default: return false;
        }
    }

    private bool IsStep(Apply apply, Variable counter, HashSet<Variable> inside) => Counting.Growth(apply, counter) is { } step && IsFixed(step, inside);

    /// <summary>Goes from what a loop's body says about another trip to the comparisons on which that depends.</summary>
    private void Decide(Operand decided, HashSet<Variable> counters, HashSet<Variable> inside, HashSet<Variable> met)
    {
        if (decided is not Variable variable || !inside.Contains(variable) || !met.Add(variable)) return;
        if (!definitions.TryGetValue(variable, out Statement? definition)) return;
        if (definition is If choice)
        {
            int i = IndexOf(choice, variable);
            foreach (Operand operand in (Operand[])[choice.Condition, choice.Then.Yield[i], choice.Else.Yield[i]]) Decide(operand, counters, inside, met);
        }
        if (definition is not Let { Value: Apply { Type: var type } apply } let || type != IrType.Bool) return;
        if (apply.Arguments is [var a, var b] && Primitives.Get(apply.Primitive).Form is Infix { Symbol: "<" or "<=" or ">" or ">=" or "!=" })
        {
            if (IsCounter(a, counters) && IsFixed(b, inside)) bounds[let] = 1;
            else if (IsCounter(b, counters) && IsFixed(a, inside)) bounds[let] = 0;
        }
        else foreach (Operand operand in apply.Arguments) Decide(operand, counters, inside, met);
    }

    /// <summary>A counter, also as another type.</summary>
    private bool IsCounter(Operand operand, HashSet<Variable> counters) => operand is Variable variable
        && (counters.Contains(variable)
            || definitions.TryGetValue(variable, out Statement? definition) && definition is Let { Value: Apply { Arguments: [var inner] } apply }
                && Primitives.Get(apply.Primitive).Form is Cast && IsCounter(inner, counters));

    /// <summary>Whether every trip has the same value.</summary>
    private bool IsFixed(Operand operand, HashSet<Variable> inside) => operand is not Variable variable || !inside.Contains(variable)
        || definitions.TryGetValue(variable, out Statement? definition) && definition is Let { Value: Apply apply }
            && apply.Arguments.All(argument => IsFixed(argument, inside));

    private static int IndexOf(If choice, Variable result)
    {
        int i = 0;
        while (choice.Results[i] != result) i++;
        return i;
    }
}
