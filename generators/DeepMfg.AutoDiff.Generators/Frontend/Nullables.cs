using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Lowers <c>double?</c> and <c>float?</c>: a flag, and a number that counts only where the flag is set.</summary>
internal sealed class Nullables(BodyLowering body)
{
    /// <summary>What a variable of a type holds.</summary>
    public static Shape ShapeOf(ITypeSymbol type) => NumberOf(type) is { } number
        ? new Shape(
            Types.NameOf(type), null,
            [new Item("HasValue", Shape.Of(IrType.Bool, "bool")), new Item("Value", Shape.Of(Types.LeafOf(number), Types.NameOf(number)))])
        {
            IsRecord = true, IsNullable = true,
        }
        : Types.ShapeOf(type);

    /// <summary>The number that there may be.</summary>
    public static ITypeSymbol? NumberOf(ITypeSymbol? type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var number] } && Types.IsFloat(number)
            ? number : null;

    /// <summary>The flag and the number of a value that is seen by its parts.</summary>
    public static (Operand Has, Value Number)? PartsOf(Value? value) =>
        value is TupleValue { Record.IsNullable: true, Items: [Leaf { Operand: var has }, var number] } ? (has, number) : null;

    // x  →  (true, x);  null  →  (false, 0)
    public Value? Converted(Value value, IConversionOperation operation)
    {
        ITypeSymbol to = body.Program.Substitute(operation.Type!);
        if (PartsOf(value) is var (has, number))
        {
            if (NumberOf(to) is { } other) return Of(to, has, In(number, other, operation));
            return Types.LeafOf(to).IsNumber ? In(Given(has, number, operation), to, operation, operation.IsChecked) : null;
        }
        if (NumberOf(to) is not { } wanted) return null;
        if (IsNull(operation.Operand)) return BodyLowering.Dummy(ShapeOf(to));
        return value is Leaf { Operand.Type.IsNumber: true } ? Of(to, Constant.True, In(value, wanted, operation)) : null;
    }

    // n.HasValue, n.Value
    public Value? Property(IPropertyReferenceOperation operation, string? name)
    {
        if (operation.Instance is not { } instance) return null;
        if ((NumberOf(body.Program.Substitute(instance.Type!)) ?? ConstantOf(instance)) is not { } number) return null;
        Value value = body.Expressions.Lower(instance, null);
        bool isFlag = operation.Property.Name == "HasValue";
        if (value is Leaf { Operand: Constant known }) return isFlag ? Value.Of(Constant.True) : Value.Of(known);
        if (PartsOf(value) is var (has, held)) return isFlag ? Value.Of(has) : Given(has, held, operation);
        Text text = new Template(body).Write(value).Write("." + operation.Property.Name).ToText(isFlag ? IrType.Bool : Types.LeafOf(number));
        string called = name ?? OpaqueLowering.NameOf(operation.Property);
        return body.Opaques.Emit(text, called, operation.Syntax, isPure: isFlag, OpaqueLowering.Member(operation.Syntax));
    }

    /// <summary>The type of a constant that is there, seen as one that there may be: C# has no such member of a constant.</summary>
    private static ITypeSymbol? ConstantOf(IOperation instance)
    {
        bool isThere = instance is IConversionOperation { Operand.ConstantValue: { HasValue: true, Value: not null } };
        return isThere && Types.WithoutNull(instance.Type!) is var number && !SymbolEqualityComparer.Default.Equals(number, instance.Type) ? number : null;
    }

    // n.GetValueOrDefault(), n.GetValueOrDefault(x)
    public Value? Call(IInvocationOperation call, string? name)
    {
        if (call is not { TargetMethod.Name: "GetValueOrDefault", Instance: { } instance }) return null;
        if (NumberOf(body.Program.Substitute(instance.Type!)) is not { } number) return null;
        Value value = body.Expressions.Lower(instance, null);
        Value? otherwise = call.Arguments is [var given] ? body.Expressions.Lower(given.Value, null) : null;
        if (PartsOf(value) is var (has, held)) return Choose((has, held), () => otherwise ?? Value.Of(Constant.Zero(Types.LeafOf(number))), number, call, name);
        Template template = new Template(body).Write(value).Write(".GetValueOrDefault(");
        Text text = (otherwise is null ? template : template.Write(otherwise)).Write(")").ToText(Types.LeafOf(number));
        return body.Opaques.Emit(text, name ?? "value", call.Syntax, isPure: true, OpaqueLowering.Member(call.Syntax));
    }

    // n ?? e
    public Value? Coalesce(ICoalesceOperation operation, Value value, string? name)
    {
        if (PartsOf(value) is not var (has, held)) return null;
        ITypeSymbol type = body.Program.Substitute(operation.Type!);
        Value present = NumberOf(type) is { } number ? Of(type, Constant.True, In(held, number, operation)) : In(held, type, operation);
        return Choose((has, present), () => new ChoiceLowering(body).LowerArm(operation.WhenNull, name), type, operation, name);
    }

    // a + b, a < b, a == b
    public Value? Binary(string symbol, Value left, Value right, IOperation at, ITypeSymbol type)
    {
        if (PartsOf(left) is null && PartsOf(right) is null) return null;
        if (Compared(left, right, at) is { } flag) return Value.Of(symbol == "==" ? body.Patterns.Not(flag, at) : flag);
        if (Read(left, at, type) is not var (hasLeft, a) || Read(right, at, type) is not var (hasRight, b)) return null;
        Operand both = body.Patterns.Join(true, hasLeft, hasRight, at);
        Value result = body.Expressions.Binary(symbol is "!=" ? "==" : symbol, a, b, at, null);
        if (symbol is not ("==" or "!=")) return NumberOf(type) is null ? Value.Of(body.Patterns.Join(true, both, LeafOf(result), at)) : Of(type, both, result);
        Operand neither = body.Patterns.Join(true, body.Patterns.Not(hasLeft, at), body.Patterns.Not(hasRight, at), at);
        Operand same = body.Patterns.Join(false, neither, body.Patterns.Join(true, both, LeafOf(result), at), at);
        return Value.Of(symbol == "==" ? same : body.Patterns.Not(same, at));
    }

    // n == null, null == n
    private static Operand? Compared(Value left, Value right, IOperation at) => at is not IBinaryOperation binary ? null
        : IsNull(binary.RightOperand) ? PartsOf(left)?.Has : IsNull(binary.LeftOperand) ? PartsOf(right)?.Has : null;

    private static bool IsNull(IOperation operation)
    {
        while (operation is IConversionOperation { IsImplicit: true } conversion) operation = conversion.Operand;
        return operation.ConstantValue is { HasValue: true, Value: null };
    }

    // -n
    public Value? Unary(string symbol, Value operand, IOperation at)
    {
        if (PartsOf(operand) is not var (has, number) || Primitives.OfOperator(symbol, 1) is not { } row) return null;
        return Of(body.Program.Substitute(at.Type!), has, Value.Of(body.Let(row.Noun, row, [LeafOf(number)], at.Syntax)));
    }

    /// <summary>A number, or one there may be, by its parts.</summary>
    private (Operand Has, Value Number)? Read(Value value, IOperation at, ITypeSymbol type)
    {
        if (PartsOf(value) is { } parts) return parts;
        if (value is Leaf { Operand.Type.IsNumber: true }) return (Constant.True, value);
        ITypeSymbol? held = NumberOf(type) is null ? (at as IBinaryOperation)?.LeftOperand.Type : type;
        return NumberOf(held) is null ? null : PartsOf(body.Opaques.Items(value, ShapeOf(held!), at.Syntax));
    }

    private static Value Of(ITypeSymbol type, Operand has, Value number) => TupleValue.Of(ShapeOf(type), [Value.Of(has), number]);

    private static Operand LeafOf(Value value) => ((Leaf)value).Operand;

    private Value In(Value number, ITypeSymbol type, IOperation at, bool isChecked = false) =>
        body.Expressions.ConvertTo(number, Shape.Of(Types.LeafOf(type), Types.NameOf(type)), at.Syntax, isChecked);

    // What is none throws.
    private Value Given(Operand has, Value number, IOperation at)
    {
        IrType type = LeafOf(number).Type;
        Slot slot = body.Declare("value", Shape.Of(type, Literals(type)));
        return has is Constant { IsZero: false } ? number : new ChoiceLowering(body).Choose(has, () => number, Throw, slot, at.Syntax);

        Value? Throw()
        {
            const string None = "throw new global::System.InvalidOperationException(\"Nullable object must have a value.\")";
            body.Opaques.Add(new([], new OpaqueText(None, HasValue: false, Throws: true), []), at.Syntax, null);
            return null;
        }
    }

    private static string Literals(IrType type) => type == IrType.Float32 ? "float" : "double";

    private Value Choose((Operand Has, Value Number) held, Func<Value?> otherwise, ITypeSymbol type, IOperation at, string? name) =>
        held.Has is Constant { IsZero: false } ? held.Number
        : new ChoiceLowering(body).Choose(held.Has, () => held.Number, otherwise, body.Declare(name ?? "value", ShapeOf(type)), at.Syntax);
}
