using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>A function made ready to be written: its steps, and a local for each of its variables.</summary>
internal sealed record Plan(Body Body, Folding Folding, Dictionary<Variable, Local> Locals, NameTable Names, bool QualifiesNames)
{
    private readonly HashSet<Variable> read = [.. Body.All().SelectMany(Folding.Leaves)];

    /// <summary>From the name of a function in the IR to what calls it.</summary>
    public required Func<string, string> CallOf { get; init; }

    public required IReadOnlyDictionary<Step, LiveSet> LiveAtGrowth { get; init; }

    public bool IsRead(Variable variable) => read.Contains(variable);

    /// <param name="function">The function.</param>
    /// <param name="places">Where its parameters are, and the <c>out</c> parameters that it writes.</param>
    /// <param name="outputs">Where its results go.</param>
    /// <param name="used">Names that its locals cannot have.</param>
    /// <param name="qualifiesNames">Whether types are written with their namespaces.</param>
    public static Plan Of(Function function, IReadOnlyList<Place> places, Outputs outputs, IEnumerable<string> used, bool qualifiesNames)
    {
        Body body = Structuring.Of(function, outputs);
        Variable[] seen = [.. places.Where(place => place.Kind == PlaceKind.Reference).Select(place => place.Variable)];
        Pruning.Run(body, seen);
        Folding folding = Folding.Run(body);
        Shaping.Run(body, folding);
        ForLoops.Run(body, folding);
        Interference interference = Interference.Of(body, folding, seen);
        Dictionary<Variable, Local> locals = Coalescing.Run(body, interference, folding, places);
        Pruning.Run(body, seen, folding, locals);
        var names = new NameTable(body, used);
        Declarations.Run(body, folding, locals, names);
        return new Plan(body, folding, locals, names, qualifiesNames) 
        {
            LiveAtGrowth = interference.LiveAtGrowth,
            CallOf = static function => throw new InvalidOperationException($"{function} has no name."),
        };
    }
}
