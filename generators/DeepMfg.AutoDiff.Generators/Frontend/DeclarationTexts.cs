using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Parts of declarations as generated code repeats them.</summary>
internal static class DeclarationTexts
{
    /// <summary>With its namespaces, keywords escaped, without <c>global::</c>.</summary>
    public static readonly SymbolDisplayFormat Qualified = SymbolDisplayFormat.FullyQualifiedFormat
        .WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    /// <summary>Names that generated code uses; see <see cref="Signature.QualifyNames"/>.</summary>
    private static readonly string[] Names = ["Math", "MathF", "Ops", "Partials", "Tape", "Span", "ReadOnlySpan"];

    /// <summary>The answers for each type's declaration, since a lookup costs as much as a small method's lowering.</summary>
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<SyntaxNode, bool>> Hiding = new();

    public static string HeadOf(INamedTypeSymbol type)
    {
        string kind = type switch
        {
            { IsRecord: true, IsValueType: true } => "record struct",
            { IsRecord: true } => "record",
            { TypeKind: TypeKind.Struct, IsRefLikeType: true } => "ref partial struct",
            { TypeKind: TypeKind.Struct } => "struct",
            { TypeKind: TypeKind.Interface } => "interface",
            _ => "class",
        };
        string partial = kind.StartsWith("ref ", StringComparison.Ordinal) ? kind : $"partial {kind}";
        string arguments = type.TypeParameters.IsEmpty ? "" : $"<{string.Join(", ", type.TypeParameters.Select(static p => Template.Escape(p.Name)))}>";
        return $"{(type.IsStatic ? "static " : "")}{partial} {Template.Escape(type.Name)}{arguments}";
    }

    public static string DefaultOf(IParameterSymbol parameter)
    {
        if (!parameter.HasExplicitDefaultValue) return "";
        object? value = parameter.ExplicitDefaultValue;
        return value switch
        {
            null => "default",
            _ when parameter.Type.TypeKind == TypeKind.Enum => $"({Types.NameOf(parameter.Type)})({value})",
            double.NaN or float.NaN => $"{Types.NameOf(parameter.Type)}.NaN",
            double.PositiveInfinity or float.PositiveInfinity => $"{Types.NameOf(parameter.Type)}.PositiveInfinity",
            double.NegativeInfinity or float.NegativeInfinity => $"{Types.NameOf(parameter.Type)}.NegativeInfinity",
            _ => SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false) + value switch
            {
                float => "f",
                decimal => "m",
                _ => "",
            },
        };
    }

    /// <summary>
    /// The name of a generated file: the method with its types, and a number where overloads share it. Names of files do not tell cases
    /// apart, so members and types that differ in nothing else count as overloads do.
    /// </summary>
    public static string HintNameOf(IMethodSymbol method)
    {
        string type = method.ContainingType.ToDisplayString(Qualified).Replace('<', '{').Replace('>', '}').Replace("@", "");
        IEnumerable<IMethodSymbol> overloads = method.ContainingType.GetMembers().OfType<IMethodSymbol>()
            .Where(other => IsSameInFiles(other, method) && Marks.IsDifferentiable(other));
        string name = $"{type}{NumberOf(method.ContainingType, Namesakes(method.ContainingType))}.{method.Name}{NumberOf(method, overloads)}";
        return new string([.. name.Select(static c => char.IsLetterOrDigit(c) || c is '.' or '_' or '{' or '}' or ',' ? c : '_')]);
    }

    private static IEnumerable<INamedTypeSymbol> Namesakes(INamedTypeSymbol type) =>
        ((INamespaceOrTypeSymbol?)type.ContainingType ?? type.ContainingNamespace).GetTypeMembers()
            .Where(other => IsSameInFiles(other, type) && other.Arity == type.Arity);

    private static bool IsSameInFiles(ISymbol a, ISymbol b) => string.Equals(a.Name, b.Name, StringComparison.OrdinalIgnoreCase);

    private static string NumberOf(ISymbol symbol, IEnumerable<ISymbol> namesakes)
    {
        int index = namesakes.ToList().FindIndex(other => SymbolEqualityComparer.Default.Equals(other, symbol.OriginalDefinition));
        return index > 0 ? $".{index + 1}" : "";
    }

    /// <summary>Whether a name that generated code uses means something else in the method or its type.</summary>
    public static bool HidesNames(Compilation compilation, IMethodSymbol method, SyntaxNode syntax) =>
        method.Parameters.Concat<ISymbol>(method.TypeParameters).Any(static symbol => Names.Contains(symbol.Name))
        || Hiding.GetOrCreateValue(compilation).GetOrAdd(syntax.Parent ?? syntax, _ => LooksUpOthers(compilation, syntax));

    private static bool LooksUpOthers(Compilation compilation, SyntaxNode syntax)
    {
        SemanticModel model = compilation.ModelOf(syntax.SyntaxTree);
        foreach (string name in Names)
        {
            foreach (ISymbol symbol in model.LookupSymbols(syntax.SpanStart, name: name))
            {
                if (symbol is INamespaceOrTypeSymbol { ContainingNamespace: var space } && space?.ToDisplayString() is "System" or "DeepMfg.AutoDiff") continue;
                return true;
            }
        }
        return false;
    }

    public static string ConstraintsOf(IReadOnlyList<ITypeParameterSymbol> parameters) =>
        string.Join(" ", parameters.Select(ConstraintOf).Where(static text => text.Length > 0));

    private static string ConstraintOf(ITypeParameterSymbol parameter)
    {
        List<string> constraints = [];
        if (parameter.HasUnmanagedTypeConstraint) constraints.Add("unmanaged");
        else if (parameter.HasValueTypeConstraint) constraints.Add("struct");
        else if (parameter.HasReferenceTypeConstraint)
        {
            constraints.Add(parameter.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.Annotated ? "class?" : "class");
        }
        else if (parameter.HasNotNullConstraint) constraints.Add("notnull");
        constraints.AddRange(parameter.ConstraintTypes.Select(Types.NameOf));
        if (parameter.HasConstructorConstraint) constraints.Add("new()");
        if (parameter.AllowsRefLikeType) constraints.Add("allows ref struct");
        return constraints.Count == 0 ? "" : $"where {Template.Escape(parameter.Name)} : {string.Join(", ", constraints)}";
    }
}
