using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>
/// Functions that are generated to make a value of its members where nobody can set them and the type's own constructors compute: they write each field of
/// a value that nobody else has seen yet, and run no code of the user's.
/// </summary>
internal static class ValueMakers
{
    private const string Space = "DeepMfg.AutoDiff.Generated", Runtime = "global::System.Runtime.CompilerServices.";

    /// <summary>The function for a type by its name, and the members of the class in which it stands; nothing where there can be none.</summary>
    public static (string Path, EquatableArray<Accessor> Members)? Of(INamedTypeSymbol type)
    {
        INamedTypeSymbol definition = type.OriginalDefinition;
        IReadOnlyList<Part> parts = Parts.Of(definition);
        if (definition.DeclaringSyntaxReferences.IsEmpty || parts.Select(static part => part.Name).Distinct().Count() < parts.Count) return null;
        if (parts.Select(static part => part.Type).Prepend(definition).Any(Suppressed.IsForbidden) || HomeOf(definition) is not { } home) return null;
        string made = "made";
        while (parts.Any(part => part.Name == made)) made += "_";
        Accessor[] members = [.. parts.Select(part => FieldOf(part, home, made)), Whole(definition, parts, home, made)];
        IEnumerable<ITypeSymbol> arguments = IsShown(definition) ? ArgumentsOf(type) : type.TypeArguments;
        string list = string.Join(", ", arguments.Select(Types.NameOf));
        string around = IsShown(definition) ? $"global::{home.Container.Namespace}" : Types.NameOf(type.ContainingType);
        return ($"{around}.{home.Name}{(list.Length > 0 ? $"<{list}>" : "")}.Of", members.ToEquatableArray());
    }

    // ref double X(ref S made)
    private static Accessor FieldOf(Part part, AccessorHome home, string made)
    {
        string field = part.Symbol is IFieldSymbol own ? own.Name : FieldBehind((IPropertySymbol)part.Symbol);
        INamedTypeSymbol holder = part.Symbol.ContainingType;
        return new(
            home, NameOf(part),
            $"private static extern ref {Types.NameOf(part.Type)} {NameOf(part)}({(holder.IsValueType ? "ref " : "")}{Types.NameOf(holder)} {made});",
            $"The field of <c>{part.Name}</c>.")
        {
            Attribute = $"[{Runtime}UnsafeAccessor({Runtime}UnsafeAccessorKind.Field, Name = \"{field}\")]",
            Suppressed = SuppressedOf(part.Type),
        };
    }

    private static string NameOf(Part part) => $"FieldOf{part.Name}";

    private static string FieldBehind(IPropertySymbol property) => property.ContainingType.GetMembers().OfType<IFieldSymbol>().First(field =>
        field.AssociatedSymbol is IPropertySymbol own && SymbolEqualityComparer.Default.Equals(own.PartialDefinitionPart ?? own, property)).Name;

    private static Accessor Whole(INamedTypeSymbol type, IReadOnlyList<Part> parts, AccessorHome home, string made)
    {
        string name = Types.NameOf(type), passing = type.IsValueType ? "ref " : "";
        string parameters = string.Join(", ", parts.Select(static part => $"{Types.NameOf(part.Type)} {Template.Escape(part.Name)}"));
        string blank = type.IsValueType ? "default" : $"({name}){Runtime}RuntimeHelpers.GetUninitializedObject(typeof({name}))";
        string[] lines =
        [
            $"public static {name} Of({parameters})",
            "{",
            $"    {name} {made} = {blank};",
            .. parts.Select(part => $"    {NameOf(part)}({passing}{made}) = {Template.Escape(part.Name)};"),
            $"    return {made};",
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
            Summary = $"Makes values of <c>{type.Name}</c>, whose members nobody can set.",
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

    private static bool IsShown(INamedTypeSymbol type) => TypesAround(type).All(static around =>
        around.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal);

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
