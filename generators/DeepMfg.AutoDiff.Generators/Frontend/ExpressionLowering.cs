using System.Collections.Immutable;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Lowers expressions: each supported kind is an override, any other is refused. The argument names the result.</summary>
internal sealed class ExpressionLowering(BodyLowering body) : OperationVisitor<string?, Value>
{
    public Value Lower(IOperation operation, string? name)
    {
        if (!body.Program.Enter(operation, body)) return DummyOf(operation);
        if (operation.ConstantValue is { HasValue: true, Value: var constant } && operation.Type is { } type)
        {
            Value known = body.Texts.Constant(constant, body.Program.Substitute(type));
            return known is Leaf { Operand: Constant number } ? Value.Of(body.Program.Constants.Named(number, operation)) : known;
        }
        if (operation.Type is { SpecialType: SpecialType.None } named) body.Program.Suppressed.Name(named);
        // Roslyn visits what it has no kind for by nothing.
        Value value = operation.Accept(this, name) ?? DefaultVisit(operation, name);
        return value is TupleValue || operation is IInstanceReferenceOperation ? value : body.Opaques.Structured(value, operation);
    }

    /// <summary>Lowers an expression that is a single leaf.</summary>
    public Operand Operand(IOperation operation, string? name) => Lower(operation, name) switch
    {
        Leaf leaf => leaf.Operand,
        Text text => body.Opaques.Materialize(text, name ?? "value"),
        TupleValue { Record: { IsNullable: true } shape } number =>
            body.Opaques.Materialize(new Template(body).Write(number).ToText(IrType.Opaque(shape.Type)), name ?? "value"),
        _ => Constant.Zero(operation.Type is null ? IrType.Float64 : Types.LeafOf(body.Program.Substitute(operation.Type))),
    };

    /// <summary>Lowers what is stored in a variable: values of opaque types take the variable's type.</summary>
    public Value LowerTo(IOperation operation, Slot slot) => body.Opaques.Coerce(Lower(operation, slot.Name), slot);

    /// <summary>Lowers an expression whose value is not wanted.</summary>
    public void LowerEffect(IOperation operation)
    {
        switch (operation)
        {
            case IInvocationOperation call: body.Calls.Lower(call, "value", wanted: false); break;
            default: Lower(operation, null); break;
        }
    }

    public override Value DefaultVisit(IOperation operation, string? name)
    {
        if (new Construction(body).StackAlloc(operation, name) is { } allocated) return allocated;
        body.Program.Refuse(operation, body);
        return DummyOf(operation);
    }

    public override Value VisitInvalid(IInvalidOperation operation, string? name)
    {
        body.Mistakes.IsBroken = true;
        return DummyOf(operation);
    }

    public override Value VisitParenthesized(IParenthesizedOperation operation, string? name) => Lower(operation.Operand, name);

    public override Value VisitLocalReference(ILocalReferenceOperation operation, string? name)
    {
        if (operation.IsDeclaration) body.Declare(operation.Local, operation.Local.Type, escapes: true);
        return Read(operation.Local, operation);
    }

    public override Value VisitParameterReference(IParameterReferenceOperation operation, string? name) => Read(operation.Parameter, operation);

    public override Value VisitInstanceReference(IInstanceReferenceOperation operation, string? name) =>
        Self(operation) is Text { Arguments.IsEmpty: true } self && operation.Type is { IsValueType: true, IsReadOnly: false }
            ? body.Opaques.Emit(self, "self", operation.Syntax)
            : Self(operation);

    /// <summary>The receiver before a dot: a struct is not copied.</summary>
    public Value Self(IOperation operation) => operation switch
    {
        IInstanceReferenceOperation { ReferenceKind: not InstanceReferenceKind.ContainingTypeInstance } => DefaultVisit(operation, null),
        _ when body.SelfSlot is { } slot => body.Environment[slot],
        _ => body.Self ?? DefaultVisit(operation, null),
    };

    public override Value VisitTuple(ITupleOperation operation, string? name) =>
        new TupleValue(operation.Elements.Select(element => Lower(element, null)).ToEquatableArray());

    public override Value VisitAnonymousObjectCreation(IAnonymousObjectCreationOperation operation, string? name) =>
        new Anonymous(body).Creation(operation) ?? base.VisitAnonymousObjectCreation(operation, name)!;

    /// <summary>A tuple of C# holds so many items itself, and the others in a tuple.</summary>
    public const int ItemsBeforeRest = 7;

    public override Value VisitFieldReference(IFieldReferenceOperation operation, string? name)
    {
        if (operation.Instance is { Type.IsTupleType: true } instance && Lower(instance, null) is TupleValue tuple)
        {
            return operation.Field.Name == "Rest" && ItemOf(operation.Field) < 0
                ? new TupleValue(tuple.Items.Skip(ItemsBeforeRest).ToEquatableArray()) : tuple.Items[ItemOf(operation.Field)];
        }
        return new RecordLowering(body).Member(operation) ?? body.Opaques.Field(operation, name);
    }

    /// <summary>The tuple that an item is of, and which of all its items it is: <c>t.Rest.Item2</c> is the ninth of <c>t</c>.</summary>
    public static (IOperation Tuple, int Item)? ItemAt(IOperation expression)
    {
        if (expression is not IFieldReferenceOperation { Instance: { Type.IsTupleType: true } tuple } field) return null;
        if (ItemOf(field.Field) is not (>= 0 and var item)) return null;
        while (tuple is IFieldReferenceOperation { Field: { Name: "Rest" } rest, Instance: { Type.IsTupleType: true } around } && ItemOf(rest) < 0)
        {
            (tuple, item) = (around, item + ItemsBeforeRest);
        }
        return (tuple, item);
    }

    /// <summary>Which item of a tuple a field is; −1 for all from the eighth on.</summary>
    public static int ItemOf(IFieldSymbol field)
    {
        ImmutableArray<IFieldSymbol> items = field.ContainingType.TupleElements;
        for (int i = 0; i < items.Length; i++)
        {
            if (items[i].Name == field.Name || field.Name == $"Item{i + 1}") return i;
        }
        return -1;
    }

    public override Value VisitPropertyReference(IPropertyReferenceOperation operation, string? name) =>
        new Anonymous(body).Part(operation) ?? body.StructArrays.Read(operation) ?? body.Elements.Read(operation, name)
        ?? new StorageCalls(body).Property(operation, name) ?? new Nullables(body).Property(operation, name) ?? new RecordLowering(body).Member(operation)
        ?? body.Calls.Property(operation, name);

    // from r in rows where r.A > 1 select r.B  →  rows.Where(r => r.A > 1).Select(r => r.B)
    public override Value VisitTranslatedQuery(ITranslatedQueryOperation operation, string? name) => Lower(operation.Operation, name);

    public override Value VisitInvocation(IInvocationOperation operation, string? name) => body.Calls.Lower(operation, name, wanted: true);

    public override Value VisitSimpleAssignment(ISimpleAssignmentOperation operation, string? name) => body.Assignments.Lower(operation);

    public override Value VisitCompoundAssignment(ICompoundAssignmentOperation operation, string? name) => body.Assignments.Lower(operation);

    public override Value VisitIncrementOrDecrement(IIncrementOrDecrementOperation operation, string? name) => body.Assignments.Lower(operation);

    public override Value VisitCoalesceAssignment(ICoalesceAssignmentOperation operation, string? name) => body.Assignments.Lower(operation);

    public override Value VisitDeconstructionAssignment(IDeconstructionAssignmentOperation operation, string? name) =>
        body.Assignments.Lower(operation);

    public override Value VisitDeclarationExpression(IDeclarationExpressionOperation operation, string? name) => Lower(operation.Expression, name);

    public override Value VisitImplicitIndexerReference(IImplicitIndexerReferenceOperation operation, string? name) =>
        body.StructArrays.Read(operation) ?? body.Elements.Read(operation, name) ?? body.Opaques.Element(operation, name);

    public override Value VisitRangeOperation(IRangeOperation operation, string? name) => body.Texts.Range(operation);

    public override Value VisitUnaryOperator(IUnaryOperation operation, string? name)
    {
        if (operation.OperatorKind == UnaryOperatorKind.Hat) return body.Texts.FromEnd(operation);
        if (operation.OperatorMethod is not null && !IsBuiltIn(operation.Type))
        {
            return body.Calls.Operator(operation, operation.OperatorMethod, [operation.Operand], name);
        }
        if (CSharpPrimitives.SymbolOf(operation.OperatorKind) is not { } symbol) return DefaultVisit(operation, name);
        Value operand = Lower(operation.Operand, null);
        if (operation.IsLifted && new Nullables(body).Unary(symbol, operand, operation) is { } lifted) return lifted;
        if (operation.IsLifted && CallLowering.HoldsFloat(operand)) return DefaultVisit(operation, name);
        if (operand is not Leaf { Operand: var x } || !x.Type.IsNumber) return body.Texts.Unary(symbol, operand, operation, name);
        if (symbol == "-" && operation.IsChecked && x.Type.IsInteger)
        {
            Primitive subtract = Primitives.OfOperator("-", 2, isChecked: true)!;
            return Value.Of(body.Let(name ?? subtract.Noun, subtract, [Constant.Zero(x.Type), x], operation.Syntax));
        }
        return Primitives.OfOperator(symbol, 1) is { } row
            ? Value.Of(body.Let(name ?? row.Noun, row, [x], operation.Syntax))
            : DefaultVisit(operation, name);
    }

    // a + b + c + … nests to the left as deep as it is long, so its operands are collected by a loop.
    public override Value VisitBinaryOperator(IBinaryOperation operation, string? name)
    {
        Stack<IBinaryOperation> chain = new();
        IOperation left = operation;
        while (left is IBinaryOperation { ConstantValue.HasValue: false } binary)
        {
            chain.Push(binary);
            left = binary.LeftOperand;
            if (IsShortCircuit(binary)) break;
        }
        // A reference is read once the other operand is evaluated.
        bool isReference = !IsShortCircuit(chain.Peek()) && chain.Peek() is { OperatorMethod.Parameters: [{ RefKind: RefKind.In }, _] };
        Value? value = isReference ? null : Lower(left, null);
        while (chain.Count > 0)
        {
            IBinaryOperation binary = chain.Pop();
            string? target = chain.Count == 0 ? name : null;
            value = IsShortCircuit(binary)
                ? new ChoiceLowering(body).ShortCircuit(binary, value!, target)
                : value is null ? body.Calls.Operator(binary, binary.OperatorMethod!, [binary.LeftOperand, binary.RightOperand], target)
                : Binary(binary, value, target);
        }
        return value!;
    }

    private static bool IsShortCircuit(IBinaryOperation binary) =>
        binary.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr && binary.OperatorMethod is null;

    private Value Binary(IBinaryOperation operation, Value left, string? name)
    {
        if (operation.OperatorMethod is { } method && !(IsBuiltIn(operation.LeftOperand.Type) && IsBuiltIn(operation.RightOperand.Type)))
        {
            return body.Calls.Operator(operation, method, [operation.RightOperand], name, left);
        }
        Value right = body.StructArrays.Told(Lower(operation.RightOperand, null));
        left = body.StructArrays.Told(left);
        if (CSharpPrimitives.SymbolOf(operation.OperatorKind) is not { } symbol) return DefaultVisit(operation, name);
        if (new Nullables(body).Binary(symbol, left, right, operation, body.Program.Substitute(operation.Type!)) is { } lifted) return lifted;
        if (operation.IsLifted && (CallLowering.HoldsFloat(left) || CallLowering.HoldsFloat(right))) return DefaultVisit(operation, name);
        return left is TupleValue || right is TupleValue
            ? DefaultVisit(operation, name)
            : Binary(symbol, left, right, operation, name);
    }

    public Value Binary(string symbol, Value left, Value right, IOperation at, string? name)
    {
        if (left is not Leaf { Operand: { Type.IsNumber: true } a } || right is not Leaf { Operand: { Type.IsNumber: true } b })
        {
            return body.Texts.Binary(symbol, left, right, at, name);
        }
        return Primitives.OfOperator(symbol, 2, IsChecked(at) && a.Type.IsInteger) is { } row
            ? Value.Of(body.Let(name ?? row.Noun, row, [a, b], at.Syntax))
            : DefaultVisit(at, name);
    }

    private static bool IsChecked(IOperation operation) => operation is
        IBinaryOperation { IsChecked: true } or ICompoundAssignmentOperation { IsChecked: true } or IIncrementOrDecrementOperation { IsChecked: true };

    /// <summary>Whether the operators of a type are the language's own, though they have methods.</summary>
    private bool IsBuiltIn(ITypeSymbol? type) => type is null || Types.LeafOf(body.Program.Substitute(type)).IsNumber;

    public override Value VisitConversion(IConversionOperation operation, string? name)
    {
        if (Viewed(operation, name) is { } view) return view;
        if (body.StructArrays.Of(operation) is var (arrays, _)) return arrays;
        if (operation.OperatorMethod is { } method && operation.Conversion.IsUserDefined)
        {
            return body.Calls.Operator(operation, method, [operation.Operand], name);
        }
        if (operation.Type is null) return Lower(operation.Operand, name);
        if (operation.Type.TypeKind == TypeKind.Dynamic || operation.Operand.Type is { TypeKind: TypeKind.Dynamic }) return DefaultVisit(operation, name);
        return operation.Conversion.IsIdentity ? Lower(operation.Operand, name) : Convert(Lower(operation.Operand, null), operation, name);
    }

    /// <summary>An array as a span, a span for reading, or what was an array all the time.</summary>
    private Value? Viewed(IConversionOperation operation, string? name)
    {
        if (operation.Type is not { } to || Types.LeafOf(body.Program.Substitute(to)) is not { IsStorage: true } type) return null;
        bool isClone = operation.Operand is IInvocationOperation { TargetMethod: { Name: "Clone", ContainingType.SpecialType: SpecialType.System_Array } };
        if (!isClone && !body.Elements.IsStorage(operation.Operand)) return null;
        Value value = Lower(operation.Operand, name);
        if (value is not Leaf { Operand: Variable { Type: { IsStorage: true } held } reference }) return null;
        if (held == type) return value;
        if (held.Item != type.Item || held.Rank != type.Rank) return null;
        return Value.Of(body.Let(name ?? reference.BaseName, new View(reference, type), operation.Syntax));
    }

    private Value Convert(Value value, IConversionOperation operation, string? name)
    {
        ITypeSymbol to = body.Program.Substitute(operation.Type!);
        if (new Nullables(body).Converted(value, operation) is { } converted) return converted;
        if (value is TupleValue tuple && to is INamedTypeSymbol { IsTupleType: true } target)
        {
            return tuple.Items.Count == target.TupleElements.Length && tuple.Fits(Types.ShapeOf(to)) ? value : DefaultVisit(operation, name);
        }
        if (value is TupleValue { Record: not null } && Records.ShapeOf(to) is not null) return value;
        IrType type = Types.LeafOf(to);
        if (value is Leaf { Operand: var x } && x.Type.IsNumber && type.IsNumber)
        {
            if (x.Type == type) return value;
            Primitive row = operation.IsChecked ? CSharpPrimitives.ConvertChecked : CSharpPrimitives.Convert;
            return Value.Of(body.Let(name ?? row.Noun, row, [x], operation.Syntax, type));
        }
        return body.Texts.Conversion(value, operation, to, name);
    }

    /// <summary>A number in the type of the variable that takes it.</summary>
    public Value ConvertTo(Value value, Shape shape, SyntaxNode at, bool isChecked)
    {
        if (value is not Leaf { Operand: { Type.IsNumber: true } x } || shape.Leaf is not { IsNumber: true } type || x.Type == type) return value;
        Primitive row = isChecked && type.IsInteger ? CSharpPrimitives.ConvertChecked : CSharpPrimitives.Convert;
        return Value.Of(body.Let(row.Noun, row, [x], at, type));
    }

    public override Value VisitConditional(IConditionalOperation operation, string? name) => new ChoiceLowering(body).Conditional(operation, name);

    public override Value VisitCoalesce(ICoalesceOperation operation, string? name) => new ChoiceLowering(body).Coalesce(operation, name);

    public override Value VisitConditionalAccess(IConditionalAccessOperation operation, string? name) =>
        new ChoiceLowering(body).Access(operation, name);

    public override Value VisitConditionalAccessInstance(IConditionalAccessInstanceOperation operation, string? name) =>
        body.Accessed is { } accessed ? accessed : DefaultVisit(operation, name);

    // (a, b) == (c, d)  →  AndAlso(a == c, b == d)
    public override Value VisitTupleBinaryOperator(ITupleBinaryOperation operation, string? name)
    {
        List<Operand> left = [.. body.Leaves(Lower(operation.LeftOperand, null))], right = [.. body.Leaves(Lower(operation.RightOperand, null))];
        if (left.Count != right.Count) return DefaultVisit(operation, name);
        bool isEqual = operation.OperatorKind == BinaryOperatorKind.Equals;
        Operand all = Constant.Of(isEqual);
        foreach ((Operand a, Operand b) in left.Zip(right, static (a, b) => (a, b)))
        {
            Operand test = ((Leaf)Binary(isEqual ? "==" : "!=", Value.Of(a), Value.Of(b), operation, null)).Operand;
            all = body.Patterns.Join(isEqual, all, test, operation);
        }
        return Value.Of(all);
    }

    public override Value VisitSwitchExpression(ISwitchExpressionOperation operation, string? name) => new SwitchLowering(body).Lower(operation, name);

    public override Value VisitIsPattern(IIsPatternOperation operation, string? name)
    {
        Value value = body.StructArrays.Told(Lower(operation.Value, null));
        return Value.Of(body.Patterns.Test(operation.Pattern, value, name));
    }

    public override Value VisitIsType(IIsTypeOperation operation, string? name)
    {
        Value value = Lower(operation.ValueOperand, null);
        if (Nullables.PartsOf(value) is var (has, _) && !operation.IsNegated
            && SymbolEqualityComparer.Default.Equals(operation.TypeOperand, Nullables.NumberOf(operation.ValueOperand.Type))) return Value.Of(has);
        if (!operation.IsNegated && body.Patterns.IsOf(operation.TypeOperand, operation.ValueOperand.Type) is { } known) return Value.Of(Constant.Of(known));
        if (operation.IsNegated || value is TupleValue or Leaf { Operand.Type.IsNumber: true }) return DefaultVisit(operation, name);
        return Value.Of(body.Patterns.TestType(operation.TypeOperand, null, value, operation));
    }

    // What null is compared with gives it a type.
    public override Value VisitLiteral(ILiteralOperation operation, string? name) =>
        operation.ConstantValue is { HasValue: true, Value: null }
            ? new Template(body).Write("null").ToText(IrType.Opaque("object")) : DefaultVisit(operation, name);

    public override Value VisitDefaultValue(IDefaultValueOperation operation, string? name) =>
        operation.Type is { } type ? body.Texts.Default(body.Program.Substitute(type)) : DefaultVisit(operation, name);

    public override Value VisitDiscardOperation(IDiscardOperation operation, string? name) => DummyOf(operation);

    public override Value VisitThrow(IThrowOperation operation, string? name)
    {
        body.Opaques.Throw(operation);
        return DummyOf(operation);
    }

    public override Value VisitInterpolatedString(IInterpolatedStringOperation operation, string? name) => new StringLowering(body).Interpolated(operation);

    public override Value VisitInterpolatedStringHandlerCreation(IInterpolatedStringHandlerCreationOperation operation, string? name) =>
        operation.Content is IInterpolatedStringOperation content ? new StringLowering(body).Interpolated(content) : DefaultVisit(operation, name);

    public override Value VisitTypeOf(ITypeOfOperation operation, string? name) => body.Texts.TypeOf(operation);

    public override Value VisitSizeOf(ISizeOfOperation operation, string? name) => DefaultVisit(operation, name);

    public override Value VisitObjectCreation(IObjectCreationOperation operation, string? name) =>
        new RecordLowering(body).Creation(operation, name) ?? new Construction(body).Creation(operation, name);

    public override Value VisitArrayElementReference(IArrayElementReferenceOperation operation, string? name) =>
        body.StructArrays.Read(operation) ?? body.Elements.Read(operation, name) ?? body.Opaques.Element(operation, name);

    public override Value VisitArrayCreation(IArrayCreationOperation operation, string? name) =>
        body.StructArrays.Read(operation) ?? new Construction(body).Array(operation, name);

    public override Value VisitCollectionExpression(ICollectionExpressionOperation operation, string? name) =>
        body.StructArrays.Read(operation) ?? new Construction(body).Collection(operation, name);

    public override Value VisitWith(IWithOperation operation, string? name) =>
        new RecordLowering(body).With(operation) ?? new Construction(body).With(operation, name);

    private Value Read(ISymbol symbol, IOperation operation)
    {
        if (body.ReferredStruct(symbol) is { } element) return body.StructArrays.Load(element, operation);
        if (body.Referred(symbol) is { } cell) return Value.Of(body.Elements.Load(cell, symbol.Name, operation.Syntax));
        if (body.SlotOf(symbol) is { } slot) return body.Environment[slot];
        // A parameter of the type's own constructor is a field without a name, which only the object itself has at hand.
        if (symbol is not IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } own) return DefaultVisit(operation, null);
        if (new RecordLowering(body).Kept(own) is { } kept) return kept;
        if (body.Self is Text { Arguments.IsEmpty: true })
        {
            body.Program.Constants.Take(symbol.Name);
            Text text = new Template(body).Write(Template.Escape(symbol.Name)).ToText(Types.LeafOf(body.Program.Substitute(operation.Type!)));
            return body.Opaques.Emit(text, symbol.Name + "Value", operation.Syntax);
        }
        body.Refuse(
            operation.Syntax, $"'{symbol.Name}', a parameter of the constructor of '{symbol.ContainingType.Name}' that a method without a mark reads,",
            "declare a field or a property that is set from it, and read that");
        return DummyOf(operation);
    }

    public Value DummyOf(IOperation operation) => operation.Type is { SpecialType: not SpecialType.System_Void } type
        ? BodyLowering.Dummy(body.ShapeOf(type))
        : Value.Nothing;
}
