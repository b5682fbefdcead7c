using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Which members are generated for the users of a marked type: those that it does not have.</summary>
internal static class ModelMembers
{
    private static readonly ModelMemberKind[] Kinds = (ModelMemberKind[])Enum.GetValues(typeof(ModelMemberKind));

    public static IEnumerable<ModelMember> MissingIn(INamedTypeSymbol type, ITypeSymbol scalar) =>
        from kind in Kinds
        where OperatorOf(kind, type, scalar) is var (name, operands) ? !HasOperator(type, name, operands) : !HasMember(type, kind.ToString())
        select new ModelMember(kind, Hides(kind) && IsGeneratedInBase(type, kind.ToString()));

    /// <summary>An implementation of the interface that the user has written.</summary>
    public static bool IsOwnImplementation(ISymbol member) => member is IMethodSymbol { ExplicitInterfaceImplementations: [var implemented, ..] }
        && implemented.ContainingType is { Name: "IDifferentiable", Arity: 2 } face
        && SymbolEqualityComparer.Default.Equals(face.TypeArguments[0], member.ContainingType)
        && !GeneratedMembers.IsGenerated(member);

    private static (string Name, ITypeSymbol[] Operands)? OperatorOf(ModelMemberKind kind, INamedTypeSymbol type, ITypeSymbol scalar) => kind switch
    {
        ModelMemberKind.Add => (WellKnownMemberNames.AdditionOperatorName, [type, type]),
        ModelMemberKind.Subtract => (WellKnownMemberNames.SubtractionOperatorName, [type, type]),
        ModelMemberKind.Negate => (WellKnownMemberNames.UnaryNegationOperatorName, [type]),
        ModelMemberKind.ScaleFromLeft => (WellKnownMemberNames.MultiplyOperatorName, [scalar, type]),
        ModelMemberKind.ScaleFromRight => (WellKnownMemberNames.MultiplyOperatorName, [type, scalar]),
        _ => null,
    };

    private static bool HasOperator(INamedTypeSymbol type, string name, ITypeSymbol[] operands) => type.GetMembers(name).OfType<IMethodSymbol>()
        .Any(method => !GeneratedMembers.IsGenerated(method)
            && method.Parameters.Select(static p => p.Type).SequenceEqual(operands, SymbolEqualityComparer.Default));

    private static bool HasMember(INamedTypeSymbol type, string name) =>
        type.Name == name || type.TypeParameters.Any(parameter => parameter.Name == name)
        || WithBases(type).Any(holder => holder.GetMembers(name).Any(member =>
            !IsGenerated(member) && (member.DeclaredAccessibility != Accessibility.Private || SymbolEqualityComparer.Default.Equals(holder, type))));

    /// <summary>The members whose parameters are the same in a base type: the others are overloads.</summary>
    private static bool Hides(ModelMemberKind kind) =>
        kind is ModelMemberKind.Zero or ModelMemberKind.ParameterCount or ModelMemberKind.CopyTo or ModelMemberKind.From;

    private static bool IsGeneratedInBase(INamedTypeSymbol type, string name) =>
        WithBases(type).Skip(1).Any(holder => Parts.IsMarked(holder) && holder.Name != name);

    /// <summary>Of a referenced assembly's marked types the members of these names are taken for generated ones.</summary>
    private static bool IsGenerated(ISymbol member) => GeneratedMembers.IsGenerated(member)
        || member.DeclaringSyntaxReferences.IsEmpty && Parts.IsMarked(member.ContainingType);

    private static IEnumerable<INamedTypeSymbol> WithBases(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? holder = type; holder is { SpecialType: SpecialType.None }; holder = holder.BaseType) yield return holder;
    }
}
