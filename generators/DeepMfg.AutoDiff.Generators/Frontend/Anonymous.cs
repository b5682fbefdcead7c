using DeepMfg.AutoDiff.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>
/// Objects of anonymous types that a query hands from one of its lambdas to the next, as <c>let</c> and a second <c>from</c> do: tuples, as nobody sees
/// them whole.
/// </summary>
internal sealed class Anonymous(BodyLowering body)
{
    public static IPropertySymbol[] PartsOf(INamedTypeSymbol type) => [.. type.GetMembers().OfType<IPropertySymbol>()];

    /// <summary>Whether anything but the members of such an object is asked for in a query.</summary>
    public static bool IsUsedWhole(IInvocationOperation query) => query.Descendants().Any(static operation =>
        operation is IParameterReferenceOperation { Type.IsAnonymousType: true }
            && operation.Parent is not (IPropertyReferenceOperation or ISimpleAssignmentOperation { Parent: IAnonymousObjectCreationOperation })
        || operation is IPropertyReferenceOperation { Type.IsAnonymousType: true }
            && operation.Parent is not (IPropertyReferenceOperation or ISimpleAssignmentOperation { Parent: IAnonymousObjectCreationOperation }));

    // new { A = a, B = b }  →  (a, b), where a lambda of a query gives it
    public Value? Creation(IAnonymousObjectCreationOperation creation)
    {
        if (!IsHandedOn(creation)) return null;
        Dictionary<string, IOperation> given = creation.Initializers.OfType<ISimpleAssignmentOperation>()
            .ToDictionary(static one => ((IPropertyReferenceOperation)one.Target).Property.Name, static one => one.Value);
        return new TupleValue(
            PartsOf((INamedTypeSymbol)creation.Type!).Select(part => body.Expressions.Lower(given[part.Name], part.Name)).ToEquatableArray());
    }

    // t.A  →  the item of the tuple
    public Value? Part(IPropertyReferenceOperation operation) =>
        operation.Instance is { Type: INamedTypeSymbol { IsAnonymousType: true } type } instance && body.Expressions.Lower(instance, null) is TupleValue tuple
            ? tuple.Items[Array.FindIndex(PartsOf(type), part => SymbolEqualityComparer.Default.Equals(part, operation.Property))] : null;

    private static bool IsHandedOn(IOperation creation)
    {
        IOperation? around = creation.Parent;
        while (around is IReturnOperation or IBlockOperation or IConversionOperation or IParenthesizedOperation) around = around.Parent;
        return around is IAnonymousFunctionOperation { Parent: IDelegateCreationOperation { Parent: IArgumentOperation { Parent: IInvocationOperation call } } }
            && Queried.IsQuery(call);
    }
}
