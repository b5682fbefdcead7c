using DeepMfg.AutoDiff.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>The warnings that the user has had about what generated code repeats: where they were switched off, they must not come back.</summary>
internal sealed class Suppressed
{
    private readonly SortedSet<string> ids = new(StringComparer.Ordinal);
    private readonly HashSet<ISymbol> named = new(SymbolEqualityComparer.Default), seen = new(SymbolEqualityComparer.Default);

    public EquatableArray<string> Ids => ids.ToEquatableArray();

    /// <summary>Generated code names a symbol, which may be obsolete or experimental.</summary>
    public void Name(ISymbol symbol)
    {
        if (!named.Add(symbol)) return;
        for (ISymbol? definition = symbol.OriginalDefinition; definition is not null && seen.Add(definition); definition = definition.ContainingType)
        {
            AddAttributes(definition);
        }
        if (symbol is IArrayTypeSymbol array) Name(array.ElementType);
        if (symbol is INamedTypeSymbol type) foreach (ITypeSymbol argument in type.TypeArguments) Name(argument);
        if (symbol.ContainingAssembly is { } assembly && seen.Add(assembly)) AddAttributes(assembly);
    }

    /// <summary>Generated code declares a type once more, and with it a name that C# may want for itself.</summary>
    public void Declare(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? declared = type; declared is not null; declared = declared.ContainingType)
        {
            if (declared.Name.All(static c => c is >= 'a' and <= 'z')) ids.Add("CS8981");
        }
    }

    /// <summary>Generated code passes a reference to a field.</summary>
    public void Refer(IFieldSymbol field)
    {
        if (field.IsVolatile) ids.Add("CS0420");
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
