using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>
/// Members of <c>extension</c> blocks. C# makes a static method of the class around the block of each; that one is called, derived and named, wherever
/// the member is meant. Its body still names the parameters that the block and the member declare.
/// </summary>
internal static class Extensions
{
    /// <summary>The static method that a member of an <c>extension</c> block is; nothing for any other method.</summary>
    public static IMethodSymbol? MethodOf(IMethodSymbol? member)
    {
        if (member?.ContainingType is not { IsExtension: true } block) return null;
        if (member.OriginalDefinition.AssociatedExtensionImplementation is not { } method) return null;
        ITypeSymbol[] arguments = [.. block.TypeArguments, .. member.TypeArguments];
        return arguments.Length == 0 ? method : method.Construct(arguments);
    }

    /// <summary>The method that a declaration stands for: what is marked in an <c>extension</c> block is derived as a static method.</summary>
    public static IMethodSymbol Declared(IMethodSymbol method) => MethodOf(method)?.OriginalDefinition ?? method.PartialDefinitionPart ?? method;

    /// <summary>The member of an <c>extension</c> block that a static method is made of.</summary>
    public static IMethodSymbol? MemberOf(IMethodSymbol method) =>
        method.OriginalDefinition is { IsStatic: true, IsImplicitlyDeclared: true, ContainingType.IsStatic: true }
        ? method.ContainingType.OriginalDefinition.GetTypeMembers().Where(static type => type.IsExtension)
            .SelectMany(static block => block.GetMembers()).OfType<IMethodSymbol>()
            .FirstOrDefault(member => SymbolEqualityComparer.Default.Equals(member.AssociatedExtensionImplementation, method.OriginalDefinition))
        : null;

    /// <summary>The parameters of a method as its body names them.</summary>
    public static IReadOnlyList<IParameterSymbol> ParametersOf(IMethodSymbol method)
    {
        if (MemberOf(method) is not { } member) return ProgramLowering.WithBody(method).Parameters;
        return member.IsStatic || member.ContainingType.ExtensionParameter is not { } receiver ? member.Parameters : [receiver, .. member.Parameters];
    }

    /// <summary>The type parameters of a method as its body names them.</summary>
    public static IReadOnlyList<ITypeParameterSymbol> TypeParametersOf(IMethodSymbol method) =>
        MemberOf(method) is { } member ? [.. member.ContainingType.TypeParameters, .. member.TypeParameters] : method.TypeParameters;
}
