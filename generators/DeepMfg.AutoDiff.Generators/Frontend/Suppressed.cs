using DeepMfg.AutoDiff.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>The warnings that the user has had about what generated code repeats: where they were switched off, they must not come back.</summary>
internal sealed class Suppressed
{
    /// <summary>Of what is named and repeated, and of what is declared.</summary>
    private readonly SortedSet<string> ids = new(StringComparer.Ordinal), declared = new(StringComparer.Ordinal);
    private readonly HashSet<ISymbol> named = new(SymbolEqualityComparer.Default), seen = new(SymbolEqualityComparer.Default);

    public EquatableArray<string> Ids => ids.Union(declared).OrderBy(static id => id, StringComparer.Ordinal).ToEquatableArray();

    /// <summary>Whether what is named and repeated is warned of nowhere: in another project, too.</summary>
    public bool IsQuiet => ids.Count == 0;

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
        for (INamedTypeSymbol? part = type; part is not null; part = part.ContainingType)
        {
            if (part.Name.All(static c => c is >= 'a' and <= 'z')) declared.Add("CS8981");
        }
    }

    /// <summary>Generated code declares members where the compiler checks whether other languages can call them.</summary>
    public void Declare(IAssemblySymbol assembly)
    {
        bool isChecked = assembly.GetAttributes().Any(static attribute =>
            attribute.AttributeClass?.ToDisplayString() == "System.CLSCompliantAttribute" && attribute.ConstructorArguments is [{ Value: true }]);
        if (isChecked) declared.UnionWith(["CS3001", "CS3002", "CS3005", "CS3008"]);
    }

    /// <summary>Generated members stand where an ancestor of the type has members of these names, as the method does that they belong to.</summary>
    public void Declare(IMethodSymbol method, string helpers)
    {
        for (INamedTypeSymbol? ancestor = method.ContainingType.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            bool hides = ancestor.GetMembers(method.Name).Any(Marks.IsDifferentiable)
                || GeneratedMembers.Suffixes.Select(suffix => method.Name + suffix).Append(helpers).Any(name => !ancestor.GetMembers(name).IsEmpty);
            if (hides) declared.UnionWith(["CS0108", "CS0114"]);
        }
    }

    /// <summary>Generated code passes a value where C# would rather see a variable.</summary>
    public void Pass(IParameterSymbol parameter)
    {
        if (parameter.RefKind == RefKind.RefReadOnlyParameter) ids.UnionWith(["CS9192", "CS9193", "CS9195"]);
    }

    /// <summary>Generated code compares a value with itself, which had two names.</summary>
    public void CompareWithSelf() => ids.Add("CS1718");

    /// <summary>Whether a symbol can only be named by what is obsolete itself.</summary>
    public static bool IsForbidden(ISymbol symbol) => AroundOf(symbol).Any(static around =>
        ObsoleteOf(around) is { ConstructorArguments: [_, { Value: true }] });

    /// <summary>Whether code may name what is obsolete, as it is so itself.</summary>
    public static bool IsObsolete(ISymbol symbol) => AroundOf(symbol).Any(static around => ObsoleteOf(around) is not null);

    public static AttributeData? ObsoleteOf(ISymbol symbol) =>
        symbol.GetAttributes().FirstOrDefault(static attribute => attribute.AttributeClass?.ToDisplayString() == "System.ObsoleteAttribute");

    private static IEnumerable<ISymbol> AroundOf(ISymbol symbol)
    {
        for (ISymbol? around = symbol.OriginalDefinition; around is not null; around = around.ContainingType) yield return around;
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
