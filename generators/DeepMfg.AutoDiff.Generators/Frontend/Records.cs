using System.Runtime.CompilerServices;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>The structs and records that the IR sees member by member: those that hold numbers, and whose members generated code can read and set.</summary>
internal static class Records
{
    private static readonly ConditionalWeakTable<ITypeSymbol, StrongBox<Shape?>> Known = new();

    /// <summary>The members of a type as a shape; nothing where values of the type are only passed along.</summary>
    public static Shape? ShapeOf(ITypeSymbol type) => Known.GetValue(type, static type => new StrongBox<Shape?>(Read(type, []))).Value;

    /// <summary>Which of the type's members a symbol is.</summary>
    public static int? ItemOf(ITypeSymbol? type, ISymbol member)
    {
        if (type is not INamedTypeSymbol named || ShapeOf(named) is null) return null;
        IReadOnlyList<Part> parts = Parts.Of(named);
        for (int i = 0; i < parts.Count; i++)
        {
            if (SymbolEqualityComparer.Default.Equals(parts[i].Symbol.OriginalDefinition, member.OriginalDefinition)) return i;
        }
        return null;
    }

    private static Shape? Read(ITypeSymbol type, HashSet<ITypeSymbol> around)
    {
        if (type is not INamedTypeSymbol named || !CanBe(named)) return null;
        IReadOnlyList<Part> parts = Parts.Of(named);
        if (parts.Count == 0 || !named.IsReadOnly && KeepsParameters(named)) return null;
        if (MakingOf(named, parts) is not { } making || !around.Add(type.OriginalDefinition)) return null;
        // What is made here may hold what is; in other values there may be no object.
        bool isMade = PlainRecords.Is(type);
        Item[] items = [.. parts.Select((part, i) => new Item(part.Name, ShapeOf(part, around, isMade)) { Reader = making.Readers.ElementAtOrDefault(i) })];
        around.Remove(type.OriginalDefinition);
        Shape shape = new(Types.NameOf(type), null, items.ToEquatableArray())
        {
            IsRecord = true, IsReference = type.IsReferenceType, Maker = making.Maker, MadeBy = making.By,
            IsHidden = !making.By.IsEmpty || !parts.All(IsPublic),
        };
        return shape.HasFloat ? shape : null;
    }

    /// <summary>What makes a value of its members, if not <c>with</c>, and what is generated for it; nothing where there is no way to make one.</summary>
    private static Making? MakingOf(INamedTypeSymbol type, IReadOnlyList<Part> parts)
    {
        if (NumericTypes.TypeOf(type) is not null) return new($"new {Types.NameOf(type)}");
        if (parts.All(IsOpen)) return new((string?)null);
        if (!parts.All(static part => part.IsStored)) return null;
        bool isPositional = !Parts.IsMarked(type) && parts.All(static part => IsOpen(part.Symbol)) && PositionalConstructors.Has(type, parts);
        return isPositional ? new($"new {Types.NameOf(type)}") : ValueMakers.Of(type, static part => !IsOpen(part.Symbol));
    }

    private static Shape ShapeOf(Part part, HashSet<ITypeSymbol> around, bool isMade = false)
    {
        if (!isMade && PlainRecords.Is(part.Type)) return Shape.Of(Types.LeafOf(part.Type), Types.NameOf(part.Type));
        if (part.IsConstant) return Shape.Of(Types.LeafOf(part.Type), Types.NameOf(part.Type)).AsConstant();
        if (part.Type is INamedTypeSymbol { IsTupleType: true } tuple)
        {
            Item[] items = [.. tuple.TupleElements.Select(item => new Item(item.Name, ShapeOf(new Part(item, item.Type), around)))];
            return new Shape(Types.NameOf(tuple), null, items.ToEquatableArray());
        }
        // Of arrays of structs a marked type holds those of one dimension.
        bool isTable = part.Type is IArrayTypeSymbol { Rank: > 1 } || StructStorage.HasRows(part.Type);
        return Read(part.Type, around) ?? (isTable ? null : StructStorage.Of(part.Type, element => Read(element, around)))
            ?? Shape.Of(Types.LeafOf(part.Type), Types.NameOf(part.Type));
    }

    private static bool CanBe(INamedTypeSymbol type) =>
        type is { IsTupleType: false, SpecialType: SpecialType.None, IsRefLikeType: false, IsUnboundGenericType: false, IsFileLocal: false }
        && type.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T
        && (!type.DeclaringSyntaxReferences.IsEmpty || Parts.IsMarked(type) || NumericTypes.TypeOf(type) is not null)
        && !type.GetAttributes().Any(static attribute => attribute.AttributeClass?.Name is "StructLayoutAttribute" or "InlineArrayAttribute")
        && (type.TypeKind == TypeKind.Struct || type is { TypeKind: TypeKind.Class, IsRecord: true } && (Parts.IsMarked(type) || PlainRecords.Is(type)));

    /// <summary>A member of a type that generated code in another type cannot name.</summary>
    public static Part? Hidden(INamedTypeSymbol type) =>
        Parts.Of(type).FirstOrDefault(static part => !IsOpen(part.Symbol) && SyntaxFacts.IsValidIdentifier(part.Symbol.Name));

    private static bool IsPublic(Part part) =>
        part.Symbol.DeclaredAccessibility == Accessibility.Public
        && part.Symbol is not IPropertySymbol { SetMethod.DeclaredAccessibility: < Accessibility.Public };

    private static bool IsOpen(Part part) =>
        part.IsSettable && part.IsStored && IsOpen(part.Symbol)
        && part.Symbol is not IPropertySymbol { SetMethod.DeclaredAccessibility: < Accessibility.Internal };

    private static bool IsOpen(ISymbol symbol) =>
        symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;

    /// <summary>Whether the parameters of a struct's own constructor are used in its members, which keep them in fields without a name.</summary>
    /// <param name="type">The type.</param>
    /// <param name="which">The parameters that are asked for; if nothing is said, any.</param>
    public static bool KeepsParameters(INamedTypeSymbol type, Func<string, bool>? which = null)
    {
        if (type.IsRecord) return false;
        IEnumerable<SyntaxNode> declarations = type.DeclaringSyntaxReferences.Select(static reference => reference.Opened());
        foreach (TypeDeclarationSyntax declaration in declarations.OfType<TypeDeclarationSyntax>())
        {
            if (declaration.ParameterList is not { Parameters: { Count: > 0 } parameters }) continue;
            HashSet<string> names = [.. parameters.Select(static parameter => parameter.Identifier.ValueText).Where(name => which?.Invoke(name) ?? true)];
            if (declaration.Members.Any(member => Uses(member, names))) return true;
        }
        return false;
    }

    private static bool Uses(MemberDeclarationSyntax member, HashSet<string> names)
    {
        IEnumerable<ParameterSyntax> parameters = member is BaseMethodDeclarationSyntax method ? method.ParameterList.Parameters : [];
        HashSet<string> own = [.. parameters.Select(static parameter => parameter.Identifier.ValueText)];
        return member.DescendantNodes(static node => node is not EqualsValueClauseSyntax).OfType<IdentifierNameSyntax>()
            .Any(name => names.Contains(name.Identifier.ValueText) && !own.Contains(name.Identifier.ValueText));
    }
}
