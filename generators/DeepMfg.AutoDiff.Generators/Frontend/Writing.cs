using DeepMfg.AutoDiff.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>What to say where a method writes what is no variable, array or struct of its own.</summary>
internal static class Writing
{
    public static Mistake Outside(IOperation target)
    {
        if (target.Kind == OperationKind.None)
        {
            (string construct, string instead) = Refusals.Of(target);
            return CallLowering.Refused(target.Syntax, construct, instead) with { Culprit = Refusals.CulpritOf(target) };
        }
        string written = Written(target.Syntax);
        return HolderOf(target) is { } own
            ? CallLowering.Refused(target.Syntax, $"Writing '{written}', which is in an object,", InsteadOf(own.Type)) with { Culprit = own }
            : new(
                Descriptors.WritesOutside, target.Syntax.GetLocation(), written,
                "return the value, or write it to an 'out' parameter, instead") { Culprit = UnknownCalls.RootOf(target) };
    }

    // '.V' behind a '?' with what stands before it
    private static string Written(SyntaxNode syntax) => syntax.Ancestors().OfType<ConditionalAccessExpressionSyntax>()
        .Where(access => access.WhenNotNull.Span.Contains(syntax.Span))
        .Aggregate(SourceText.Of(syntax), static (text, access) => $"{SourceText.Of(access.Expression)}?{text}");

    /// <summary>The local variable that refers to the object which is written.</summary>
    private static ILocalSymbol? HolderOf(IOperation target) => target switch
    {
        ILocalReferenceOperation { Local: { Type: { IsReferenceType: true, TypeKind: not TypeKind.Array } } local } => local,
        IMemberReferenceOperation { Instance: { } instance } => HolderOf(instance),
        IArrayElementReferenceOperation { ArrayReference: var array } => HolderOf(array),
        IParenthesizedOperation { Operand: var inner } => HolderOf(inner),
        _ => null,
    };

    private static string InsteadOf(ITypeSymbol type) => type.DeclaringSyntaxReferences.IsEmpty ? "keep it in an array"
        : $"make '{type.Name}' a struct, or keep the value in a variable";
}
