using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>The methods in source that a virtual call may run.</summary>
internal sealed class Overrides(Compilation compilation)
{
    private List<INamedTypeSymbol>? types;

    /// <summary>A method, and what overrides or implements it in this compilation.</summary>
    public IEnumerable<IMethodSymbol> Of(IMethodSymbol method)
    {
        yield return method;
        if (method is { IsVirtual: false, IsAbstract: false, IsOverride: false }) yield break;
        foreach (INamedTypeSymbol type in types ??= [.. TypesOf(compilation.Assembly.GlobalNamespace)])
        {
            if (method.ContainingType.TypeKind == TypeKind.Interface)
            {
                if (Implementation(type, method) is { } implementation) yield return implementation;
            }
            else foreach (IMethodSymbol other in type.GetMembers(method.Name).OfType<IMethodSymbol>().Where(other => IsOverride(other, method)))
            {
                yield return other;
            }
        }
    }

    private static IMethodSymbol? Implementation(INamedTypeSymbol type, IMethodSymbol method)
    {
        foreach (INamedTypeSymbol candidate in type.AllInterfaces)
        {
            if (!SymbolEqualityComparer.Default.Equals(candidate.OriginalDefinition, method.ContainingType.OriginalDefinition)) continue;
            ISymbol? asked = candidate.GetMembers(method.Name).FirstOrDefault(member =>
                SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, method.OriginalDefinition));
            if (asked is not null && type.FindImplementationForInterfaceMember(asked) is IMethodSymbol implementation) return implementation;
        }
        return null;
    }

    private static bool IsOverride(IMethodSymbol other, IMethodSymbol method)
    {
        for (IMethodSymbol? overridden = other.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
        {
            if (SymbolEqualityComparer.Default.Equals(overridden.OriginalDefinition, method.OriginalDefinition)) return true;
        }
        return false;
    }

    private static IEnumerable<INamedTypeSymbol> TypesOf(INamespaceOrTypeSymbol container) => container.GetMembers().OfType<INamespaceOrTypeSymbol>()
        .SelectMany(static member => member is INamedTypeSymbol type ? TypesOf(type).Prepend(type) : TypesOf(member));
}
