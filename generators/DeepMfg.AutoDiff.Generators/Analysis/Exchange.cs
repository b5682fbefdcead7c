using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Analysis;

/// <summary>
/// The references that a loop hands from trip to trip: two buffers that change places, a new array for the next step. Each is a name of one
/// piece of storage at a time, so the reverse sweep can hand their shadows back the same way.
/// </summary>
internal sealed class Exchange
{
    private readonly Regions regions;
    private readonly Dictionary<Variable, Expression> made = [];

    private Exchange(Function function)
    {
        regions = Regions.Of(function);
        foreach (Statement statement in function.Statements)
        {
            if (statement is Let { Target.Type.IsStorage: true } let) made[let.Target] = let.Value;
        }
    }

    public static Exchange Of(Function function) => new(function);

    /// <summary>The reference of which another is a view.</summary>
    public Operand Viewed(Operand reference)
    {
        while (reference is Variable variable && made.TryGetValue(variable, out Expression? value) && value is View view) reference = view.Storage;
        return reference;
    }

    /// <summary>Why the shadows of a loop's references cannot be handed back; nothing where they can.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="trip">The block that is reversed.</param>
    /// <param name="handed">Which of the carried values are references to active storage.</param>
    /// <param name="around">The body of the innermost loop around, or the function's.</param>
    public string? Mistake(Loop loop, Block trip, IReadOnlyList<int> handed, Block around)
    {
        Operand[] next = [.. handed.Select(k => Viewed(trip.Yield[k + loop.Flags]))], first = [.. handed.Select(k => Viewed(loop.Carried[k].Initial))];
        if (next.Distinct().Count() < next.Length) return "two names of one array";
        if (first.Distinct().Count() < first.Length) return "two names of one array";
        HashSet<Variable> carried = [.. handed.Select(k => loop.Carried[k].Variable)];
        // A call that stays gives nothing that it was given.
        HashSet<Variable> own = [.. trip.Statements.Where(static made => made is Let { Value: Alloc } or Call).SelectMany(static made => made.Targets)];
        bool isPlain = next.All(reference => reference is Variable variable && (carried.Contains(variable) || own.Contains(variable)));
        if (!isPlain) return "an array that a condition chooses";
        if (!IsWrittenThrough(loop, around, own)) return null;
        return first.All(reference => IsLeftAlone(reference, loop, around)) ? null : "an array that is written and has another name";
    }

    /// <summary>Whether the loop, or what follows it, writes what a trip has of the one before.</summary>
    private bool IsWrittenThrough(Loop loop, Block around, HashSet<Variable> own)
    {
        HashSet<Variable> handed = [.. loop.Bound.Where(static variable => variable.Type.IsStorage).Select(regions.Of)];
        return Walk.All(around).SkipWhile(statement => !ReferenceEquals(statement, loop)).SelectMany(Effects.Written)
            .Any(target => handed.Contains(regions.Of(target)) && !(Root(target) is Variable root && own.Contains(root)));
    }

    private Operand Root(Operand reference)
    {
        while (reference is Variable variable && made.TryGetValue(variable, out Expression? value) && value is View or Slice) reference = value.Operands[0];
        return reference;
    }

    /// <summary>Whether storage is made in the block around the loop, and has no name from the loop on but those that the loop gives it.</summary>
    private bool IsLeftAlone(Operand reference, Loop loop, Block around)
    {
        if (reference is not Variable variable || !made.TryGetValue(variable, out Expression? value) || value is not Alloc) return false;
        Variable region = regions.Of(variable);
        HashSet<Variable> before = [];
        List<Statement> enclosing = [];
        bool isBehind = false;
        foreach (Statement statement in Walk.All(around))
        {
            if (isBehind && (statement.Operands.Any(Names) || statement.Blocks.Any(block => block.Yield.Any(Names)))) return false;
            if (ReferenceEquals(statement, loop)) isBehind = true;
            else if (!isBehind && statement.Blocks.SelectMany(Walk.All).Contains(loop, ReferenceComparer.Instance)) enclosing.Add(statement);
            else if (!isBehind) before.UnionWith(statement.Targets);
        }
        return before.Contains(variable) && !around.Yield.Any(Names)
            && !enclosing.SelectMany(static statement => statement.Blocks).Any(block => block.Yield.Any(Names));

        // What is read out of a table may be anything that was put there.
        bool Names(Operand operand) => operand is Variable { Type.IsStorage: true } name && regions.Of(name) == region
            && Root(name) is Variable root && (before.Contains(root) || made.TryGetValue(root, out Expression? maker) && maker is Load);
    }
}
