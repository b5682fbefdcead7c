using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>The library's attributes and operators as the Frontend meets them.</summary>
internal static class Marks
{
    public const string Differentiable = "DeepMfg.AutoDiff.DifferentiableAttribute";

    public static bool IsNoDerivative(ISymbol symbol) => Has(symbol, "NoDerivativeAttribute");

    public static bool IsDifferentiable(ISymbol symbol) => Has(symbol, "DifferentiableAttribute");

    public static bool IsDifferentiable(AttributeData attribute) => Is(attribute.AttributeClass, "DifferentiableAttribute");

    /// <summary>Whether this is the one part of a method for which a mark counts, where both parts have one.</summary>
    public static bool IsMarkedOnce(IMethodSymbol method, SyntaxNode part) =>
        method.GetAttributes().Count(IsDifferentiable) == 1
        || (method.PartialDefinitionPart ?? method).DeclaringSyntaxReferences.Any(
            reference => reference.SyntaxTree == part.SyntaxTree && reference.Span == part.Span);

    /// <summary>The mark of a rule by hand.</summary>
    public static AttributeData? DerivativeOf(ISymbol symbol) =>
        symbol.GetAttributes().FirstOrDefault(static attribute => Is(attribute.AttributeClass, "DerivativeOfAttribute"));

    public const string DerivativeOfName = "DeepMfg.AutoDiff.DerivativeOfAttribute";

    /// <summary>Whether it says which types of an assembly have rules by hand.</summary>
    public static bool IsHasDerivativeRules(AttributeData attribute) => Is(attribute.AttributeClass, "HasDerivativeRulesAttribute");

    /// <summary>The code that a generated member's attribute tells, in the language that is known here.</summary>
    public static string? BodyOf(ISymbol symbol) => symbol.GetAttributes()
        .Where(static attribute => Is(attribute.AttributeClass, "DifferentiableBodyAttribute"))
        .Select(static attribute => attribute.ConstructorArguments is [{ Value: Parser.Version }, { Value: string text }] ? text : null)
        .FirstOrDefault();

    public static AttributeData? DifferentiableOf(ISymbol symbol) =>
        symbol.GetAttributes().FirstOrDefault(IsDifferentiable);

    public static bool IsStopGradient(IMethodSymbol method) => method.Name == CSharpPrimitives.StopGradient.Name && Is(method.ContainingType, "Ad");

    public static bool IsCheckpoint(IMethodSymbol method) => method.Name == "Checkpoint" && Is(method.ContainingType, "Ad");

    /// <summary>Whether a method says that its callers' reverse sweeps call it again.</summary>
    public static bool IsCalledAgain(IMethodSymbol method) =>
        DifferentiableOf(method)?.NamedArguments.Any(static argument => argument is { Key: "Checkpoint", Value.Value: 1 }) == true;

    /// <summary>Whether a type is that of the library's operations, or of the platform's over spans.</summary>
    public static bool IsOperations(INamedTypeSymbol type) => 
        Is(type, "Ops")
        || type is { Name: "TensorPrimitives", ContainingType: null } && type.ContainingNamespace.ToDisplayString() == "System.Numerics.Tensors";

    private static bool Has(ISymbol symbol, string name) => symbol.GetAttributes().Any(attribute => Is(attribute.AttributeClass, name));

    private static bool Is(INamedTypeSymbol? type, string name) =>
        type is { ContainingNamespace: { Name: "AutoDiff", ContainingNamespace: { Name: "DeepMfg", ContainingNamespace.IsGlobalNamespace: true } } }
        && type.Name == name;
}
