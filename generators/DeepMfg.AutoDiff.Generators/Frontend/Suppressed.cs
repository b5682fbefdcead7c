using DeepMfg.AutoDiff.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>The warnings that the user has had about what generated code repeats: where they were switched off, they must not come back.</summary>
internal sealed class Suppressed
{
    private readonly SortedSet<string> ids = new(StringComparer.Ordinal);
    private readonly HashSet<ISymbol> seen = new(SymbolEqualityComparer.Default);

    public EquatableArray<string> Ids => ids.ToEquatableArray();

    /// <summary>Generated code names a symbol, which may be obsolete or experimental.</summary>
    public void Name(ISymbol symbol)
    {
        for (ISymbol? named = symbol.OriginalDefinition; named is not null and not INamespaceSymbol && seen.Add(named); named = named.ContainingType)
        {
            AddAttributes(named);
        }
        if (symbol is IArrayTypeSymbol array) Name(array.ElementType);
        if (symbol is INamedTypeSymbol type) foreach (ITypeSymbol argument in type.TypeArguments) Name(argument);
        if (symbol.ContainingAssembly is { } assembly && seen.Add(assembly)) AddAttributes(assembly);
    }

    /// <summary>Generated code repeats a piece of code.</summary>
    public void Copy(SyntaxNode code)
    {
        if (code.SyntaxTree.GetRoot() is not CompilationUnitSyntax { ContainsDirectives: true } root) return;
        HashSet<string> disabled = [];
        for (DirectiveTriviaSyntax? directive = root.GetFirstDirective(); directive?.SpanStart < code.SpanStart; directive = directive.GetNextDirective())
        {
            if (directive is not PragmaWarningDirectiveTriviaSyntax { ErrorCodes: var codes } pragma) continue;
            IEnumerable<string> named = codes.Select(static id => id.ToString()).Where(IsOfGeneratedCode);
            if (pragma.DisableOrRestoreKeyword.Text == "disable") disabled.UnionWith(named);
            else if (codes.Count == 0) disabled.Clear();
            else disabled.ExceptWith(named);
        }
        ids.UnionWith(disabled);
    }

    // Of the analyzers only those of security look at generated code.
    private static bool IsOfGeneratedCode(string id) =>
        id.StartsWith("CA3", StringComparison.Ordinal) || id.StartsWith("CA5", StringComparison.Ordinal);

    private void AddAttributes(ISymbol symbol)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            switch (attribute.AttributeClass?.ToDisplayString())
            {
                case "System.ObsoleteAttribute":
                    object? own = attribute.NamedArguments.FirstOrDefault(static argument => argument.Key == "DiagnosticId").Value.Value;
                    ids.Add(own as string ?? (attribute.ConstructorArguments.IsEmpty ? "CS0612" : "CS0618"));
                    break;
                case "System.Diagnostics.CodeAnalysis.ExperimentalAttribute" when attribute.ConstructorArguments is [{ Value: string id }]:
                    ids.Add(id);
                    break;
            }
        }
    }
}
