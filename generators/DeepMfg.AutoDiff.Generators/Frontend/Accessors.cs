using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>
/// How generated code names what only another type of this project can name: by a member that is generated there, where that type is partial.
/// </summary>
internal sealed class Accessors(Compilation compilation, IMethodSymbol marked)
{
    private readonly Dictionary<ISymbol, Accessor?> known = new(SymbolEqualityComparer.Default);
    private readonly HashSet<Accessor> makers = [];

    /// <summary>Those that were asked for.</summary>
    public EquatableArray<Accessor> All => [.. known.Values.OfType<Accessor>(), .. makers];

    /// <summary>Generated code makes a value of its members.</summary>
    public void Make(Shape shape) => makers.UnionWith(shape.Makers());

    /// <summary>The accessor of a member that generated code cannot name as it stands; nothing where it can, or where there is none.</summary>
    public Accessor? Of(ISymbol member, ITypeSymbol? through)
    {
        if (IsAccessible(Read(member), through)) return null;
        ISymbol definition = member.OriginalDefinition;
        if (!known.TryGetValue(definition, out Accessor? accessor)) known.Add(definition, accessor = Make(definition));
        return accessor;
    }

    /// <summary>Whether generated code can name a symbol, of an object of the type <paramref name="through"/>.</summary>
    public bool IsAccessible(ISymbol symbol, ITypeSymbol? through) =>
        compilation.IsSymbolAccessibleWithin(symbol, marked.ContainingType, symbol.IsStatic ? null : through);

    /// <summary>What runs where a member is read: a property may show less of itself than its name.</summary>
    public static ISymbol Read(ISymbol member) => member is IPropertySymbol { GetMethod: { } getter } ? getter : member;

    /// <summary>What lets generated code name a symbol, and the declarations that lack the word <c>partial</c> for it.</summary>
    public (string Instead, IReadOnlyList<Location> NotPartial) WayOut(ISymbol symbol)
    {
        const string Internal = "make it at least 'internal'";
        ISymbol member = symbol.OriginalDefinition;
        if (!AccessorTexts.IsReadable(member) || !IsSaid(member.ContainingType) || !TypesAround(member).All(CanHold)) return (Internal, []);
        if (AccessorTexts.TypesOf(member).Select(type => HiddenIn(type, member)).FirstOrDefault(static type => type is not null) is { } hidden)
        {
            string name = hidden.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
            bool isPartial = TypesAround(member).All(static type => NotPartial(type) is null);
            return (isPartial ? $"make '{name}' at least 'internal'" : $"make the member and '{name}' at least 'internal'", []);
        }
        TypeDeclarationSyntax[] lacking = [.. TypesAround(member).Select(NotPartial).OfType<TypeDeclarationSyntax>()];
        if (lacking.Length == 0) return (Internal, []);
        string types = string.Join(" and ", lacking.Select(static type => $"'{type.Identifier.Text}'"));
        return ($"make {types} partial, or the member at least 'internal'", [.. lacking.Select(static type => type.Identifier.GetLocation())]);
    }

    private Accessor? Make(ISymbol member)
    {
        // Generated code must say what is obsolete as an error in what is obsolete itself, which an accessor is not.
        bool hasAccessor = AccessorTexts.IsReadable(member) && IsSaid(member.ContainingType) && !Suppressed.IsForbidden(member)
            && TypesAround(member).All(type => CanHold(type) && NotPartial(type) is null)
            && AccessorTexts.TypesOf(member).All(type => HiddenIn(type, member) is null);
        return hasAccessor ? AccessorTexts.Of(member, HomeOf(member.ContainingType)) : null;
    }

    /// <summary>Whether the marked method's type can name a type.</summary>
    private bool IsSaid(INamedTypeSymbol type) => compilation.IsSymbolAccessibleWithin(type, marked.ContainingType) && !Aliased.Is(type, compilation);

    /// <summary>The types around a member, outermost first.</summary>
    private static IEnumerable<INamedTypeSymbol> TypesAround(ISymbol member)
    {
        Stack<INamedTypeSymbol> types = new();
        for (INamedTypeSymbol? type = member.ContainingType; type is not null; type = type.ContainingType) types.Push(type);
        return types;
    }

    // A class cannot stand in an interface with 'in' or 'out', and an extension has no parts.
    private bool CanHold(INamedTypeSymbol type) =>
        SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly) && !type.IsFileLocal
        && type.TypeKind is TypeKind.Class or TypeKind.Struct or TypeKind.Interface
        && type.TypeParameters.All(static parameter => parameter.Variance == VarianceKind.None)
        && DeclarationOf(type) is not null;

    private static TypeDeclarationSyntax? NotPartial(INamedTypeSymbol type) =>
        DeclarationOf(type) is { } declaration && !declaration.Modifiers.Any(SyntaxKind.PartialKeyword) ? declaration : null;

    private static TypeDeclarationSyntax? DeclarationOf(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Select(static reference => reference.Opened()).OfType<TypeDeclarationSyntax>().FirstOrDefault();

    /// <summary>The part of a type that an internal member beside <paramref name="member"/> could not show.</summary>
    private ITypeSymbol? HiddenIn(ITypeSymbol type, ISymbol member) => type switch
    {
        IArrayTypeSymbol array => HiddenIn(array.ElementType, member),
        IPointerTypeSymbol or IFunctionPointerTypeSymbol or IErrorTypeSymbol => type,
        INamedTypeSymbol named => IsHidden(named, member) || Aliased.Is(named, compilation) ? named
            : named.TypeArguments.Select(argument => HiddenIn(argument, member)).FirstOrDefault(static hidden => hidden is not null),
        _ => null,
    };

    private static bool IsHidden(INamedTypeSymbol type, ISymbol member)
    {
        HashSet<ISymbol> around = new(TypesAround(member), SymbolEqualityComparer.Default);
        for (INamedTypeSymbol? part = type.OriginalDefinition; part is not null && !around.Contains(part); part = part.ContainingType)
        {
            bool isShown = part.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;
            if (part.IsFileLocal || !isShown) return true;
        }
        return false;
    }

    private AccessorHome HomeOf(INamedTypeSymbol type)
    {
        string name = "DerivativeAccess";
        while (IsTaken(name)) name += "_";
        return new(DeclarationTexts.ContainerOf(type), DeclarationTexts.HintNameOfAccess(type), name, DeclarationTexts.HidesNames(compilation, type));

        bool IsTaken(string name) => type.Name == name || type.TypeParameters.Any(parameter => parameter.Name == name)
            || type.GetMembers(name).Any(static member => !GeneratedMembers.IsGenerated(member));
    }
}
