using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>A new array with what another holds, or a part of it: <c>all[a..b]</c>, <c>all.ToArray()</c>, <c>(S[])all.Clone()</c>.</summary>
/// <param name="Whole">What is copied.</param>
/// <param name="Range">Which part, where it is not all.</param>
/// <param name="Syntax">Where it stands.</param>
internal sealed record StructCopy(IOperation Whole, IOperation? Range, SyntaxNode Syntax)
{
    public static StructCopy? Of(IOperation expression) => expression switch
    {
        IArrayElementReferenceOperation { Indices: [var range] } part when Elements.IsRange(range) => new(part.ArrayReference, range, part.Syntax),
        IImplicitIndexerReferenceOperation part when !Types.IsSpan(part.Instance.Type) && Elements.IsRange(part.Argument) =>
            new(part.Instance, part.Argument, part.Syntax),
        IConversionOperation { Operand: IInvocationOperation { TargetMethod.Name: "Clone", Instance: { Type: IArrayTypeSymbol type } whole } } cast
            when SymbolEqualityComparer.Default.Equals(type, cast.Type) => new(whole, null, cast.Syntax),
        IInvocationOperation { TargetMethod: { Name: "ToArray", ContainingType: var home } method } call when IsHome(home) =>
            call.Instance is { } span ? new(span, null, call.Syntax)
            : method.IsStatic && call.Arguments is [{ Value: var all }] ? new(StructArrays.Plain(all), null, call.Syntax) : null,
        _ => null,
    };

    /// <summary>The copy of what is used, where that is what stands around it.</summary>
    public static IOperation? Around(IOperation use)
    {
        IOperation? around = use.Parent is IArgumentOperation argument ? argument.Parent : use.Parent;
        if (around is IInvocationOperation { TargetMethod.Name: "Clone", Parent: IConversionOperation cast }) around = cast;
        return around is not null && Of(around) is { } copy && StructArrays.Plain(copy.Whole) == StructArrays.Plain(use) ? around : null;
    }

    private static bool IsHome(INamedTypeSymbol type) => Types.IsSpan(type)
        || type is { Name: "Enumerable", ContainingNamespace: { Name: "Linq", ContainingNamespace.Name: "System" } };
}
