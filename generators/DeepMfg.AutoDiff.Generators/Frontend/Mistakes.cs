using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>A mistake in the user's code, at the syntax that is to blame.</summary>
internal sealed record Mistake(DiagnosticDescriptor Descriptor, Location Location, params object[] Arguments)
{
    public bool IsError => Descriptor.DefaultSeverity == DiagnosticSeverity.Error;

    public Diagnostic ToDiagnostic() => Diagnostic.Create(Descriptor, Location, Arguments);
}

/// <summary>Collects mistakes: one for each cause, however often it is met.</summary>
internal sealed class Mistakes
{
    private readonly HashSet<(string Id, Location Location)> seen = [];
    private readonly List<Mistake> all = [];

    public IReadOnlyList<Mistake> All => all;

    /// <summary>Whether the C# compiler itself has something to say here, so that we need not.</summary>
    public bool IsBroken { get; set; }

    public bool HasErrors => all.Exists(static mistake => mistake.IsError);

    public void Add(Mistake mistake) => TryAdd(mistake);

    public bool TryAdd(Mistake mistake)
    {
        if (!seen.Add((mistake.Descriptor.Id, mistake.Location))) return false;
        all.Add(mistake);
        return true;
    }

    public void Add(DiagnosticDescriptor descriptor, SyntaxNode at, params object[] arguments) =>
        Add(new Mistake(descriptor, at.GetLocation(), arguments));
}
