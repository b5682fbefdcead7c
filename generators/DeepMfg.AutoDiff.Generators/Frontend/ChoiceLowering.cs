using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Lowers expressions that evaluate one of several operands.</summary>
internal sealed class ChoiceLowering(BodyLowering body)
{
    // c ? a : b  →  r = if c { yield a } else { yield b }
    public Value Conditional(IConditionalOperation operation, string? name)
    {
        Operand condition = body.Expressions.Operand(operation.Condition, "condition");
        return Choose(
            condition,
            () => body.Expressions.Lower(operation.WhenTrue, name),
            () => operation.WhenFalse is { } other ? body.Expressions.Lower(other, name) : Value.Nothing,
            body.Declare(name ?? "selected", Types.ShapeOf(body.Program.Substitute(operation.Type!))),
            operation.Syntax);
    }

    public Value Choose(Operand condition, Func<Value> yes, Func<Value> no, Slot result, SyntaxNode at)
    {
        body.Statements.Choose(condition, () => Assign(yes), () => Assign(no), static () => Completion.Always, at);
        return body.Environment[result];

        Completion Assign(Func<Value> value)
        {
            int thrown = body.Opaques.Throws;
            Value lowered = value();
            if (body.Opaques.Throws > thrown && lowered is Leaf { Operand: Constant }) return Completion.Throws;
            body.Environment[result] = body.Opaques.Coerce(lowered, result);
            return Completion.Always;
        }
    }

    // a && b  →  b, where it is cheap and without effect;  else  r = if a { yield b } else { yield false }
    public Value ShortCircuit(IBinaryOperation operation, Value left, string? name)
    {
        bool isAnd = operation.OperatorKind == BinaryOperatorKind.ConditionalAnd;
        Operand a = body.Leaves(left).Single();
        if (Cheap.Is(operation.RightOperand))
        {
            Operand b = body.Expressions.Operand(operation.RightOperand, null);
            Primitive row = isAnd ? Rows.AndAlso : Rows.OrElse;
            return Value.Of(body.Let(name ?? "condition", row, [a, b], operation.Syntax));
        }
        Slot result = body.DeclareFlag(name ?? "condition");
        Value Right() => body.Expressions.Lower(operation.RightOperand, name ?? "condition");
        return isAnd
            ? Choose(a, Right, static () => Value.Of(Constant.False), result, operation.Syntax)
            : Choose(a, static () => Value.Of(Constant.True), Right, result, operation.Syntax);
    }
}

/// <summary>Whether an expression is cheap, without effect and cannot throw, so that it may be evaluated where C# would not.</summary>
internal static class Cheap
{
    public static bool Is(IOperation operation) => operation.ConstantValue.HasValue || operation switch
    {
        ILocalReferenceOperation or IParameterReferenceOperation => true,
        IParenthesizedOperation parenthesized => Is(parenthesized.Operand),
        IUnaryOperation { OperatorMethod: null, IsChecked: false } unary => Is(unary.Operand),
        IBinaryOperation { IsLifted: false, IsChecked: false } binary =>
            IsNumber(binary.LeftOperand.Type) && CannotThrow(binary) && Is(binary.LeftOperand) && Is(binary.RightOperand),
        IConversionOperation { OperatorMethod: null, IsChecked: false } conversion =>
            IsNumber(conversion.Type) && IsNumber(conversion.Operand.Type) && Is(conversion.Operand),
        _ => false,
    };

    private static bool CannotThrow(IBinaryOperation binary) =>
        binary.OperatorKind is not (BinaryOperatorKind.Divide or BinaryOperatorKind.Remainder) || Types.IsFloat(binary.Type);

    private static bool IsNumber(ITypeSymbol? type) => type is not null && !Types.LeafOf(type).IsOpaque;
}
