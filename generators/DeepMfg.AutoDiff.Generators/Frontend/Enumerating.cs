using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Lowers <c>foreach</c> over what can be indexed: it counts.</summary>
internal sealed class Enumerating(BodyLowering body)
{
    // foreach (T x in a) B  →  for (i = 0; i < a.Length; i++) { x = a[i]; B }
    public CountedLoop? Of(IForEachLoopOperation loop)
    {
        IOperation collection = loop.Collection;
        while (collection is IConversionOperation { IsImplicit: true, OperatorMethod: null } conversion) collection = conversion.Operand;
        if (collection.Type is not { } type || LengthOf(type) is not { } length || ElementOf(type) is not { } element) return null;
        if (loop.LoopControlVariable is not IVariableDeclaratorOperation { Symbol: { RefKind: RefKind.None } local }) return null;

        Operand items = body.Expressions.Operand(collection, "items");
        Value bound = body.Opaques.Emit(
            new Template(body).Write(Value.Of(items)).Write("." + length).ToText(IrType.Int32), length.ToLowerInvariant(), collection.Syntax);
        Slot index = body.Declare("i", Shape.Of(IrType.Int32, "int"));
        return new CountedLoop(loop, index, ((Leaf)bound).Operand) { Begin = () => Read(local, element, items, index) };

        void Read(ILocalSymbol variable, ITypeSymbol elementType, Operand source, Slot at)
        {
            Slot slot = body.Declare(variable, variable.Type);
            IrType element = Types.LeafOf(body.Program.Substitute(elementType));
            Text text = new Template(body).Write(Value.Of(source)).Write("[").Write(body.Environment[at]).Write("]").ToText(element);
            // foreach (T x in e) converts explicitly.
            if (slot.Shape.Leaf is { IsOpaque: true } wanted && element.IsOpaque && wanted != element)
            {
                text = new Template(body).Write($"(({wanted.Name})").Write(text).Write(")").ToText(wanted);
            }
            Value value = body.Opaques.Emit(text, variable.Name, collection.Syntax, cause: OpaqueLowering.Member(collection.Syntax));
            value = body.Opaques.Whole(value, elementType, collection);
            body.Environment[slot] = body.Opaques.Coerce(body.Expressions.ConvertTo(value, slot.Shape, collection.Syntax), slot);
        }
    }

    private static string? LengthOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } or { SpecialType: SpecialType.System_String } => "Length",
        INamedTypeSymbol { ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true }, Name: "Span" or "ReadOnlySpan" } => "Length",
        INamedTypeSymbol { ContainingNamespace.Name: "Immutable", Name: "ImmutableArray" } => "Length",
        INamedTypeSymbol { ContainingNamespace.Name: "Generic", Name: "List" or "IReadOnlyList" or "IList" } => "Count",
        _ => null,
    };

    private static ITypeSymbol? ElementOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType,
        { SpecialType: SpecialType.System_String } => type.GetMembers("this[]").OfType<IPropertySymbol>().FirstOrDefault()?.Type,
        INamedTypeSymbol { TypeArguments: [var element] } => element,
        _ => null,
    };
}
