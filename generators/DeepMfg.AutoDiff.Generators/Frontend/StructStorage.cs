using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Arrays and spans of structs as parameters: C# holds the structs, and to the IR each of their numbers is storage of its own in them.</summary>
internal static class StructStorage
{
    /// <summary>What a parameter holds.</summary>
    public static Shape ShapeOf(ITypeSymbol type) => Of(type, Records.ShapeOf) ?? Types.ShapeOf(type);

    /// <summary>The elements of an array of one dimension or of a span.</summary>
    public static ITypeSymbol? ElementOf(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol { Rank: 1, ElementType: var element } => element,
        INamedTypeSymbol { TypeArguments: [var element] } when Types.IsSpan(type) => element,
        _ => null,
    };

    /// <summary>The shape of a struct that holds nothing but numbers.</summary>
    public static Shape? NumbersOf(ITypeSymbol element) =>
        element.IsValueType && Records.ShapeOf(element) is { } shape && shape.Leaves().All(static leaf => leaf.Leaf!.IsNumber) ? shape : null;

    /// <summary>How C# holds a reference of a type that has elements.</summary>
    public static StorageForm FormOf(ITypeSymbol type) =>
        type is IArrayTypeSymbol ? StorageForm.Array : type.Name == "Span" ? StorageForm.Span : StorageForm.ReadOnlySpan;

    /// <summary>The same storage as C# holds it in another form.</summary>
    public static Shape InForm(Shape shape, StorageForm form) => shape.Leaf is { } leaf
        ? shape with { Leaf = leaf with { Form = form } }
        : shape with { Items = shape.Items.Select(item => item with { Shape = InForm(item.Shape, form) }).ToEquatableArray() };

    /// <summary>The storage of an array or a span of values of a marked or known type; nothing of another type.</summary>
    /// <param name="type">The array or span.</param>
    /// <param name="read">The shape of a type.</param>
    public static Shape? Of(ITypeSymbol type, Func<ITypeSymbol, Shape?> read)
    {
        if (ElementOf(type) is not INamedTypeSymbol element || !(Parts.IsMarked(element) || NumericTypes.TypeOf(element) is not null)) return null;
        if (read(element) is not { HasReaders: false } shape) return null;
        if (shape.Leaves().Any(static leaf => leaf.Leaf is { IsStorage: true, Form: not StorageForm.Array })) return null;
        IrType whole = IrType.Storage(IrType.Opaque(shape.Type), 1, FormOf(type));
        return new Way(shape, whole.Form, [], IsInPlace: true).Of(shape, element) with { Type = Types.NameOf(type), Whole = whole };
    }

    /// <summary>The way from an element to a part of it.</summary>
    private sealed record Way(Shape Struct, StorageForm Form, EquatableArray<string> Names, bool IsInPlace)
    {
        public Shape Of(Shape part, ITypeSymbol type)
        {
            if (part.Leaf is not null) return OfLeaf(part);
            if (part.Whole is not null) return OfArrays(part);
            Part[] parts = type is INamedTypeSymbol { IsTupleType: true } tuple
                ? [.. tuple.TupleElements.Select(static item => new Part(item, item.Type))] : [.. Parts.Of((INamedTypeSymbol)type)];
            return new Shape(part.Type + "[]", null, part.Items.Select((item, i) => item with { Shape = To(item, parts[i]) }).ToEquatableArray());
        }

        private Shape OfLeaf(Shape part)
        {
            IrType storage = IrType.Storage(part.Leaf!, 1, Form) with { Member = new ElementMember(Struct, Names, IsInPlace) };
            return Shape.Of(storage, part.Type + "[]") with { IsConstant = part.IsConstant };
        }

        // What the structs of an array hold is all in that array.
        private Shape OfArrays(Shape part) => part.Leaf is not null ? OfLeaf(part)
            : part with { Type = part.Type + "[]", Items = part.Items.Select(item => item with { Shape = OfArrays(item.Shape) }).ToEquatableArray() };

        // A property of a struct gives a copy, whose own members nobody can set.
        private Shape To(Item item, Part part) => (this with
        {
            Names = Names.Append(item.Name).ToEquatableArray(),
            IsInPlace = IsInPlace && part.IsAssignable && (item.Shape.Leaf is not null || part.Symbol is IFieldSymbol),
        }).Of(item.Shape, part.Type);
    }
}
