using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>A function made ready to be written: its steps, and a local for each of its variables.</summary>
internal sealed record WritingPlan(Body Body, Folding Folding, Dictionary<Variable, Local> Locals, NameTable Names, bool QualifiesNames)
{
    private HashSet<Variable>? read;

    /// <summary>The locals that are declared before a step, as it assigns them first, but inside.</summary>
    public required IReadOnlyDictionary<Step, List<Local>> DeclaredBefore { get; init; }

    /// <summary>From the name of a function in the IR to what calls it, and which sweep it is, if that: such take a tape, too.</summary>
    public required Func<string, (string Name, Sweep Part)> CallOf { get; init; }

    /// <summary>The tape that a parameter is; none where the body opens one of its own.</summary>
    public string Tape { get; init; } = "";

    /// <summary>The tape from which a reverse sweep takes what the forward sweep has kept; none where both are one function.</summary>
    public string Kept { get; init; } = "";

    public required IReadOnlyDictionary<Step, LiveSet> LiveAtGrowth { get; init; }

    public bool IsRead(Variable variable) => (read ??= [.. Body.All().SelectMany(Folding.Leaves)]).Contains(variable);

    /// <summary>What a constant's name alone would mean.</summary>
    public required IReadOnlyCollection<string> Taken { get; init; }

    /// <summary>Whether a constant's name means something else here.</summary>
    public bool Hides(string constant) => Taken.Contains(constant.TrimStart('@'));

    /// <param name="function">The function.</param>
    /// <param name="places">Where its parameters are, and the <c>out</c> parameters that it writes.</param>
    /// <param name="outputs">Where its results go.</param>
    /// <param name="used">Names that its locals cannot have.</param>
    /// <param name="signature">The method that it is for.</param>
    public static WritingPlan Of(Function function, IReadOnlyList<ParameterPlace> places, Outputs outputs, IEnumerable<string> used, Signature signature)
    {
        Body body = Structuring.Of(function, outputs);
        Variable[] seen = [.. places.Where(place => place.Kind == PlaceKind.Reference).Select(place => place.Variable)];
        Folding folding = Folding.Run(body);
        Shaping.Run(body, folding);
        ForLoops.Run(body, folding);
        Interference interference = Interference.Of(body, folding, seen);
        Dictionary<Variable, Local> locals = Coalescing.Run(body, interference, folding, places);
        Pruning.Run(body, seen, folding, locals);
        HashSet<string> taken = [.. used];
        var names = new NameTable(body, taken.Concat(signature.NamedConstants.Select(static constant => constant.TrimStart('@'))));
        return new WritingPlan(body, folding, locals, names, signature.QualifyNames)
        {
            Taken = taken,
            DeclaredBefore = Declarations.Run(body, folding, locals, names),
            LiveAtGrowth = interference.LiveAtGrowth,
            CallOf = static function => throw new InvalidOperationException($"{function} has no name."),
        };
    }
}
