using DeepMfg.AutoDiff.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>What generated code can name.</summary>
internal sealed partial class ProgramLowering
{
    /// <summary>How generated code names what is private in other types.</summary>
    public Accessors Accessors { get; } = new(compilation, marked);

    /// <summary>Refuses a symbol that generated code cannot name.</summary>
    /// <param name="symbol">What is named.</param>
    /// <param name="at">Where the user names it.</param>
    /// <param name="body">The body that is lowered.</param>
    /// <param name="through">The type of the object whose member it is.</param>
    /// <param name="isWritten">Whether a property is set, and not read.</param>
    public void CheckAccess(ISymbol symbol, SyntaxNode at, BodyLowering body, ITypeSymbol? through = null, bool isWritten = false)
    {
        Suppressed.Name(symbol);
        Publishing.Name(symbol);
        if (symbol is ITypeParameterSymbol or IErrorTypeSymbol || symbol.ContainingType is { IsTupleType: true }) return;
        ISymbol accessed = isWritten && symbol is IPropertySymbol { SetMethod: { } setter } ? setter : Accessors.Read(symbol);
        if (WhyNot(accessed, through) is not (var reason, var instead, var notPartial)) return;
        string name = symbol.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        body.Mistakes.Add(new Mistake(Descriptors.NotAccessible, at.GetLocation(), marked.ContainingType.Name, name, reason, instead) { Others = notPartial });
    }

    /// <summary>Refuses a type that generated code cannot name, where it says of what type a value is and the user's code does not.</summary>
    public void CheckType(string csharp, BodyLowering body)
    {
        foreach (IReadOnlyList<INamedTypeSymbol> types in Publishing.TypesIn(csharp))
        {
            CheckAccess(types.FirstOrDefault(type => Accessors.IsAccessible(type, null)) ?? types[0], PlaceOf(body), body);
        }
    }

    /// <summary>Why generated code cannot name a symbol, what helps, and the declarations of types that would have to be partial.</summary>
    private (string Reason, string Instead, IReadOnlyList<Location> NotPartial)? WhyNot(ISymbol symbol, ITypeSymbol? through)
    {
        if (!isObsolete && Suppressed.IsForbidden(symbol)) return ("is obsolete", $"mark '{marked.Name}' [Obsolete] too, or call something else", []);
        if (Aliased.Is(symbol, compilation))
        {
            return ("is known by an 'extern alias' only", "name it in a method of this project that is marked [NoDerivative]", []);
        }
        bool isFileLocal = symbol is INamedTypeSymbol { IsFileLocal: true } || symbol.ContainingType is { IsFileLocal: true };
        if (isFileLocal) return (Inaccessible.Reason, Inaccessible.Instead, []);
        if (Accessors.IsAccessible(symbol, through)) return null;
        (string instead, IReadOnlyList<Location> notPartial) = Accessors.WayOut(symbol is IMethodSymbol { AssociatedSymbol: { } read } ? read : symbol);
        return (Inaccessible.Reason, instead, notPartial);
    }

    private static (string Reason, string Instead) Inaccessible => ("it cannot access", "make it at least 'internal'");

    /// <summary>That generated code in a type cannot name what is private or local to a file.</summary>
    public static Mistake NotAccessible(Location at, INamedTypeSymbol type, string name) =>
        new(Descriptors.NotAccessible, at, type.Name, name, Inaccessible.Reason, Inaccessible.Instead);
}
