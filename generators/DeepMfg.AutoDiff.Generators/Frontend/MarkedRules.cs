using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Finds the methods that are marked as rules by hand.</summary>
internal static class MarkedRules
{
    private const string Mark = "DerivativeOf";

    /// <summary>For each file the methods with an attribute that may be the mark: files that stay as they are are not looked through again.</summary>
    private static readonly ConditionalWeakTable<SyntaxTree, MethodDeclarationSyntax[]> Candidates = new();

    /// <summary>Those of a compilation's own files, in order.</summary>
    public static IEnumerable<RuleMark> Of(Compilation compilation, CancellationToken cancellation)
    {
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            foreach (MethodDeclarationSyntax method in Candidates.GetValue(tree, asked => [.. In(asked, cancellation)]))
            {
                IMethodSymbol? symbol = compilation.ModelOf(tree).GetDeclaredSymbol(method, cancellation);
                if (symbol is { PartialDefinitionPart: null } && RuleMark.Of(symbol) is { } mark) yield return mark;
            }
        }
    }

    /// <summary>Those of other assemblies that generated code can call: of the types that the assemblies name.</summary>
    public static IEnumerable<RuleMark> OfReferences(Compilation compilation) =>
        from reference in compilation.References
        let assembly = compilation.GetAssemblyOrModuleSymbol(reference) as IAssemblySymbol
        where assembly is not null
        from attribute in assembly.GetAttributes()
        where Marks.IsHasDerivativeRules(attribute)
        from argument in attribute.ConstructorArguments
        where argument.Value is INamedTypeSymbol
        from method in ((INamedTypeSymbol)argument.Value!).GetMembers().OfType<IMethodSymbol>()
        let mark = RuleMark.Of(method)
        where mark is not null && compilation.IsSymbolAccessibleWithin(method, compilation.Assembly)
        select mark;

    /// <summary>The type that an assembly with rules names, where others can: as <c>typeof</c> writes it.</summary>
    public static string? HolderOf(IMethodSymbol rule)
    {
        if (RuleMark.Of(rule) is null || !IsVisible(rule) || rule.ContainingType.IsGenericType) return null;
        for (INamedTypeSymbol? type = rule.ContainingType; type is not null; type = type.ContainingType)
        {
            if (!IsVisible(type) || type.IsFileLocal) return null;
        }
        return rule.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
    }

    private static bool IsVisible(ISymbol symbol) =>
        symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;

    private static IEnumerable<MethodDeclarationSyntax> In(SyntaxTree tree, CancellationToken cancellation)
    {
        if (tree.GetRoot(cancellation) is not CompilationUnitSyntax unit) return [];
        // Under another name it must be looked up.
        bool isRenamed = unit.DescendantNodes(static node => node is not TypeDeclarationSyntax).OfType<UsingDirectiveSyntax>()
            .Any(static directive => directive.Alias is not null && directive.ToString().Contains(Mark));
        return unit.DescendantNodes(static node => node is not BlockSyntax).OfType<MethodDeclarationSyntax>()
            .Where(method => method.AttributeLists.Any(list => isRenamed || list.Attributes.Any(static mark => mark.Name.ToString().Contains(Mark))));
    }
}
