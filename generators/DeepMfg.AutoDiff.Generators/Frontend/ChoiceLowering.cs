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
            () => LowerArm(operation.WhenTrue, name),
            () => LowerArm(operation.WhenFalse!, name),
            body.Declare(name ?? "selected", ShapeOf([operation.WhenTrue, operation.WhenFalse!], operation.Type!)),
            operation.Condition.Syntax);
    }

    /// <summary>What a choice among expressions gives.</summary>
    public Shape ShapeOf(IEnumerable<IOperation> arms, ITypeSymbol type) =>
        PlainRecords.Chosen(arms, body.Program.Substitute(type), body) ?? body.ShapeOf(type);

    /// <summary>The value of an arm, or nothing where the arm is a <c>throw</c>.</summary>
    public Value? LowerArm(IOperation arm, string? name)
    {
        if (body.Opaques.ThrowOf(arm) is not { } exception) return body.Expressions.Lower(arm, name);
        body.Opaques.Throw(exception);
        return null;
    }

    public Value Choose(Operand condition, Func<Value?> yes, Func<Value?> no, Slot result, SyntaxNode at)
    {
        body.Statements.Choose(condition, () => Assign(yes), () => Assign(no), static () => Completion.Always, at);
        return body.Environment[result];

        Completion Assign(Func<Value?> value)
        {
            if (value() is not { } lowered) return Completion.Throws;
            body.Environment[result] = body.Opaques.Coerce(lowered, result);
            return Completion.Always;
        }
    }

    // a ?? b  →  r = if a is null { yield b } else { yield a }
    public Value Coalesce(ICoalesceOperation operation, string? name)
    {
        Value value = body.Texts.Held(body.Expressions.Lower(operation.Value, null));
        if (new Nullables(body).Coalesce(operation, value, name) is { } chosen) return chosen;
        if (value is TupleValue or Leaf { Operand.Type.IsNumber: true }) return value;
        Text present = new Template(body).Write(value).Write(body.Program.Substitute(operation.Value.Type!).IsValueType ? ".GetValueOrDefault()" : "!")
            .ToText(Types.LeafOf(body.Program.Substitute(operation.Type!)));
        return Choose(
            IsNull(value, operation.Syntax),
            () => LowerArm(operation.WhenNull, name),
            () => value is Leaf { Operand.Type.IsStorage: true } ? value
                : body.Opaques.Emit(present, name ?? "value", operation.Syntax, isPure: true, OpaqueLowering.Member(operation.Syntax)),
            body.Declare(name ?? "value", body.ShapeOf(operation.Type!)),
            operation.Syntax);
    }

    // a?.F(b)  →  if a is null { } else { a.F(b) }
    public Value Access(IConditionalAccessOperation operation, string? name)
    {
        Value receiver = body.Texts.Held(body.Expressions.Lower(operation.Operation, null));
        (Operand Has, Value Number)? parts = Nullables.PartsOf(receiver);
        if (parts is null && receiver is TupleValue or Leaf { Operand.Type.IsNumber: true }) return body.Expressions.DefaultVisit(operation, name);
        bool isVoid = operation.Type is null or { SpecialType: SpecialType.System_Void } || operation.Parent is IExpressionStatementOperation;
        Shape shape = isVoid ? Shape.Of(IrType.Bool, "bool") : body.ShapeOf(operation.Type!);
        bool isNullable = body.Program.Substitute(operation.Operation.Type!).IsValueType;
        ITypeSymbol whole = operation.Operation.Type!;
        IrType accessed = Types.LeafOf(body.Program.Substitute(whole is INamedTypeSymbol { TypeArguments: [var item] } && isNullable ? item : whole));
        Value? outer = body.Accessed;
        Value result = Choose(
            parts is null ? IsNull(receiver, operation.Syntax) : body.Patterns.Not(parts.Value.Has, operation),
            () => isVoid ? Value.Of(Constant.False) : body.Texts.Default(body.Program.Substitute(operation.Type!)),
            () =>
            {
                body.Accessed = parts is not null ? parts.Value.Number
                    : isNullable ? new Template(body).Write(receiver).Write(".Value").ToText(accessed) : receiver;
                Value value = body.Expressions.Lower(operation.WhenNotNull, name);
                body.Accessed = outer;
                return isVoid ? Value.Of(Constant.False)
                    : shape.IsNullable && value is Leaf { Operand.Type.IsNumber: true } ? TupleValue.Of(shape, [Value.Of(Constant.True), value]) : value;
            },
            body.Declare(name ?? "value", shape),
            operation.Syntax);
        return isVoid ? Value.Nothing : result;
    }

    public Operand IsNull(Value value, SyntaxNode at)
    {
        Text text = new Template(body).Write("(").Write(value).Write(" is null)").ToText(IrType.Bool);
        return ((Leaf)body.Opaques.Emit(text, "isNull", at, isPure: true)).Operand;
    }

    // a && b  →  b, where it is cheap and without effect;  else  r = if a { yield b } else { yield false }
    public Value ShortCircuit(IBinaryOperation operation, Value left, string? name)
    {
        bool isAnd = operation.OperatorKind == BinaryOperatorKind.ConditionalAnd;
        Operand a = body.Leaves(left).Single();
        if (Cheap.Is(operation.RightOperand))
        {
            Operand b = body.Expressions.Operand(operation.RightOperand, null);
            Primitive row = isAnd ? CSharpPrimitives.AndAlso : CSharpPrimitives.OrElse;
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

    private static bool IsNumber(ITypeSymbol? type) => type is not null && Types.LeafOf(type).IsNumber;
}
