using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Analysis;

/// <summary>
/// To-be-recorded analysis of one block: of the values that its reverse needs, which are computed again from what is at hand, and which are
/// recorded. A value is computed again where that costs no more than a store and a load.
/// </summary>
internal sealed class Recording
{
    private const int StoreAndLoad = 3;

    /// <summary>
    /// What each value of an inner trip may cost, where nothing of that need be recorded then: its tape would grow with the product of the trips.
    /// </summary>
    private const int InnerTrip = 2 * Cost.Function;

    private readonly int most;

    private readonly HashSet<Variable> own;
    private readonly Rereading rereading;
    private readonly Dictionary<Variable, Let> lets = [];
    private readonly HashSet<Variable> atHand = [];
    private readonly HashSet<Variable> recomputed = [];

    private Recording(HashSet<Variable> own, Rereading rereading, int most) => (this.own, this.rereading, this.most) = (own, rereading, most);

    /// <summary>The values to record, and the statements that compute the others again, both in program order.</summary>
    public List<Variable> Recorded { get; } = [];

    public List<Let> Recomputed { get; } = [];

    /// <param name="definitions">The block's own values in program order, each with the statement that computes it, if that is a <see cref="Let"/>.</param>
    /// <param name="needed">The values that the reverse mentions; those from outside the block are at hand.</param>
    /// <param name="free">The block's values that the reverse has at no cost: a counter, a result.</param>
    /// <param name="rereading">What storage tells again.</param>
    /// <param name="isInner">Whether the block stands in a loop that stands in another.</param>
    public static Recording Of(
        IReadOnlyList<(Variable Variable, Let? Let)> definitions, HashSet<Variable> needed, Predicate<Variable> free, Rereading rereading, bool isInner)
    {
        Recording? again = isInner ? Of(definitions, needed, free, rereading, InnerTrip) : null;
        return again is { Recorded.Count: 0 } ? again : Of(definitions, needed, free, rereading, StoreAndLoad);
    }

    private static Recording Of(
        IReadOnlyList<(Variable Variable, Let? Let)> definitions, HashSet<Variable> needed, Predicate<Variable> free, Rereading rereading, int most)
    {
        var recording = new Recording([.. definitions.Select(static definition => definition.Variable)], rereading, most);
        foreach ((Variable variable, Let? let) in definitions)
        {
            if (let is not null && (let.Value is Apply || rereading.Repeats(let))) recording.lets[variable] = let;
            if (free(variable)) recording.atHand.Add(variable);
        }
        foreach ((Variable variable, _) in definitions)
        {
            if (needed.Contains(variable)) recording.Provide(variable);
        }
        return recording;
    }

    private void Provide(Variable variable)
    {
        if (!own.Contains(variable) || atHand.Contains(variable) || recomputed.Contains(variable)) return;
        bool isCheap = CostOf(variable, most) <= most;
        if (!isCheap && !(variable.Type.IsStorage && lets.ContainsKey(variable)))
        {
            Record(variable);
            return;
        }
        // No tape holds a reference: where what leads to it costs more, that is recorded.
        if (!isCheap)
        {
            foreach (Variable argument in lets[variable].Value.Operands.OfType<Variable>()) Provide(argument);
        }
        Recompute(variable);
    }

    private void Record(Variable variable)
    {
        Recorded.Add(variable);
        atHand.Add(variable);
    }

    private void Recompute(Variable variable)
    {
        if (!own.Contains(variable) || atHand.Contains(variable) || !recomputed.Add(variable)) return;
        foreach (Operand operand in lets[variable].Value.Operands)
        {
            if (operand is Variable argument) Recompute(argument);
        }
        Recomputed.Add(lets[variable]);
    }

    /// <summary>What it costs to compute a value again, or to read it where it was stored; more than the limit where it cannot be done within it.</summary>
    private int CostOf(Variable variable, int limit)
    {
        if (!own.Contains(variable) || atHand.Contains(variable) || recomputed.Contains(variable)) return 0;
        int cost = lets.TryGetValue(variable, out Let? let) ? CostOf(let, limit) : limit + 1;
        if (cost <= limit || let is { Value: Load } || rereading.Stored(variable) is not { } stored) return cost;
        int again = CostOf(stored, limit);
        if (again > limit) return cost;
        lets[variable] = stored;
        return again;
    }

    private int CostOf(Let let, int limit)
    {
        int cost = 1;
        if (let.Value is Apply apply)
        {
            Primitive primitive = Primitives.Get(apply.Primitive);
            if (apply.Type.IsInteger && Effects.MayThrow(apply)) return limit + 1;
            // What is divided by a constant is multiplied.
            cost = apply.Type.IsInteger && apply.Arguments[apply.Arguments.Count - 1] is Constant ? Cost.Cheap : primitive.Cost;
        }
        // A reference costs nothing more than what leads to it, and no tape could hold it.
        else if (let.Target.Type.IsStorage) cost = 0;
        foreach (Operand operand in let.Value.Operands)
        {
            if (cost > limit) return cost;
            if (operand is Variable argument) cost += CostOf(argument, limit - cost);
        }
        return cost;
    }
}
