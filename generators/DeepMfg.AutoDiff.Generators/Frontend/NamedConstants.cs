using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>The user's constants keep their names where the generated type can say them: <c>R</c>, not <c>8.314</c>.</summary>
internal sealed class NamedConstants(Compilation compilation, IMethodSymbol marked)
{
    private readonly Dictionary<IFieldSymbol, string?> names = new(SymbolEqualityComparer.Default);

    private readonly HashSet<string> taken = [];

    /// <summary>What generated code says of them, on which it depends beside what they are, and other names that mean something of the type's.</summary>
    public EquatableArray<string> Texts =>
        names.Values.OfType<string>().Union(taken).OrderBy(static text => text, StringComparer.Ordinal).ToEquatableArray();

    /// <summary>Keeps a name that generated code says without more from meaning a local there.</summary>
    public void Take(string name) => taken.Add(name);

    /// <summary>The constant with the name of the field that the expression reads, where it has the same number.</summary>
    public Constant Named(Constant constant, IOperation operation)
    {
        while (operation is IConversionOperation or IParenthesizedOperation) operation = operation.ChildOperations.First();
        if (operation is not IFieldReferenceOperation { Field: { IsConst: true, ConstantValue: { } value } field }) return constant;
        if (!(constant.Type.IsFloat || constant.Type.IsInteger) || value is char or bool or string || !IsSame(value, constant)) return constant;
        if (!names.TryGetValue(field, out string? name)) names.Add(field, name = NameOf(field));
        return name is null ? constant : constant with { Name = name, IsConverted = Types.LeafOf(field.Type) != constant.Type };
    }

    private static bool IsSame(object value, Constant constant) => constant.Type.IsFloat
        ? Convert.ToDouble(value).Equals(constant.Real) && constant.Real is not 0 && !double.IsNaN(constant.Real) && !double.IsInfinity(constant.Real)
        : value is not (double or float or decimal or ulong) && Convert.ToInt64(value) == constant.Bits;

    private string? NameOf(IFieldSymbol field)
    {
        // Whoever names what is obsolete or experimental is warned.
        if (!field.GetAttributes().IsEmpty || field.ContainingType is not { IsGenericType: false, TypeKind: not TypeKind.Enum } type) return null;
        if (IsKnownHere(field)) return Template.Escape(field.Name);
        bool isNameable = compilation.IsSymbolAccessibleWithin(field, marked.ContainingType) && !type.IsFileLocal && !Aliased.Is(type, compilation);
        return isNameable && type.GetAttributes().IsEmpty
            ? $"{Types.NameOf(type)}.{Template.Escape(field.Name)}" : null;
    }

    /// <summary>Whether the name alone means the field among the generated members.</summary>
    private bool IsKnownHere(IFieldSymbol field)
    {
        INamedTypeSymbol? holder = marked.ContainingType;
        while (holder is not null && !IsOrDerives(holder, field.ContainingType)) holder = holder.ContainingType;
        if (holder is null || marked.DeclaringSyntaxReferences.IsEmpty || marked.TypeParameters.Any(parameter => parameter.Name == field.Name)) return false;
        SyntaxNode declaration = marked.DeclaringSyntaxReferences[0].Opened();
        return compilation.ModelOf(declaration.SyntaxTree).LookupSymbols(declaration.SpanStart, name: field.Name) is [var only]
            && SymbolEqualityComparer.Default.Equals(only, field);
    }

    /// <summary>What generated files have besides the types around their members, they have no <c>using static</c>.</summary>
    private static bool IsOrDerives(INamedTypeSymbol type, INamedTypeSymbol @base)
    {
        for (INamedTypeSymbol? at = type; at is not null; at = at.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(at, @base)) return true;
        }
        return false;
    }
}
