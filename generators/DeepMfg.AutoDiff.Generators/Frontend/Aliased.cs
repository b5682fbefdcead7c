using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Assemblies whose types C# names behind an <c>extern alias</c> only, which generated code has none of.</summary>
internal static class Aliased
{
    private static readonly ConditionalWeakTable<Compilation, HashSet<ISymbol>> Known = new();

    /// <summary>Whether a symbol, or what its type is made of, cannot be named without an alias.</summary>
    public static bool Is(ISymbol symbol, Compilation compilation)
    {
        HashSet<ISymbol> assemblies = Known.GetValue(compilation, Of);
        return assemblies.Count > 0 && Is(symbol, assemblies);
    }

    private static bool Is(ISymbol symbol, HashSet<ISymbol> assemblies) => symbol switch
    {
        IArrayTypeSymbol array => Is(array.ElementType, assemblies),
        INamedTypeSymbol { IsGenericType: true } type => assemblies.Contains(type.ContainingAssembly) || type.TypeArguments.Any(part => Is(part, assemblies)),
        _ => symbol.ContainingAssembly is { } assembly && assemblies.Contains(assembly),
    };

    private static HashSet<ISymbol> Of(Compilation compilation)
    {
        HashSet<ISymbol> assemblies = new(SymbolEqualityComparer.Default);
        foreach (MetadataReference reference in compilation.References.Where(static reference => !reference.Properties.Aliases.IsEmpty))
        {
            if (reference.Properties.Aliases.Contains(MetadataReferenceProperties.GlobalAlias)) continue;
            if (compilation.GetAssemblyOrModuleSymbol(reference) is { } assembly) assemblies.Add(assembly);
        }
        return assemblies;
    }
}
