using DeepMfg.AutoDiff.Generators.Diagnostics;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>
/// Numbers that belong to the vector space of a type's values, but that the IR sees as a constant: those of a type that contains itself, for instance.
/// A gradient without them would be wrong without a word.
/// </summary>
internal static class LostNumbers
{
    /// <summary>What is said of a parameter, or of the type whose method it is, with such numbers; nothing of any other.</summary>
    /// <param name="type">The type of the parameter.</param>
    /// <param name="shape">What the IR sees of it.</param>
    /// <param name="at">Where that is said.</param>
    /// <param name="holder">What holds the numbers.</param>
    public static Mistake? Of(ITypeSymbol type, Shape shape, Location at, string holder) => MemberOf(type, shape) is not { } lost ? null
        : new Mistake(Descriptors.NotSupported, at, $"What '{lost.Name}' holds in {holder}",
            $"hold them as numbers, arrays of numbers or marked types, or mark '{lost.Name}' [NoDerivative]");

    private static Part? MemberOf(ITypeSymbol type, Shape shape)
    {
        if (shape.Leaf is not null) return null;
        if (shape.Whole is not null) return StructStorage.InnermostOf(type) is { } element ? MemberOf(element, Records.ShapeOf(element)!) : null;
        IReadOnlyList<Part> parts = type is INamedTypeSymbol { IsTupleType: true } tuple
            ? [.. tuple.TupleElements.Select(static item => new Part(item, item.Type))] : Parts.Of((INamedTypeSymbol)type);
        return parts.Zip(shape.Items, static (part, item) => (Part: part, item.Shape)).Where(static member => !member.Shape.IsConstant)
            .Select(static member => IsLost(member.Part.Type, member.Shape) ? member.Part : MemberOf(member.Part.Type, member.Shape))
            .FirstOrDefault(static lost => lost is not null);
    }

    private static bool IsLost(ITypeSymbol type, Shape shape) => shape.Leaf is { IsOpaque: true } && HoldsModels(type);

    private static bool HoldsModels(ITypeSymbol type) => type is IArrayTypeSymbol array ? HoldsModels(array.ElementType) : ModelTypes.IsModel(type);
}
