using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>C# types as the IR sees them, and as generated code writes them.</summary>
internal static class Types
{
    /// <summary>Fully qualified, with tuple names, nullability and C#'s keywords.</summary>
    private static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    public static string NameOf(ITypeSymbol type) => type.ToDisplayString(Format);

    /// <summary>The leaf that a type is; every type that is no number is opaque.</summary>
    public static IrType LeafOf(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Single => IrType.Float32,
        SpecialType.System_Double => IrType.Float64,
        SpecialType.System_Boolean => IrType.Bool,
        SpecialType.System_Char => new IrType(Element.Char),
        SpecialType.System_SByte => new IrType(Element.Int8),
        SpecialType.System_Byte => new IrType(Element.UInt8),
        SpecialType.System_Int16 => new IrType(Element.Int16),
        SpecialType.System_UInt16 => new IrType(Element.UInt16),
        SpecialType.System_Int32 => IrType.Int32,
        SpecialType.System_UInt32 => new IrType(Element.UInt32),
        SpecialType.System_Int64 => IrType.Int64,
        SpecialType.System_UInt64 => new IrType(Element.UInt64),
        _ when StorageOf(type) is { } storage => storage,
        _ when type is ITypeParameterSymbol parameter && ModelTypes.ScalarOf(parameter) is { } scalar =>
            IrType.Model(LeafOf(scalar), type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)),
        // Without nullability, of which generated code has no warnings: string? and string are then one type.
        _ => IrType.Opaque(type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)),
    };

    /// <summary>Arrays and spans of numbers, and arrays of arrays of them, are storage.</summary>
    private static IrType? StorageOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array when LeafOf(array.ElementType) is { IsOpaque: false } item && (item.IsNumber || item.Form == StorageForm.Array) =>
            IrType.Storage(item, array.Rank, StorageForm.Array),
        _ when IsSpan(type) && ((INamedTypeSymbol)type).TypeArguments is [var element] && LeafOf(element) is { IsNumber: true } item =>
            IrType.Storage(item, 1, type.Name == "Span" ? StorageForm.Span : StorageForm.ReadOnlySpan),
        _ => null,
    };

    /// <summary>The type of what there may be, of a nullable one; any other type itself.</summary>
    public static ITypeSymbol WithoutNull(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var value] } ? value : type;

    public static bool IsSpan(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "Span" or "ReadOnlySpan", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    public static Shape ShapeOf(ITypeSymbol type) =>
        type is INamedTypeSymbol { IsTupleType: true } tuple
            ? new Shape(NameOf(type), null, tuple.TupleElements.Select(item => new Item(item.Name, ShapeOf(item.Type))).ToEquatableArray())
            : type is INamedTypeSymbol { IsAnonymousType: true } anonymous
            ? new Shape(NameOf(type), null, Anonymous.PartsOf(anonymous).Select(static part => new Item(part.Name, ShapeOf(part.Type))).ToEquatableArray())
            : (PlainRecords.Is(type) ? null : Records.ShapeOf(type)) ?? Shape.Of(LeafOf(type), NameOf(type));

    public static bool IsFloat(ITypeSymbol? type) => type?.SpecialType is SpecialType.System_Single or SpecialType.System_Double;

    /// <summary>Whether a value of this type holds floating-point numbers that a derivative could miss (DMAD024).</summary>
    public static bool HoldsFloats(ITypeSymbol type, Compilation compilation, ISymbol within) => type switch
    {
        ITypeParameterSymbol parameter => ModelTypes.ScalarOf(parameter) is not null,
        IArrayTypeSymbol array => IsFloat(array.ElementType) || HoldsFloats(array.ElementType, compilation, within),
        { TypeKind: TypeKind.Enum or TypeKind.Delegate or TypeKind.Pointer } => false,
        { SpecialType: not SpecialType.None and not SpecialType.System_Nullable_T } => false,
        // What they tell in floating point they compute of whole ticks.
        { Name: "TimeSpan" or "DateTimeOffset" or "DateOnly" or "TimeOnly", ContainingNamespace.Name: "System" } => false,
        _ => HasFloatMember(type, compilation, within) || EnumeratesFloats(type),
    };

    private static bool HasFloatMember(ITypeSymbol type, Compilation compilation, ISymbol within)
    {
        for (ITypeSymbol? holder = type; holder is not null; holder = holder.BaseType)
        {
            foreach (ISymbol member in holder.GetMembers())
            {
                bool holds = member switch
                {
                    IFieldSymbol { IsStatic: false, AssociatedSymbol: null } field => IsFloat(field.Type),
                    IPropertySymbol { IsStatic: false, IsIndexer: false, GetMethod: not null } property => IsFloat(property.Type),
                    _ => false,
                };
                if (holds && compilation.IsSymbolAccessibleWithin(member, within)) return true;
            }
        }
        return false;
    }

    private static bool EnumeratesFloats(ITypeSymbol type) =>
        type.AllInterfaces.Concat(type is INamedTypeSymbol named ? [named] : []).Any(static candidate =>
            candidate.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T
            && IsFloat(candidate.TypeArguments[0]))
        || type is INamedTypeSymbol { Name: "Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory", TypeArguments: [var element] } && IsFloat(element);
}
