using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>A part of a value of a type: a field, or a property that has a field of its own.</summary>
/// <param name="Symbol">The field or property.</param>
/// <param name="Type">Its type.</param>
internal sealed record Part(ISymbol Symbol, ITypeSymbol Type)
{
    public string Name => Symbol.Name;

    /// <summary>Whether no derivative flows through it.</summary>
    public bool IsConstant => Marks.IsNoDerivative(Symbol);

    /// <summary>Whether <c>with</c> can give it a value.</summary>
    public bool IsSettable => Symbol switch
    {
        IFieldSymbol own => !own.IsReadOnly,
        IPropertySymbol property => property.SetMethod is not null,
        _ => false,
    };
}

/// <summary>The parts of which values of a type consist.</summary>
internal static class Parts
{
    /// <summary>Instance fields and properties with fields of their own, in the order of their declarations, inherited ones first.</summary>
    public static IReadOnlyList<Part> Of(INamedTypeSymbol type)
    {
        List<Part> members = type.BaseType is { SpecialType: SpecialType.None } parent ? [.. Of(parent)] : [];
        foreach (IFieldSymbol field in type.GetMembers().OfType<IFieldSymbol>().Where(static field => field is { IsStatic: false, IsConst: false }))
        {
            if (field.AssociatedSymbol is null) members.Add(new(field, field.Type));
            else if (field.AssociatedSymbol is IPropertySymbol property) members.Add(new(property, property.Type));
        }
        return members;
    }

    /// <summary>Whether a type is marked, so that its numbers form a vector space.</summary>
    public static bool IsMarked(ITypeSymbol type) => type is INamedTypeSymbol && Marks.IsDifferentiable(type);
}
