using DeepMfg.AutoDiff.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>What generated code can name.</summary>
internal sealed partial class ProgramLowering
{
    public void CheckAccess(ISymbol symbol, SyntaxNode at, BodyLowering body)
    {
        Suppressed.Name(symbol);
        Publishing.Name(symbol);
        if (symbol is ITypeParameterSymbol or IErrorTypeSymbol || symbol.ContainingType is { IsTupleType: true }) return;
        if (WhyNot(symbol) is not (var reason, var instead)) return;
        string name = symbol.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        body.Mistakes.Add(Descriptors.NotAccessible, at, marked.ContainingType.Name, name, reason, instead);
    }

    /// <summary>Why generated code cannot name a symbol, and what helps.</summary>
    private (string Reason, string Instead)? WhyNot(ISymbol symbol)
    {
        if (!isObsolete && Suppressed.IsForbidden(symbol)) return ("is obsolete", $"mark '{marked.Name}' [Obsolete] too, or call something else");
        if (Aliased.Is(symbol, compilation)) return ("is known by an 'extern alias' only", "name it in a method of this project that is marked [NoDerivative]");
        bool isFileLocal = symbol is INamedTypeSymbol { IsFileLocal: true } || symbol.ContainingType is { IsFileLocal: true };
        return isFileLocal || !compilation.IsSymbolAccessibleWithin(symbol, marked.ContainingType) ? Inaccessible : null;
    }

    private static (string Reason, string Instead) Inaccessible => ("it cannot access", "make it at least 'internal'");

    /// <summary>That generated code in a type cannot name what is private or local to a file.</summary>
    public static Mistake NotAccessible(Location at, INamedTypeSymbol type, string name) =>
        new(Descriptors.NotAccessible, at, type.Name, name, Inaccessible.Reason, Inaccessible.Instead);
}
