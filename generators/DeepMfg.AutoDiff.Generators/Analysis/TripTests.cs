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

    // Of the loop that is looked at: what varies inside, and the answers given so far, as branches and sums ask the same again.
    private readonly HashSet<Variable> inside = [];
    private readonly Dictionary<Variable, bool> fixedValues = [];
    private readonly Dictionary<Variable, bool?> growing = [];

    private TripTests() { }

    /// <summary>For each such comparison, which of its arguments is the bound.</summary>
    public static IReadOnlyDictionary<Let, int> Of(Function function)
    {
        TripTests tests = new();
        List<Statement> all = function.Statements;
        foreach (Statement statement in all)
        {
            foreach (Variable target in statement.Targets) tests.definitions[target] = statement;
        }
        foreach (Loop loop in all.OfType<Loop>().Where(static loop => loop.Counter is null)) tests.Add(loop);
        return tests.bounds;
    }

    private void Add(Loop loop)
    {
        fixedValues.Clear();
        inside.Clear();
        inside.UnionWith(loop.Carried.Select(static carried => carried.Variable));
        foreach (Statement statement in Walk.All(loop.Body)) inside.UnionWith([.. statement.Targets, .. statement.Bound]);
        HashSet<Variable> counters = [];
        for (int i = 0; i < loop.Carried.Count; i++)
        {
            growing.Clear();
            if (Grows(loop.Body.Yield[i + 1], loop.Carried[i].Variable) == true) counters.Add(loop.Carried[i].Variable);
        }
        // Behind the step the counter has its next value.
        HashSet<Variable> before = [.. counters];
        foreach (Statement statement in Walk.All(loop.Body))
        {
            if (statement is Let { Value: Apply apply } let && before.Any(counter => IsStep(apply, counter))) counters.Add(let.Target);
        }
        if (counters.Count > 0) Decide(loop.Body.Yield[0], counters, []);
    }

    /// <summary>Whether a carried variable becomes itself and a step; nothing where it stays what it is.</summary>
    private bool? Grows(Operand next, Variable counter)
    {
        if (next == counter) return null;
        if (next is not Variable variable || !definitions.TryGetValue(variable, out Statement? definition)) return false;
        if (!growing.TryGetValue(variable, out bool? grows))
        {
            grows = definition switch
            {
                Let { Value: Apply apply } => IsStep(apply, counter),
                If choice => Grows(choice, IndexOf(choice, variable), counter),
                _ => false,
            };
            growing.Add(variable, grows);
        }
        return grows;
    }

    private bool? Grows(If choice, int result, Variable counter)
    {
        bool? then = Grows(choice.Then.Yield[result], counter), otherwise = Grows(choice.Else.Yield[result], counter);
        return then is null ? otherwise : otherwise is null ? then : then.Value && otherwise.Value;
    }

    private bool IsStep(Apply apply, Variable counter) => Counting.Growth(apply, counter) is { } step && IsFixed(step);

    /// <summary>Goes from what a loop's body says about another trip to the comparisons on which that depends.</summary>
    private void Decide(Operand decided, HashSet<Variable> counters, HashSet<Variable> met)
    {
        if (decided is not Variable variable || !inside.Contains(variable) || !met.Add(variable)) return;
        if (!definitions.TryGetValue(variable, out Statement? definition)) return;
        if (definition is If choice)
        {
            int i = IndexOf(choice, variable);
            foreach (Operand operand in (Operand[])[choice.Condition, choice.Then.Yield[i], choice.Else.Yield[i]]) Decide(operand, counters, met);
        }
        if (definition is not Let { Value: Apply { Type: var type } apply } let || type != IrType.Bool) return;
        if (apply.Arguments is [var a, var b] && Primitives.Get(apply.Primitive).Form is Infix { Symbol: "<" or "<=" or ">" or ">=" or "!=" })
        {
            if (IsCounter(a, counters) && IsFixed(b)) bounds[let] = 1;
            else if (IsCounter(b, counters) && IsFixed(a)) bounds[let] = 0;
        }
        else foreach (Operand operand in apply.Arguments) Decide(operand, counters, met);
    }

    /// <summary>A counter, also as another type.</summary>
    private bool IsCounter(Operand operand, HashSet<Variable> counters) => operand is Variable variable
        && (counters.Contains(variable)
            || definitions.TryGetValue(variable, out Statement? definition) && definition is Let { Value: Apply { Arguments: [var inner] } apply }
                && Primitives.Get(apply.Primitive).Form is Cast && IsCounter(inner, counters));

    /// <summary>Whether every trip has the same value.</summary>
    private bool IsFixed(Operand operand)
    {
        if (operand is not Variable variable || !inside.Contains(variable)) return true;
        if (!fixedValues.TryGetValue(variable, out bool isFixed))
        {
            isFixed = definitions.TryGetValue(variable, out Statement? definition) && definition is Let { Value: Apply apply } && apply.Arguments.All(IsFixed);
            fixedValues.Add(variable, isFixed);
        }
        return isFixed;
    }

    private static int IndexOf(If choice, Variable result)
    {
        int i = 0;
        while (choice.Results[i] != result) i++;
        return i;
    }
}
