using DeepMfg.AutoDiff.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>A mistake in the user's code, at the syntax that is to blame.</summary>
internal sealed record Mistake(DiagnosticDescriptor Descriptor, Location Location, params object[] Arguments)
{
    /// <summary>What is to blame, where that is met at several places: the first of them is enough.</summary>
    public ISymbol? Culprit { get; init; }

    /// <summary>Other places that a fix has to change.</summary>
    public IReadOnlyList<Location> Others { get; init; } = [];

    public bool IsError => Descriptor.DefaultSeverity == DiagnosticSeverity.Error;

    public Diagnostic ToDiagnostic() => Diagnostic.Create(Descriptor, Location, Others, Arguments);
}

/// <summary>Collects mistakes: one for each cause, however often it is met.</summary>
internal sealed class Mistakes
{
    private readonly HashSet<(string Id, Location Location)> seen = [];
    private readonly List<Mistake> all = [];
    private readonly HashSet<ISymbol> culprits = new(SymbolEqualityComparer.Default);
    private readonly List<(string Name, SyntaxNode Scope)> refused = [];

    public IReadOnlyList<Mistake> All => all;

    /// <summary>Whether the C# compiler itself has something to say here, so that we need not.</summary>
    public bool IsBroken { get; set; }

    public bool HasErrors => all.Exists(static mistake => mistake.IsError);

    public void Add(Mistake mistake) => TryAdd(mistake);

    /// <summary>Has a variable whose declaration was refused be silent wherever it is used.</summary>
    public void Silence(string name, SyntaxNode declaration)
    {
        SyntaxNode? scope = declaration.FirstAncestorOrSelf<BlockSyntax>();
        if (scope is not null) refused.Add((name, scope));
    }

    private bool IsSilent(Location location)
    {
        if (refused.Count == 0 || location.SourceTree is not { } tree) return false;
        string[] names = [.. refused.Where(one => one.Scope.SyntaxTree == tree && one.Scope.Span.Contains(location.SourceSpan)).Select(static one => one.Name)];
        return names.Length > 0 && tree.GetRoot().FindNode(location.SourceSpan, getInnermostNodeForTie: true).DescendantNodesAndSelf()
            .OfType<IdentifierNameSyntax>().Any(name => names.Contains(name.Identifier.ValueText));
    }

    public bool TryAdd(Mistake mistake)
    {
        if (IsSilent(mistake.Location) || (mistake.Culprit is { } culprit && !culprits.Add(culprit))) return false;
        if (!seen.Add((mistake.Descriptor.Id, mistake.Location))) return false;
        // What is refused for what it computes need not be named.
        if (mistake.Descriptor == Descriptors.NotAccessible && all.Exists(IsRefusal)) return false;
        if (mistake.IsError) all.RemoveAll(other => other.Descriptor == Descriptors.NotAccessible && other.Location == mistake.Location);
        all.Add(mistake);
        return true;

        bool IsRefusal(Mistake other) => other.IsError && other.Location == mistake.Location;
    }

    public void Remove(DiagnosticDescriptor descriptor) => all.RemoveAll(mistake => mistake.Descriptor == descriptor);

    public void Add(DiagnosticDescriptor descriptor, SyntaxNode at, params object[] arguments) =>
        Add(new Mistake(descriptor, at.GetLocation(), arguments));
}
