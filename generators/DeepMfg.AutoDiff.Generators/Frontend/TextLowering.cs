using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Lowers what has no effect and no place in the IR: constants of other types and the language's operators on them.</summary>
internal sealed class TextLowering(BodyLowering body)
{
    public Value Constant(object? value, ITypeSymbol type)
    {
        IrType leaf = Types.LeafOf(type);
        if (leaf.IsNumber && value is not null) return Value.Of(Number(value, leaf));
        if (value is null) return Default(type);
        if (type.TypeKind == TypeKind.Enum) return Enumerator(value, type);
        string literal = value is string text
            ? SymbolDisplay.FormatLiteral(text, quote: true)
            : SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false) + (value is decimal ? "m" : "");
        // Of all types of constants these alone have no literals.
        if (type.SpecialType is SpecialType.System_IntPtr or SpecialType.System_UIntPtr) literal = $"(({Types.NameOf(type)})({literal}))";
        return new Template(body).Write(literal).ToText(leaf) with { IsConstant = true };
    }

    public Value Default(ITypeSymbol type)
    {
        Shape shape = Nullables.ShapeOf(type);
        if (shape.Leaf is not { IsNumber: false } leaf) return BodyLowering.Dummy(shape);
        string name = Types.NameOf(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated));
        return new Template(body).Write(type.IsValueType ? $"default({name})" : $"default({name})!").ToText(leaf) with { IsConstant = true };
    }

    public Value TypeOf(ITypeOfOperation operation) =>
        new Template(body).Write("typeof(").Write(operation.TypeOperand, operation.Syntax).Write(")").ToText(Types.LeafOf(operation.Type!));

    // ^n
    public Value FromEnd(IUnaryOperation operation) =>
        new Template(body).Write("^(").Write(body.Expressions.Lower(operation.Operand, null)).Write(")").ToText(IrType.Opaque("global::System.Index"));

    // a..b
    public Value Range(IRangeOperation operation)
    {
        Template template = new(body);
        if (operation.LeftOperand is { } left) template.Write(body.Expressions.Lower(left, null));
        template.Write("..");
        if (operation.RightOperand is { } right) template.Write(body.Expressions.Lower(right, null));
        return template.ToText(IrType.Opaque("global::System.Range"));
    }

    public Value Unary(string symbol, Value operand, IOperation at, string? name) =>
        Numbered(new Template(body).Write(Checked(at)).Write($"({symbol}").Write(Held(operand)).Write(")"), at, name, Checked(at).Length > 0);

    public Value Binary(string symbol, Value left, Value right, IOperation at, string? name)
    {
        if (left.Equals(right)) body.Program.Suppressed.CompareWithSelf();
        bool isMissing = at is IBinaryOperation { IsLifted: true } or ICompoundAssignmentOperation { IsLifted: true } && symbol is not ("==" or "!=");
        if (isMissing || IsConstant(right)) left = Held(left);
        if (isMissing && right is Text) right = Held(right);
        if (symbol == "+" && at is IBinaryOperation { Type.SpecialType: SpecialType.System_String } joined)
        {
            var strings = new StringLowering(body);
            (left, right) = (strings.Shown(left, joined.LeftOperand), strings.Shown(right, joined.RightOperand));
        }
        Template template = new Template(body).Write(Checked(at)).Write("(").Write(left).Write($" {symbol} ").Write(right).Write(")");
        return Numbered(template, at, name, Checked(at).Length > 0 || symbol is "/" or "%");
    }

    // (T)e; an implicit conversion to a reference is left to the place that needs it
    public Value Conversion(Value value, IConversionOperation operation, ITypeSymbol to, string? name)
    {
        IrType type = Types.LeafOf(to);
        if (operation is { IsImplicit: true, Operand.ConstantValue: { HasValue: true, Value: { } number } } && EnumOf(to) is { } enumeration
            && EnumOf(operation.Operand.Type!) is null)
        {
            value = Enumerator(number, enumeration);
        }
        if (operation.IsImplicit && (value is Text { Type: var known } && known == type || value is Leaf { Operand.Type: var held } && held == type))
        {
            return value;
        }
        // Each box is an object of its own, of which its variables have one.
        if (to.IsReferenceType && operation.Operand.Type is { IsValueType: true } && value is Text { Arguments.IsEmpty: true } constant)
        {
            value = Value.Of(body.Opaques.Materialize(constant, name ?? "value"));
        }
        if (operation.IsImplicit && type.IsOpaque && (operation.Conversion.IsReference || operation.Operand.ConstantValue.HasValue))
        {
            return value;
        }
        if (operation.IsImplicit && to.IsReferenceType) return value;
        value = Held(value);
        // What was boxed has its type again.
        if (value is Leaf { Operand.Type: var from } && from == type) return value;
        Template template = new(body);
        template = operation.IsTryCast
            ? template.Write("(").Write(value).Write(" as ").Write(Named(to), operation.Syntax).Write(")")
            : template.Write(Checked(operation)).Write("((").Write(to, operation.Syntax).Write(")").Write(value).Write(")");
        return Numbered(template, operation, name, MayThrow(operation, to, Checked(operation).Length > 0));
    }

    // C# names in 'as' what may be missing without its mark.
    private static ITypeSymbol Named(ITypeSymbol type) => type.IsReferenceType ? type.WithNullableAnnotation(NullableAnnotation.NotAnnotated) : type;

    /// <summary>A constant as a variable, which it was to the user: C# refuses what overflows among constants, and warns of tests that always hold.</summary>
    public Value Held(Value value) => IsConstant(value)
        ? body.Opaques.Emit(new Template(body).Write(value).ToText(value is Leaf leaf ? leaf.Operand.Type : ((Text)value).Type), "value", body.Here!,
            isPure: true)
        : value;

    private static bool IsConstant(Value value) => value is Text { IsConstant: true } or Leaf { Operand: IR.Constant };

    /// <summary>A number, and what may throw, is a value of its own; anything else stays text until it is stored.</summary>
    private Value Numbered(Template template, IOperation at, string? name, bool mayThrow)
    {
        Text text = template.ToText(Types.LeafOf(body.Program.Substitute(at.Type!)));
        return text.Type.IsOpaque && !mayThrow ? text : body.Opaques.Emit(
            text, name ?? "value", at.Syntax, isPure: !mayThrow, text.Type == IrType.Bool ? null : OpaqueLowering.Member(at.Syntax));
    }

    // A cast to a derived type, from a nullable, from or to 'decimal', and what is checked.
    private static bool MayThrow(IConversionOperation operation, ITypeSymbol to, bool isChecked)
    {
        if (operation.Conversion.IsImplicit || operation.IsTryCast || operation.Operand.Type is not { } from) return false;
        return isChecked || !from.IsValueType || !to.IsValueType || IsNullable(from) && !IsNullable(to)
            || from.SpecialType == SpecialType.System_Decimal || to.SpecialType == SpecialType.System_Decimal;
    }

    private static ITypeSymbol? EnumOf(ITypeSymbol type) => Types.WithoutNull(type) is { TypeKind: TypeKind.Enum } enumeration ? enumeration : null;

    private static bool IsNullable(ITypeSymbol type) => type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    /// <summary>What stands before the parentheses of an operation on integers that are no numbers of the IR: <c>nint</c>, enums.</summary>
    private string Checked(IOperation operation) => operation switch
    {
        IConversionOperation { Operand.Type.IsValueType: true, Type.IsValueType: true } conversion =>
            CheckedContext.Holds(conversion, body.Program.Compilation) ? "checked" : "",
        IBinaryOperation { IsChecked: true } or ICompoundAssignmentOperation { IsChecked: true } or IUnaryOperation { IsChecked: true }
            or IIncrementOrDecrementOperation { IsChecked: true } when operation.Type is { IsValueType: true } => "checked",
        _ => "",
    };

    private Value Enumerator(object value, ITypeSymbol type)
    {
        IFieldSymbol? member = type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, value));
        string text = member is not null
            ? $"{Types.NameOf(type)}.{Template.Escape(member.Name)}"
            : $"(({Types.NameOf(type)})({value}))";
        return new Template(body).Write(text).ToText(Types.LeafOf(type)) with { IsConstant = true };
    }

    private static Constant Number(object value, IrType type) => value switch
    {
        double or float => IR.Constant.Of(Convert.ToDouble(value), type),
        bool truth => IR.Constant.Of(truth),
        char character => new Constant(character, type),
        ulong large => new Constant(unchecked((long)large), type),
        _ => type.IsFloat ? IR.Constant.Of(Convert.ToDouble(value), type) : new Constant(Convert.ToInt64(value), type),
    };
}
