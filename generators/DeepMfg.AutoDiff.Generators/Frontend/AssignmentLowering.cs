using DeepMfg.AutoDiff.Generators.Diagnostics;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Lowers declarations and all that assigns: single assignment gives each new value a new name.</summary>
internal sealed class AssignmentLowering(BodyLowering body)
{
    // T x = e, y;  →  x = e
    public void Declare(IVariableDeclarationGroupOperation group)
    {
        foreach (IVariableDeclaratorOperation declarator in group.Declarations.SelectMany(static declaration => declaration.Declarators))
        {
            ILocalSymbol local = declarator.Symbol;
            body.Block.Origin = SourceText.Of(declarator.Syntax);
            IOperation? initializer = (declarator.Initializer ?? ((IVariableDeclarationOperation)declarator.Parent!).Initializer)?.Value;
            if (local.RefKind != RefKind.None)
            {
                if (initializer is not null && Refer(local, initializer)) continue;
                body.Refuse(declarator.Syntax, "A 'ref' local", "use the variable itself");
            }
            if (initializer is not null && body.Calls.Declare(local, initializer)) continue;
            int before = body.Mistakes.All.Count;
            if (initializer is not null && PlainRecords.Is(body.Program.Substitute(local.Type))) DeclareObject(local, initializer);
            else Declare(declarator, initializer);
            if (body.Mistakes.All.Skip(before).Any(static mistake => mistake.IsError)) body.Mistakes.Silence(local.Name, declarator.Syntax);
        }
    }

    private void Declare(IVariableDeclaratorOperation declarator, IOperation? initializer)
    {
        Shape? structs = body.StructArrays.ShapeOf(declarator, initializer);
        Slot slot = structs is null ? body.Declare(declarator.Symbol, declarator.Symbol.Type) : body.Declare(declarator.Symbol, structs);
        if (initializer is null) return;
        body.Environment[slot] = structs is null ? body.Expressions.LowerTo(initializer, slot) : body.StructArrays.Make(initializer, slot);
    }

    /// <summary>A variable for an object, or for the members of one that is made here.</summary>
    private void DeclareObject(ILocalSymbol local, IOperation initializer)
    {
        Value value = body.Expressions.Lower(initializer, local.Name);
        Slot slot = value is TupleValue { Record: { } shape } ? body.Declare(local, shape) : body.Declare(local, local.Type);
        body.Environment[slot] = body.Opaques.Coerce(value, slot);
    }

    // ref T x = ref a[i], ref a[i].M
    private bool Refer(ILocalSymbol local, IOperation named)
    {
        if (body.Elements.CellOf(named) is { } cell) body.Refer(local, cell);
        else if (body.Receivers.PlaceOf(named) is { Cell: { } number }) body.Refer(local, number);
        else if (body.StructArrays.ElementOf(named) is { } element) body.Refer(local, element);
        else return false;
        return true;
    }

    // x = e
    public Value Lower(ISimpleAssignmentOperation operation)
    {
        if (operation.IsRef) body.Refuse(operation.Syntax, "A 'ref' assignment", "assign the value");
        if (Target(operation.Target) is { } made && body.StructArrays.Holds(operation.Target))
        {
            return body.Environment[made] = body.StructArrays.Make(operation.Value, made);
        }
        string? name = Target(operation.Target) is { } slot ? slot.Name : null;
        Place place = PlaceOf(operation.Target);
        return place.Store(body.Expressions.Lower(operation.Value, name));
    }

    // x += e  →  x = x + e
    public Value Lower(ICompoundAssignmentOperation operation)
    {
        if (operation.OperatorMethod is { ReturnsVoid: true } change) return body.Calls.Change(operation, operation.Target, change, operation.Value);
        Place place = PlaceOf(operation.Target);
        if (Accumulated(operation, place) is { } sum) return sum;
        if (place.Read() is not { } old) return body.Expressions.DummyOf(operation);
        string? name = Target(operation.Target)?.Name;
        if (operation.OperatorMethod is { } method && old is not Leaf { Operand.Type.IsNumber: true })
        {
            return place.Store(body.Calls.Operator(operation, method, [operation.Value], name, old));
        }
        if (CSharpPrimitives.SymbolOf(operation.OperatorKind) is not { } symbol || operation.Type is null)
        {
            return body.Expressions.DefaultVisit(operation, null);
        }

        if (Nullables.PartsOf(old) is not null)
        {
            Value other = body.Expressions.Lower(operation.Value, null);
            return place.Store(new Nullables(body).Binary(symbol, old, other, operation, body.Program.Substitute(operation.Type)) ?? old);
        }

        // byte b += 1 is b = (byte)(b + 1): the operation runs in the promoted type.
        IrType type = Types.LeafOf(body.Program.Substitute(operation.Type));
        Value left = old, right = body.Expressions.Lower(operation.Value, null);
        bool isNarrow = operation.InConversion is { IsNumeric: true };
        if (isNarrow && right is Leaf { Operand: var r } && !symbol.EndsWith("<", StringComparison.Ordinal) && !symbol.EndsWith(">", StringComparison.Ordinal))
        {
            left = ConvertTo(left, r.Type, operation);
        }
        else if (isNarrow)
        {
            left = ConvertTo(left, IrType.Int32, operation);
        }
        bool same = ((left as Leaf)?.Operand.Type ?? type) == type;
        Value value = body.Expressions.Binary(symbol, left, right, operation, same ? name : null);
        return place.Store(ConvertTo(value, type, operation, name, operation.IsChecked));
    }

    // a[i] += e  →  add a[i] += e, where e cannot change a[i] and nobody wants the sum
    private Value? Accumulated(ICompoundAssignmentOperation operation, Place place)
    {
        if (place.Cell is not { Type.IsFloat: true } cell || operation.Parent is not IExpressionStatementOperation) return null;
        if (operation.OperatorKind is not (BinaryOperatorKind.Add or BinaryOperatorKind.Subtract) || !Quiet.IsPlain(operation.Value)) return null;
        Value added = ConvertTo(body.Expressions.Lower(operation.Value, null), cell.Type, operation);
        if (added is not Leaf { Operand: { } term } || term.Type != cell.Type) return null;
        if (operation.OperatorKind == BinaryOperatorKind.Subtract) term = body.Let("negative", CSharpPrimitives.Negate, [term], operation.Syntax);
        body.Add(new Accumulate(cell, term) { Origin = body.Block.Origin, Throws = true }, operation.Syntax);
        return added;
    }

    // x++  →  x = x + 1
    public Value Lower(IIncrementOrDecrementOperation operation)
    {
        if (operation.OperatorMethod is { ReturnsVoid: true } change) return body.Calls.Change(operation, operation.Target, change, null);
        Place place = PlaceOf(operation.Target);
        if (place.Read() is not { } old) return body.Expressions.DummyOf(operation);
        if (old is not Leaf { Operand: { Type.IsNumber: true } x }) return LowerOpaque(operation, place, old);
        IrType wide = x.Type.Element is >= Element.Char and <= Element.UInt16 ? IrType.Int32 : x.Type;
        Operand one = wide.IsFloat ? Constant.Of(1.0, wide) : new Constant(1, wide);
        string symbol = operation.Kind == OperationKind.Increment ? "+" : "-";
        string? name = Target(operation.Target)?.Name;
        Value sum = body.Expressions.Binary(
            symbol, ConvertTo(old, wide, operation), Value.Of(one), operation, wide == x.Type ? name : null);
        Value stored = place.Store(ConvertTo(sum, x.Type, operation, name, operation.IsChecked));
        return operation.IsPostfix ? old : stored;
    }

    // x++ of an enum, a native integer or a type that defines it
    private Value LowerOpaque(IIncrementOrDecrementOperation operation, Place place, Value old)
    {
        if (old is TupleValue && operation is { IsLifted: false, OperatorMethod: { } method })
        {
            Value changed = place.Store(body.Calls.Operator(operation, method, [], Target(operation.Target)?.Name, old));
            return operation.IsPostfix ? old : changed;
        }
        if (old is TupleValue || operation.IsLifted) return body.Expressions.DefaultVisit(operation, null);
        string symbol = operation.Kind == OperationKind.Increment ? "+" : "-";
        Operand before = body.Leaves(old).Single();
        if (operation.OperatorMethod is null)
        {
            Value stored = place.Store(body.Texts.Binary(symbol, Value.Of(before), Value.Of(Constant.Of(1)), operation, Target(operation.Target)?.Name));
            return operation.IsPostfix ? Value.Of(before) : stored;
        }
        string name = Target(operation.Target)?.Name ?? "value";
        bool isChecked = CallLowering.IsChecked(operation.OperatorMethod);
        Template template = new(body) { HasValue = isChecked };
        template.Write($"{(isChecked ? "checked(" : "")}{symbol}{symbol}").WriteChanged(before, name, place).Write(isChecked ? ")" : "");
        Variable? value = isChecked ? body.Block.Names.Fresh(name, before.Type) : null;
        body.Opaques.Emit(template, value, operation.Syntax, OpaqueLowering.Member(operation.Syntax));
        return operation.IsPostfix ? Value.Of(before) : place.Read()!;
    }

    // s ??= e  →  if s is null { s = e }
    public Value Lower(ICoalesceAssignmentOperation operation)
    {
        Place place = PlaceOf(operation.Target);
        if (Nullables.PartsOf(place.Read()) is var (has, number)) return Given(operation, place, has, number);
        if (place.Read() is not { } old || old is TupleValue || operation.Target.Type is not { IsReferenceType: true } type)
        {
            return body.Expressions.DefaultVisit(operation, null);
        }
        ChoiceLowering choice = new(body);
        Slot result = body.Declare(Target(operation.Target)?.Name ?? "value", body.ShapeOf(type));
        return choice.Choose(
            choice.IsNull(old, operation.Syntax), () => place.Store(body.Expressions.Lower(operation.Value, null)), () => old, result, operation.Syntax);
    }

    // n ??= e, which is a number where e is one
    private Value Given(ICoalesceAssignmentOperation operation, Place place, Operand has, Value number)
    {
        bool isNumber = Nullables.NumberOf(operation.Type) is null;
        Value present = isNumber ? number : place.Read()!;
        Slot result = body.Declare(Target(operation.Target)?.Name ?? "value", body.ShapeOf(operation.Type!));
        return new ChoiceLowering(body).Choose(has, () => present, Otherwise, result, operation.Syntax);

        Value? Otherwise()
        {
            Value given = body.Expressions.Lower(operation.Value, null);
            Value stored = given is Leaf { Operand.Type.IsNumber: true }
                ? TupleValue.Of(body.ShapeOf(operation.Target.Type!), [Value.Of(Constant.True), given]) : given;
            place.Store(stored);
            return isNumber ? given : stored;
        }
    }

    // (x, y) = (a, b)
    public Value Lower(IDeconstructionAssignmentOperation operation)
    {
        Queue<Place> places = new(PlacesOf(operation.Target));
        Value value = body.Expressions.Lower(operation.Value, null);
        Deconstruct(operation.Target, places, value, operation.Value.Type, operation);
        return value;
    }

    /// <summary>Hands the parts of a value to the variables of a tuple that takes them apart.</summary>
    public void Deconstruct(IOperation target, Value value, ITypeSymbol type, IOperation at) =>
        Deconstruct(target, new Queue<Place>(PlacesOf(target)), value, type, at);

    private void Deconstruct(IOperation target, Queue<Place> places, Value value, ITypeSymbol? type, IOperation at)
    {
        if (Unwrap(target) is not ITupleOperation tuple) places.Dequeue().Store(Converted(value, target));
        else if (new Deconstruction(body).Of(value, type, tuple.Elements.Length, at) is not { } parts)
        {
            body.Refuse(at.Syntax, "Deconstruction by a method", "read the members one by one");
        }
        else
        {
            for (int i = 0; i < parts.Count; i++) Deconstruct(tuple.Elements[i], places, parts[i].Value, parts[i].Type, at);
        }
    }

    private Value Converted(Value value, IOperation target) =>
        value is Leaf { Operand.Type: { IsNumber: true } type } && target.Type is { } to && Types.LeafOf(to) is { IsNumber: true } wanted && wanted != type
            ? ConvertTo(value, wanted, target)
            : value;

    private IReadOnlyList<Place> PlacesOf(IOperation target) => Unwrap(target) is ITupleOperation tuple
        ? [.. tuple.Elements.SelectMany(PlacesOf)]
        : [PlaceOf(target)];

    private static IOperation Unwrap(IOperation target) =>
        target is IDeclarationExpressionOperation { Expression: ITupleOperation tuple } ? tuple : target;

    /// <summary>The local variable or parameter that an assignment's target is.</summary>
    public Slot? Target(IOperation target) => target switch
    {
        ILocalReferenceOperation local => body.SlotOf(local.Local),
        IParameterReferenceOperation parameter => body.SlotOf(parameter.Parameter),
        IDeclarationExpressionOperation declaration => Target(declaration.Expression),
        IParenthesizedOperation parenthesized => Target(parenthesized.Operand),
        _ => null,
    };

    public Place PlaceOf(IOperation target)
    {
        switch (target)
        {
            case IDeclarationExpressionOperation declaration: return PlaceOf(declaration.Expression);
            case IParenthesizedOperation parenthesized: return PlaceOf(parenthesized.Operand);
            case IInstanceReferenceOperation when body.SelfSlot is { } self: return new Place(body, self, []);
            case IDiscardOperation: return new Place(body, null, []);
            case ILocalReferenceOperation { IsDeclaration: true } local:
                return new Place(body, body.Declare(local.Local, local.Local.Type, escapes: true), []);
            case IFieldReferenceOperation when ExpressionLowering.ItemAt(target) is var (instance, number):
                return body.Receivers.ItemOf(PlaceOf(instance), number);
            case IMemberReferenceOperation { Instance: { } record } member when body.Receivers.PartOf(record, member.Member) is { } item: return item;
            case IPropertyReferenceOperation { Property.SetMethod: { } setter, Instance: { Type: { IsValueType: true } type } holder } property
                when Records.ShapeOf(body.Program.Substitute(type)) is not null && body.Program.IsKnown(setter)
                    && body.Receivers.PlaceOf(holder) is { } whole:
                return new Place(body, null, []) { Setter = new(property, whole), At = target };
            case IFieldReferenceOperation { Instance: { } holder } part when body.Receivers.IsStruct(holder) && body.Receivers.PlaceOf(holder) is { } whole:
                return Receivers.Part(whole, part);
            case IPropertyReferenceOperation { Instance: { } holder, Arguments.IsEmpty: true } part
                when body.Receivers.IsStruct(holder) && body.Receivers.PlaceOf(holder) is { } whole:
                return Receivers.Part(whole, part);
        }
        if (body.StructArrays.ElementOf(target) is { } element) return new Place(body, null, []) { Struct = element, At = target };
        if (body.Elements.CellOf(target) is { } cell)
        {
            body.Elements.CheckOwner(target);
            return new Place(body, null, []) { Cell = cell, At = target };
        }
        if (Target(target) is { } slot) return new Place(body, slot, []);
        if (target is IInvalidOperation) body.Mistakes.IsBroken = true;
        else if (target is IArrayElementReferenceOperation other && body.Opaques.IsLocal(other))
        {
            return new Place(body, null, []) { Element = body.Opaques.ElementText(other), At = other };
        }
        else body.Mistakes.Add(Writing.Outside(target));
        return new Place(body, null, []);
    }

    private Value ConvertTo(Value value, IrType type, IOperation at, string? name = null, bool isChecked = false) =>
        value is Leaf { Operand: var x } && x.Type != type && x.Type.IsNumber && type.IsNumber
            ? x is Constant { Type.IsFloat: false } constant && type.IsInteger && !constant.Type.IsFloat && constant.Bits is >= 0 and <= 127
                ? Value.Of(new Constant(constant.Bits, type))
                : Value.Of(body.Let(
                    name ?? CSharpPrimitives.Convert.Noun, isChecked ? CSharpPrimitives.ConvertChecked : CSharpPrimitives.Convert, [x], at.Syntax, type))
            : value;
}
