using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using DeepMfg.AutoDiff.Generators.Infrastructure;
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

    /// <summary>What generated members are marked with, by either name.</summary>
    private static readonly string[] Attributes =
        ["GeneratedCode", "GeneratedCodeAttribute", "ExcludeFromCodeCoverage", "ExcludeFromCodeCoverageAttribute"];

    /// <summary>The namespaces of all these.</summary>
    private static readonly string[] Spaces =
        ["System", "DeepMfg.AutoDiff", "System.Numerics.Tensors", "System.CodeDom.Compiler", "System.Diagnostics.CodeAnalysis"];

    /// <summary>Names that generated code uses; see <see cref="Signature.QualifyNames"/>.</summary>
    private static readonly string[] Names =
    [
        "Math", "MathF", "Ops", "Partials", "Tape", "Span", "ReadOnlySpan", "Pullbacks", "Tangents", "GradientBuffers", "TensorPrimitives", .. Attributes,
    ];

    /// <summary>The same for the file of a type.</summary>
    private static readonly string[] NamesForTypes = ["IDifferentiable", "ModelLeaves", "VectorSpace", "Span", "ReadOnlySpan", .. Attributes];

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
        IEnumerable<string> parameters = type.TypeParameters.Select(static p => VarianceOf(p) + NameOf(p));
        string arguments = type.TypeParameters.IsEmpty ? "" : $"<{string.Join(", ", parameters)}>";
        return $"{(type.IsStatic ? "static " : "")}{partial} {NameOf(type)}{arguments}";
    }

    private static string VarianceOf(ITypeParameterSymbol parameter) => parameter.Variance switch
    {
        VarianceKind.In => "in ",
        VarianceKind.Out => "out ",
        _ => "",
    };

    /// <summary>The name of a type as a declaration has it: C# refuses some words there, and warns of those that it may come to refuse.</summary>
    public static string NameOf(ITypeSymbol type)
    {
        bool isWord = SyntaxFacts.GetContextualKeywordKind(type.Name) != SyntaxKind.None || type.Name.All(static c => c is >= 'a' and <= 'z');
        return isWord ? "@" + type.Name : Template.Escape(type.Name);
    }

    /// <summary>An attribute as it is written.</summary>
    public static string TextOf(AttributeData attribute)
    {
        string[] arguments =
        [
            .. attribute.ConstructorArguments.Select(static value => value.ToCSharpString()),
            .. attribute.NamedArguments.Select(static pair => $"{pair.Key} = {pair.Value.ToCSharpString()}"),
        ];
        string list = arguments.Length == 0 ? "" : $"({string.Join(", ", arguments)})";
        return $"[{attribute.AttributeClass!.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}{list}]";
    }

    public static string DefaultOf(IParameterSymbol parameter)
    {
        if (!parameter.HasExplicitDefaultValue) return "";
        object? value = parameter.ExplicitDefaultValue;
        ITypeSymbol type = parameter.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0] : parameter.Type;
        return value switch
        {
            null => "default",
            _ when type.TypeKind == TypeKind.Enum => MemberOf(type, value) is { } member ? $"{Types.NameOf(type)}.{Template.Escape(member)}"
                : $"({Types.NameOf(type)})({value})",
            double.NaN or float.NaN => $"{Types.NameOf(type)}.NaN",
            double.PositiveInfinity or float.PositiveInfinity => $"{Types.NameOf(type)}.PositiveInfinity",
            double.NegativeInfinity or float.NegativeInfinity => $"{Types.NameOf(type)}.NegativeInfinity",
            _ => SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false) + value switch
            {
                float => "f",
                decimal => "m",
                _ => "",
            },
        };
    }

    /// <summary>The name of a value of an enum, of which nothing is warned.</summary>
    private static string? MemberOf(ITypeSymbol type, object value) => type.GetMembers().OfType<IFieldSymbol>()
        .FirstOrDefault(member => member.HasConstantValue && value.Equals(member.ConstantValue) && Suppressed.ObsoleteOf(member) is null)?.Name;

    /// <summary>
    /// The name of a generated file: the method with its types, and a number where overloads share it. Names of files do not tell cases
    /// apart, so members and types that differ in nothing else count as overloads do.
    /// </summary>
    public static string HintNameOf(IMethodSymbol method)
    {
        IEnumerable<IMethodSymbol> overloads = method.ContainingType.GetMembers().OfType<IMethodSymbol>()
            .Where(other => IsSameInFiles(other, method) && Marks.IsDifferentiable(other));
        return InFiles($"{NameInFiles(method.ContainingType)}.{method.Name}{NumberOf(method, overloads)}");
    }

    /// <summary>The name of the file that makes a type a vector space: no method's name has a comma.</summary>
    public static string HintNameOf(INamedTypeSymbol type) => InFiles($"{NameInFiles(type)},numbers");

    /// <summary>The name of the file by which derivatives in other types read what is private in this one.</summary>
    public static string HintNameOfAccess(INamedTypeSymbol type) => InFiles($"{NameInFiles(type)},access");

    /// <summary>The name of the file that makes values of a type.</summary>
    public static string HintNameOfMaker(INamedTypeSymbol type) => InFiles($"{NameInFiles(type)},values");

    /// <summary>The types around a type's members, itself included.</summary>
    public static Container ContainerOf(INamedTypeSymbol innermost)
    {
        List<string> types = [];
        for (INamedTypeSymbol? type = innermost; type is not null; type = type.ContainingType) types.Insert(0, HeadOf(type));
        INamespaceSymbol space = innermost.ContainingNamespace;
        return new Container(space.IsGlobalNamespace ? "" : space.ToDisplayString(Qualified), types.ToEquatableArray());
    }

    /// <summary>A type's name behind those of all that it stands in, each numbered where one before it differs in nothing that files' names show.</summary>
    private static string NameInFiles(INamespaceOrTypeSymbol symbol)
    {
        string arguments = symbol is INamedTypeSymbol { Arity: > 0 } type ? $"{{{string.Join(", ", type.TypeParameters.Select(static p => p.Name))}}}" : "";
        string own = symbol.Name + arguments + NumberOf(symbol, Namesakes(symbol));
        return HolderOf(symbol) is INamespaceSymbol { IsGlobalNamespace: true } ? own : $"{NameInFiles(HolderOf(symbol))}.{own}";
    }

    private static INamespaceOrTypeSymbol HolderOf(INamespaceOrTypeSymbol symbol) =>
        (INamespaceOrTypeSymbol?)symbol.ContainingType ?? symbol.ContainingNamespace;

    private static string InFiles(string name) =>
        new([.. name.Select(static c => char.IsLetterOrDigit(c) || c is '.' or '_' or '{' or '}' or ',' ? c : '_')]);

    private static IEnumerable<INamespaceOrTypeSymbol> Namesakes(INamespaceOrTypeSymbol symbol) =>
        HolderOf(symbol).GetMembers().OfType<INamespaceOrTypeSymbol>().Where(other => IsSameInFiles(other, symbol) && ArityOf(other) == ArityOf(symbol));

    private static int ArityOf(INamespaceOrTypeSymbol symbol) => (symbol as INamedTypeSymbol)?.Arity ?? 0;

    private static bool IsSameInFiles(ISymbol a, ISymbol b) => string.Equals(InFiles(a.Name), InFiles(b.Name), StringComparison.OrdinalIgnoreCase);

    private static string NumberOf(ISymbol symbol, IEnumerable<ISymbol> namesakes)
    {
        int index = namesakes.ToList().FindIndex(other => SymbolEqualityComparer.Default.Equals(other, symbol.OriginalDefinition));
        return index > 0 ? $".{index + 1}" : "";
    }

    /// <summary>Whether a name that generated code uses means something else in the method or its type.</summary>
    public static bool HidesNames(Compilation compilation, IMethodSymbol method, SyntaxNode syntax) =>
        method.Parameters.Concat<ISymbol>(method.TypeParameters).Any(static symbol => Names.Contains(symbol.Name))
        || Hiding.GetOrCreateValue(compilation).GetOrAdd(syntax.Parent ?? syntax, _ => LooksUpOthers(compilation, syntax, Names));

    /// <summary>Whether a name that the file of a type uses means something else there.</summary>
    public static bool HidesNames(Compilation compilation, INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? holder = type; holder is not null; holder = holder.ContainingType)
        {
            if (holder.TypeParameters.Any(static parameter => NamesForTypes.Contains(parameter.Name))) return true;
            for (INamedTypeSymbol? at = holder; at is not null; at = at.BaseType)
            {
                if (NamesForTypes.Any(name => !at.GetMembers(name).IsEmpty)) return true;
            }
        }
        return LooksUpOthers(compilation, type.DeclaringSyntaxReferences[0].Opened(), NamesForTypes);
    }

    private static bool LooksUpOthers(Compilation compilation, SyntaxNode syntax, string[] names)
    {
        SemanticModel model = compilation.ModelOf(syntax.SyntaxTree);
        foreach (string name in names)
        {
            foreach (ISymbol symbol in model.LookupSymbols(syntax.SpanStart, name: name))
            {
                string? space = symbol is INamespaceOrTypeSymbol ? symbol.ContainingNamespace?.ToDisplayString() : null;
                if (!Spaces.Contains(space)) return true;
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
        return constraints.Count == 0 ? "" : $"where {NameOf(parameter)} : {string.Join(", ", constraints)}";
    }
}
