using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>A part of a value of a type: a field, or a property that has a field of its own.</summary>
/// <param name="Symbol">The field or property.</param>
/// <param name="Type">Its type.</param>
internal sealed record Part(ISymbol Symbol, ITypeSymbol Type)
{
    public string Name => IsKept ? Symbol.Name.Substring(1, Symbol.Name.Length - 3) : Symbol.Name;

    /// <summary>Whether it is a parameter of the type's own constructor, which members read: the compiler has a field for it.</summary>
    public bool IsKept => Symbol is IFieldSymbol && Symbol.Name.EndsWith(">P", StringComparison.Ordinal);

    /// <summary>The part that such a parameter is.</summary>
    public static ISymbol? FieldOf(INamedTypeSymbol type, IParameterSymbol parameter) => type.GetMembers($"<{parameter.Name}>P").FirstOrDefault();

    /// <summary>Whether no derivative flows through it; in a type's head the mark stands on the parameter.</summary>
    public bool IsConstant => Marks.IsNoDerivative(Symbol) || (IsKept || Symbol is IPropertySymbol { ContainingType.IsRecord: true })
        && Symbol.ContainingType.InstanceConstructors.Any(constructor =>
            constructor.Parameters.Any(parameter => parameter.Name == Name && Marks.IsNoDerivative(parameter)));

    /// <summary>Whether <c>with</c> can give it a value.</summary>
    public bool IsSettable => Symbol switch
    {
        IFieldSymbol own => !own.IsReadOnly,
        IPropertySymbol property => property.SetMethod is not null,
        _ => false,
    };

    /// <summary>Whether it gives and takes what is stored, and does nothing else: accessors that name their <c>field</c> may compute.</summary>
    public bool IsStored => Symbol is not IPropertySymbol property
        || new[] { property, property.PartialImplementationPart }.OfType<IPropertySymbol>().SelectMany(static part => part.DeclaringSyntaxReferences)
            .All(static reference => Stores(reference.Opened()))
        && (!property.DeclaringSyntaxReferences.IsEmpty || property.SetMethod is null || IsCompilerGenerated(property.SetMethod)
            || NumericTypes.TypeOf(property.ContainingType) is not null);

    private static bool Stores(SyntaxNode declaration) => declaration is not PropertyDeclarationSyntax property
        || (property.ExpressionBody is null || Stores(property.ExpressionBody.Expression.ToString()))
        && (property.AccessorList?.Accessors ?? []).All(static accessor => (accessor.ExpressionBody, accessor.Body) switch
        {
            (null, null) => true,
            ({ Expression: var value }, _) => Stores(value.ToString()),
            (_, { Statements: [ReturnStatementSyntax { Expression: { } value }] }) => Stores(value.ToString()),
            (_, { Statements: [ExpressionStatementSyntax { Expression: var value }] }) => Stores(value.ToString()),
            _ => false,
        });

    private static bool Stores(string expression) => expression is "field" or "field = value";

    public static bool IsCompilerGenerated(ISymbol symbol) =>
        symbol.GetAttributes().Any(static attribute => attribute.AttributeClass?.Name == "CompilerGeneratedAttribute");

    /// <summary>Whether an assignment can change it at any time.</summary>
    public bool IsAssignable => IsSettable && Symbol is not IPropertySymbol { SetMethod.IsInitOnly: true };
}

/// <summary>The parts of which values of a type consist.</summary>
internal static class Parts
{
    /// <summary>
    /// Instance fields and properties with fields of their own, in the order of their declarations, inherited ones first. A property that overrides one
    /// takes its place.
    /// </summary>
    public static IReadOnlyList<Part> Of(INamedTypeSymbol type)
    {
        if (NumericTypes.TypeOf(type) is { } known) return [.. known.Parts.Select(name => OfKnown(type.GetMembers(name)[0]))];
        List<Part> members = type.BaseType is { SpecialType: SpecialType.None } parent ? [.. Of(parent)] : [];
        foreach (Part own in type.DeclaringSyntaxReferences.IsEmpty ? Imported(type) : Declared(type))
        {
            int overridden = own.Symbol.IsOverride ? members.FindIndex(member => member.Name == own.Name) : -1;
            if (overridden < 0) members.Add(own);
            else members[overridden] = own;
        }
        return members;
    }

    private static Part OfKnown(ISymbol member) => new(member, member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type);

    /// <summary>Whether a type is marked, so that its numbers form a vector space.</summary>
    public static bool IsMarked(ITypeSymbol type) => type is INamedTypeSymbol && Marks.IsDifferentiable(type);

    /// <summary>A record's parameters are properties too, wherever the compiler lists them.</summary>
    private static IEnumerable<Part> Declared(INamedTypeSymbol type)
    {
        List<SyntaxTree> files = [.. type.DeclaringSyntaxReferences.Select(static reference => reference.SyntaxTree)];
        return type.GetMembers().OfType<IFieldSymbol>()
            .Where(static field => field is { IsStatic: false, IsConst: false, AssociatedSymbol: null or IPropertySymbol })
            .Select(static field => field.AssociatedSymbol is IPropertySymbol property
                ? new Part(property.PartialDefinitionPart ?? property, property.Type) : new Part(field, field.Type))
            .OrderBy(part => files.IndexOf(part.Symbol.Locations[0].SourceTree!))
            .ThenBy(static part => part.Symbol.Locations[0].SourceSpan.Start);
    }

    /// <summary>Of a referenced assembly the fields behind properties are not known; the compiler has marked their accessors.</summary>
    private static IEnumerable<Part> Imported(INamedTypeSymbol type)
    {
        foreach (ISymbol member in type.GetMembers())
        {
            if (member is IFieldSymbol { IsStatic: false, IsConst: false, AssociatedSymbol: null } field && !Part.IsCompilerGenerated(field))
            {
                yield return new(field, field.Type);
            }
            else if (member is IPropertySymbol { IsStatic: false, GetMethod: { } getter } property && Part.IsCompilerGenerated(getter))
            {
                if (property.Name != "EqualityContract") yield return new(property, property.Type);
            }
        }
    }
}
