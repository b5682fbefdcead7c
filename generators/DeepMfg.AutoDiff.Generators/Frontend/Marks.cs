using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>The library's attributes and operators as the Frontend meets them.</summary>
internal static class Marks
{
    public const string Differentiable = "DeepMfg.AutoDiff.DifferentiableAttribute";

    public static bool IsNoDerivative(ISymbol symbol) => Has(symbol, "NoDerivativeAttribute");

    public static bool IsDifferentiable(ISymbol symbol) => Has(symbol, "DifferentiableAttribute");

    public static AttributeData? DifferentiableOf(ISymbol symbol) =>
        symbol.GetAttributes().FirstOrDefault(static attribute => Is(attribute.AttributeClass, "DifferentiableAttribute"));

    public static bool IsStopGradient(IMethodSymbol method) => method.Name == Rows.StopGradient.Name && Is(method.ContainingType, "Ad");

    private static bool Has(ISymbol symbol, string name) => symbol.GetAttributes().Any(attribute => Is(attribute.AttributeClass, name));

    private static bool Is(INamedTypeSymbol? type, string name) =>
        type is { ContainingNamespace: { Name: "AutoDiff", ContainingNamespace: { Name: "DeepMfg", ContainingNamespace.IsGlobalNamespace: true } } }
        && type.Name == name;
}
