using DeepMfg.AutoDiff.Generators.Diagnostics;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Reads what a member of a marked type holds: numbers, or parts that do; and says what of that cannot be differentiated.</summary>
internal sealed class ComponentReading(ModelTypes models, INamedTypeSymbol owner, Mistakes mistakes)
{
    /// <summary>The unmarked types whose parts are being looked at: a type may contain itself.</summary>
    private readonly HashSet<ITypeSymbol> asked = new(SymbolEqualityComparer.Default);

    /// <summary>The type of the numbers that were met first.</summary>
    public ITypeSymbol? Scalar { get; private set; }

    /// <summary>A model that a member holds has mistakes of its own, which are said there.</summary>
    public bool IsFaulty { get; private set; }

    /// <summary>Reads a member.</summary>
    /// <param name="part">The member.</param>
    /// <param name="leaf">Its part of the names of leaves.</param>
    public Component Read(Part part, string leaf) =>
        Read(part.Type, Template.Escape(part.Name), leaf, part) with { IsAssignable = part.IsAssignable };

    private Component Read(ITypeSymbol type, string access, string leaf, Part part)
    {
        Component component = new(access, leaf, Types.NameOf(type), ComponentForm.Constant) { StaysItself = true };
        if (type is IErrorTypeSymbol)
        {
            mistakes.IsBroken = true;
            return component;
        }
        if (ModelTypes.IsNumber(type)) return OfNumbers(component, ComponentForm.Number, type, part);
        if (type is IArrayTypeSymbol array) return ReadArray(component, array, part);
        if (ModelTypes.IsModel(type)) return OfModels(component, ComponentForm.Model, type, part);
        if (type is INamedTypeSymbol { IsTupleType: true } tuple)
        {
            return ReadItems(component, tuple.TupleElements.Select(static item => (item.Name, item.Type)), part);
        }
        if (NumericTypes.TypeOf(type) is not null)
        {
            return ReadItems(component, Parts.Of((INamedTypeSymbol)type).Select(static item => (item.Name, item.Type)), part) with { IsPositional = true };
        }
        if (HoldsNumbers(type)) Hold(part, type);
        return component;
    }

    private Component ReadArray(Component component, IArrayTypeSymbol array, Part part)
    {
        ITypeSymbol element = array.ElementType;
        if (ModelTypes.IsNumber(element)) return OfNumbers(component, ComponentForm.Array, element, part);
        if (array.Rank == 1 && element is IArrayTypeSymbol { Rank: 1 } row && ModelTypes.IsNumber(row.ElementType))
        {
            return OfNumbers(component, ComponentForm.Rows, row.ElementType, part);
        }
        if (array.Rank == 1 && ModelTypes.IsModel(element)) return OfModels(component, ComponentForm.Models, element, part);
        if (HoldsNumbers(element))
        {
            Refuse(part, $"The member '{part.Name}' of type '{array.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'",
                element is IArrayTypeSymbol || ModelTypes.IsModel(element) ? "hold them in arrays of one dimension, or mark the member [NoDerivative]"
                    : "mark the type of its elements [Differentiable], or the member [NoDerivative]");
        }
        return component;
    }

    private Component ReadItems(Component component, IEnumerable<(string Name, ITypeSymbol Type)> parts, Part part)
    {
        LeafNaming names = new();
        Component[] items = [.. parts.Select(item => Read(item.Type, Template.Escape(item.Name), names.Of(item.Name), part))];
        return items.All(static item => item.Form == ComponentForm.Constant) ? component
            : component with { Form = ComponentForm.Tuple, Items = items.ToEquatableArray(), StaysItself = items.All(static item => item.StaysItself) };
    }

    private Component OfNumbers(Component component, ComponentForm form, ITypeSymbol scalar, Part part)
    {
        Meet(scalar, part);
        return component with { Form = form, StaysItself = form != ComponentForm.Number };
    }

    private Component OfModels(Component component, ComponentForm form, ITypeSymbol type, Part part)
    {
        if (models.Of(type) is not { } model)
        {
            IsFaulty = true;
            return component;
        }
        if (model.Scalar is not null) Meet(model.Scalar, part);
        return component with
        {
            Form = form,
            Type = form == ComponentForm.Model ? NameOf(type) : component.Type,
            Model = NameOf(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated)),
            StaysItself = form == ComponentForm.Models || model.StaysItself,
        };
    }

    /// <summary>A neighbour's own name, where it means nothing else among the members.</summary>
    private string NameOf(ITypeSymbol type)
    {
        string whole = Types.NameOf(type);
        bool isNeighbour = type is INamedTypeSymbol { Arity: 0, ContainingType: null, ContainingNamespace.IsGlobalNamespace: false }
            && SymbolEqualityComparer.Default.Equals(type.ContainingNamespace, owner.ContainingNamespace);
        if (!isNeighbour) return whole;
        for (INamedTypeSymbol? around = owner; around is not null; around = around.ContainingType)
        {
            if (around.TypeParameters.Any(parameter => parameter.Name == type.Name)) return whole;
            for (INamedTypeSymbol? at = around; at is not null; at = at.BaseType)
            {
                if (!at.GetTypeMembers(type.Name).IsEmpty) return whole;
            }
        }
        return Template.Escape(type.Name) + (whole.EndsWith("?", StringComparison.Ordinal) ? "?" : "");
    }

    /// <summary>All numbers of a type are of one type.</summary>
    private void Meet(ITypeSymbol scalar, Part part)
    {
        Scalar ??= scalar;
        if (SymbolEqualityComparer.Default.Equals(Scalar, scalar)) return;
        mistakes.Add(new Mistake(
            Descriptors.MixedScalars, ModelReading.PlaceOf(part.Symbol, owner), owner.Name, Types.NameOf(Scalar), part.Name, Types.NameOf(scalar)));
    }

    private void Refuse(Part part, string what, string instead) =>
        mistakes.Add(new Mistake(Descriptors.NotSupported, ModelReading.PlaceOf(part.Symbol, owner), what, instead));

    private void Hold(Part part, ITypeSymbol type) => mistakes.Add(new Mistake(
        Descriptors.UnmarkedMember, ModelReading.PlaceOf(part.Symbol, owner),
        part.Name, type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), WayOut(type)));

    private static string WayOut(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var value] } =>
            $"make it '{value.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'",
        { DeclaringSyntaxReferences.IsEmpty: true } => "make it numbers, arrays of them, or a marked type",
        _ => "mark that type [Differentiable]",
    };

    /// <summary>Whether numbers would be lost without a word: those of an unmarked type, or behind <c>?</c>, in a list or a tuple.</summary>
    private bool HoldsNumbers(ITypeSymbol type) => Types.HoldsFloats(type, models.Compilation, owner) || type switch
    {
        IArrayTypeSymbol array => IsNumbers(array.ElementType),
        { TypeKind: TypeKind.Delegate } => false,
        INamedTypeSymbol { IsTupleType: true } tuple => tuple.TupleElements.Any(item => IsNumbers(item.Type)),
        INamedTypeSymbol named => named.TypeArguments.Any(static argument => ModelTypes.IsModel(argument)) || HasPartsWithNumbers(named),
        _ => false,
    };

    /// <summary>Whether values of a struct or record of the project hold numbers in arrays, or deeper.</summary>
    private bool HasPartsWithNumbers(INamedTypeSymbol type)
    {
        bool isOwn = (type.IsRecord || type.TypeKind == TypeKind.Struct) && !type.DeclaringSyntaxReferences.IsEmpty;
        if (!isOwn || !asked.Add(type.OriginalDefinition)) return false;
        bool holds = Parts.Of(type).Any(part => !part.IsConstant && IsNumbers(part.Type));
        asked.Remove(type.OriginalDefinition);
        return holds;
    }

    private bool IsNumbers(ITypeSymbol type) => ModelTypes.IsNumber(type) || ModelTypes.IsModel(type) || HoldsNumbers(type);
}
