using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Whether an expression has the same value in all trips of a loop, as far as its text tells.</summary>
/// <param name="body">The method that has the loop.</param>
/// <param name="assigned">The variables that the loop assigns.</param>
/// <param name="index">The loop's own variable.</param>
internal sealed class Invariance(BodyLowering body, HashSet<ISymbol> assigned, ILocalSymbol index)
{
    /// <summary>How many properties may read one another.</summary>
    private const int DeepestRead = 8;

    private int depth;

    public bool Holds(IOperation expression) => Holds(expression, isSelfFixed: body.SelfSlot is null);

    private bool Holds(IOperation expression, bool isSelfFixed) => expression.ConstantValue.HasValue || expression switch
    {
        ILocalReferenceOperation local => !assigned.Contains(local.Local) && !SymbolEqualityComparer.Default.Equals(local.Local, index),
        IParameterReferenceOperation parameter => !assigned.Contains(parameter.Parameter),
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } => isSelfFixed,
        IParenthesizedOperation inner => Holds(inner.Operand, isSelfFixed),
        IConversionOperation { OperatorMethod: null, Type: { } type } inner => Types.LeafOf(type).IsNumber && Holds(inner.Operand, isSelfFixed),
        // What throws does so before the first trip.
        IBinaryOperation { OperatorMethod: null, Type: { } type } binary => Types.LeafOf(type).IsNumber
            && Holds(binary.LeftOperand, isSelfFixed) && Holds(binary.RightOperand, isSelfFixed),
        IInvocationOperation { TargetMethod: var method } call when CSharpPrimitives.OfMethod(method) is not null =>
            call.Arguments.All(argument => Holds(argument.Value, isSelfFixed)),
        IPropertyReferenceOperation { Property.Name: "Length", Instance: { } array } when array.Type is IArrayTypeSymbol || Types.IsSpan(array.Type) =>
            Holds(array, isSelfFixed),
        IArrayElementReferenceOperation { Type: IArrayTypeSymbol } row => Holds(row.ArrayReference, isSelfFixed)
            && row.Indices.All(at => Holds(at, isSelfFixed)),
        IInvocationOperation { TargetMethod: { Name: "GetLength", ContainingType.SpecialType: SpecialType.System_Array }, Instance: { } array } call =>
            Holds(array, isSelfFixed) && call.Arguments[0].Value.ConstantValue.HasValue,
        IMemberReferenceOperation { Instance: { Type: { } type } holder } member => OfRecord(member, holder, type, isSelfFixed),
        _ => false,
    };

    // r.A, and r.Count where that only reads such members
    private bool OfRecord(IMemberReferenceOperation member, IOperation holder, ITypeSymbol type, bool isSelfFixed)
    {
        if (Records.ShapeOf(body.Program.Substitute(type)) is null || !Holds(holder, isSelfFixed)) return false;
        if (Records.ItemOf(body.Program.Substitute(type), member.Member) is not null) return true;
        if (member is not IPropertyReferenceOperation { Property.GetMethod: { } getter, Arguments.IsEmpty: true }) return false;
        if (depth == DeepestRead || !body.Program.IsSource(getter)) return false;
        if (body.Program.BodyOf(getter) is not IBlockOperation { Operations: [IReturnOperation { ReturnedValue: { } value }] }) return false;
        depth++;
        bool holds = Holds(value, isSelfFixed: true);
        depth--;
        return holds;
    }
}
