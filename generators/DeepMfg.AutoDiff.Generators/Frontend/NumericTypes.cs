using DeepMfg.AutoDiff.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>The vectors, quaternions, matrices and complex numbers of .NET, which need no mark.</summary>
internal static class NumericTypes
{
    public static KnownType? TypeOf(ITypeSymbol? type) =>
        type is INamedTypeSymbol { IsValueType: true, Arity: 0, ContainingType: null, DeclaringSyntaxReferences.IsEmpty: true } named
            && KnownTypes.Get(named.Name) is { } known && named.ContainingNamespace.ToDisplayString() == KnownType.Namespace
            ? known : null;

    /// <summary>What the table says of a member.</summary>
    public static KnownMember? Of(IMethodSymbol method)
    {
        if (TypeOf(method.ContainingType) is not { } type) return null;
        IEnumerable<ITypeSymbol> inputs = method.Parameters.Where(static parameter => parameter.RefKind != RefKind.Out).Select(static p => p.Type);
        if (!method.IsStatic && method.MethodKind != MethodKind.Constructor) inputs = inputs.Prepend(method.ContainingType);
        return KnownMembers.Get(type.Name, method.Name, inputs.Select(static input => input.Name));
    }

    /// <summary>What to write instead of a member that the table does not have.</summary>
    public static string? Instead(IMethodSymbol? method) =>
        method is not null && TypeOf(method.ContainingType) is not null ? RefusedMembers.Instead(method.Name) : null;

    /// <summary>Whether a member compares or counts.</summary>
    public static bool IsDiscrete(IMethodSymbol method) =>
        method.ReturnType.SpecialType is SpecialType.System_Boolean or SpecialType.System_Int32
        && method.Parameters.All(static parameter => parameter.RefKind == RefKind.None && !parameter.Type.IsRefLikeType)
        && TypeOf(method.ContainingType) is not null;
}
