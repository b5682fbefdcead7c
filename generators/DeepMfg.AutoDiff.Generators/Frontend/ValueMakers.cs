using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>How generated code makes a value of its members, and reads it.</summary>
/// <param name="Maker">What makes one of all of them, where <c>with</c> does not.</param>
internal sealed record Making(string? Maker)
{
    /// <summary>The members of the class that is generated for it.</summary>
    public EquatableArray<Accessor> By { get; init; } = [];

    /// <summary>For each member the function that reads it, where its name does not.</summary>
    public EquatableArray<string?> Readers { get; init; } = [];
}

/// <summary>
/// Functions that are generated to make a value of its members where nobody can set them and the type's own constructors compute, and to read those that
/// are private: they write each field of a value that nobody else has seen yet, and run no code of the user's.
/// </summary>
internal static class ValueMakers
{
    /// <summary>What no member is called.</summary>
    /// <param name="Made">The value that is made.</param>
    /// <param name="Field">How the functions begin that name fields.</param>
    private sealed record Names(string Made, string Field);

    private const string Space = "DeepMfg.AutoDiff.Generated", Runtime = "global::System.Runtime.CompilerServices.";

    /// <summary>The functions for a type; nothing where there can be none.</summary>
    /// <param name="type">The type.</param>
    /// <param name="isHidden">Which of its members have no name elsewhere.</param>
    public static Making? Of(INamedTypeSymbol type, Func<Part, bool> isHidden)
    {
        INamedTypeSymbol definition = type.OriginalDefinition;
        IReadOnlyList<Part> parts = Parts.Of(definition);
        if (parts.Select(static part => part.Name).Distinct().Count() < parts.Count || !parts.All(IsNamed)) return null;
        if (parts.Select(static part => part.Type).Prepend(definition).Any(Suppressed.IsForbidden) || HomeOf(definition) is not { } home) return null;
        if (!parts.All(part => CanName(part.Type, IsShown(definition) ? null : definition.ContainingType))) return null;
        string made = "made", field = "FieldOf";
        while (parts.Any(part => part.Name == made)) made += "_";
        while (parts.Any(part => part.Name.StartsWith(field, StringComparison.Ordinal))) field += "_";
        Names names = new(made, field);
        IEnumerable<ITypeSymbol> arguments = IsShown(definition) ? ArgumentsOf(type) : type.TypeArguments;
        string list = string.Join(", ", arguments.Select(Types.NameOf));
        string around = IsShown(definition) ? $"global::{home.Container.Namespace}" : Types.NameOf(type.ContainingType);
        string path = $"{around}.{home.Name}{(list.Length > 0 ? $"<{list}>" : "")}.";
        return new($"{path}Of")
        {
            By =
            [
                .. parts.Select(part => FieldOf(part, home, names)), .. parts.Where(isHidden).Select(part => ReaderOf(part, definition, home, names)),
                Whole(definition, parts, home, names),
            ],
            Readers = [.. parts.Select(part => isHidden(part) ? $"{path}Read{part.Name}" : null)],
        };
    }

    // Other assemblies may do otherwise tomorrow; of an interface's member that is implemented explicitly the name is no identifier.
    private static bool IsNamed(Part part) =>
        !part.Symbol.ContainingType.DeclaringSyntaxReferences.IsEmpty && SyntaxFacts.IsValidIdentifier(part.Name);

    // double ReadX(S value)
    private static Accessor ReaderOf(Part part, INamedTypeSymbol type, AccessorHome home, Names names) => new(
        home, $"Read{part.Name}",
        $"public static {Types.NameOf(part.Type)} Read{part.Name}({Types.NameOf(type)} value)"
            + $" => {names.Field}{part.Name}({(IsInStruct(part) ? "ref " : "")}value);",
        $"Reads <c>{part.Name}</c>.") { Suppressed = SuppressedOf(part.Type) };

    private static bool IsInStruct(Part part) => part.Symbol.ContainingType.IsValueType;

    // ref double X(ref S made)
    private static Accessor FieldOf(Part part, AccessorHome home, Names names)
    {
        string field = part.Symbol is IFieldSymbol own ? own.Name : FieldBehind((IPropertySymbol)part.Symbol);
        return new(
            home, names.Field + part.Name,
            $"private static extern ref {Types.NameOf(part.Type)} {names.Field}{part.Name}"
                + $"({(IsInStruct(part) ? "ref " : "")}{Types.NameOf(part.Symbol.ContainingType)} {names.Made});",
            $"The field of <c>{part.Name}</c>.")
        {
            Attribute = $"[{Runtime}UnsafeAccessor({Runtime}UnsafeAccessorKind.Field, Name = \"{field}\")]",
            Suppressed = SuppressedOf(part.Type),
        };
    }

    private static string FieldBehind(IPropertySymbol property) => property.ContainingType.GetMembers().OfType<IFieldSymbol>().First(field =>
        field.AssociatedSymbol is IPropertySymbol own && SymbolEqualityComparer.Default.Equals(own.PartialDefinitionPart ?? own, property)).Name;

    private static Accessor Whole(INamedTypeSymbol type, IReadOnlyList<Part> parts, AccessorHome home, Names names)
    {
        string name = Types.NameOf(type), passing = type.IsValueType ? "ref " : "";
        string parameters = string.Join(", ", parts.Select(static part => $"{Types.NameOf(part.Type)} {Template.Escape(part.Name)}"));
        string blank = type.IsValueType ? "default" : $"({name}){Runtime}RuntimeHelpers.GetUninitializedObject(typeof({name}))";
        string[] lines =
        [
            $"public static {name} Of({parameters})",
            "{",
            $"    {name} {names.Made} = {blank};",
            .. parts.Select(part => $"    {names.Field}{part.Name}({passing}{names.Made}) = {Template.Escape(part.Name)};"),
            $"    return {names.Made};",
            "}",
        ];
        // A type parameter may have the name of one around it, as in the user's code.
        EquatableArray<string> repeated = home.Container.Types.IsEmpty || type.Arity == 0 ? [] : ["CS0693"];
        return new(home, "Of", string.Join("\n", lines), "A value of these members.") { Suppressed = [.. SuppressedOf(type), .. repeated] };
    }

    /// <summary>Beside all that can be named from everywhere, or in the type around one that only that can name.</summary>
    private static AccessorHome? HomeOf(INamedTypeSymbol type)
    {
        AccessorHome home = new(new Container("", []), DeclarationTexts.HintNameOfMaker(type), $"{type.Name}Value", QualifyNames: true)
        {
            Summary = $"Makes values of <c>{type.Name}</c> of all their members.",
        };
        if (IsShown(type))
        {
            // The runtime finds the fields of a generic type from a class that has the same type parameters.
            ITypeParameterSymbol[] all = [.. ArgumentsOf(type).Cast<ITypeParameterSymbol>()];
            if (all.Select(static parameter => parameter.Name).Distinct().Count() < all.Length) return null;
            return home with { Container = new(SpaceOf(type), []), TypeParameters = Declared(all) };
        }
        if (type.ContainingType is not { } around || !TypesAround(around).All(IsPartial)) return null;
        string name = home.Name;
        while (IsTaken(name)) name += "_";
        return home with
        {
            Container = DeclarationTexts.ContainerOf(around), Name = name, TypeParameters = Declared(type.TypeParameters),
            Accessibility = SyntaxFacts.GetText(type.DeclaredAccessibility),
        };

        bool IsTaken(string name) => TypesAround(around).Any(one => one.Name == name || one.TypeParameters.Any(parameter => parameter.Name == name))
            || around.GetMembers(name).Any(static member => !GeneratedMembers.IsGenerated(member));
    }

    private static string Declared(IReadOnlyList<ITypeParameterSymbol> parameters) => parameters.Count == 0 ? ""
        : $"<{string.Join(", ", parameters.Select(DeclarationTexts.NameOf))}> {DeclarationTexts.ConstraintsOf(parameters)}".TrimEnd();

    private static bool IsShown(INamedTypeSymbol type) => TypesAround(type).All(IsOpen);

    /// <summary>Whether a type can be named everywhere, or in the type <paramref name="around"/>.</summary>
    private static bool CanName(ITypeSymbol type, INamedTypeSymbol? around) => type switch
    {
        IArrayTypeSymbol array => CanName(array.ElementType, around),
        INamedTypeSymbol named => !named.IsFileLocal && named.TypeArguments.All(argument => CanName(argument, around))
            && TypesAround(named.OriginalDefinition).All(one => IsOpen(one)
                || TypesAround(around).Any(outer => SymbolEqualityComparer.Default.Equals(outer.OriginalDefinition, one.ContainingType))),
        _ => type.TypeKind is not (TypeKind.Pointer or TypeKind.FunctionPointer or TypeKind.Error),
    };

    private static bool IsOpen(INamedTypeSymbol type) =>
        type.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal or Accessibility.NotApplicable;

    private static bool IsPartial(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.FirstOrDefault()?.Opened() is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword);

    /// <summary>A type and those around it, outermost first.</summary>
    private static IEnumerable<INamedTypeSymbol> TypesAround(INamedTypeSymbol? type) =>
        type is null ? [] : TypesAround(type.ContainingType).Append(type);

    /// <summary>A type's arguments behind those of the types around it.</summary>
    private static IEnumerable<ITypeSymbol> ArgumentsOf(INamedTypeSymbol type) => TypesAround(type).SelectMany(static around => around.TypeArguments);

    private static string SpaceOf(INamedTypeSymbol type)
    {
        INamespaceSymbol space = type.ContainingNamespace;
        IEnumerable<string> names = TypesAround(type.ContainingType).Select(static around => Template.Escape(around.Name));
        if (!space.IsGlobalNamespace) names = names.Prepend(space.ToDisplayString(DeclarationTexts.Qualified));
        return string.Join(".", names.Prepend(Space));
    }

    private static EquatableArray<string> SuppressedOf(ITypeSymbol type)
    {
        Suppressed suppressed = new();
        suppressed.Name(type);
        return suppressed.Ids;
    }
}
