using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Lowers what makes and reads structs and records that the IR sees member by member.</summary>
internal sealed class RecordLowering(BodyLowering body)
{
    // r.A
    public Value? Member(IMemberReferenceOperation operation)
    {
        if (operation.Instance is not { Type: { } type } instance) return null;
        if (Records.ItemOf(body.Program.Substitute(type), body.Program.Implementation(operation.Member, instance)) is not { } item) return null;
        // Of an element no more is read than is wanted.
        if (Elementary(instance) && body.Receivers.PartOf(instance, operation.Member) is { } part) return part.Read();
        Value holder = instance is IInstanceReferenceOperation ? body.Expressions.Self(instance) : body.Expressions.Lower(instance, null);
        if (holder is not TupleValue record) return null;
        if (record.Items[item] is TupleValue { Record.Whole: not null } && !body.StructArrays.IsKept(operation))
        {
            body.Refuse(operation.Syntax, $"The array '{operation.Member.Name}' as a whole", StructArrays.Instead);
        }
        return record.Items[item];
    }

    // x, a parameter of the type's own constructor
    public Value? Kept(IParameterSymbol parameter)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)body.Program.Substitute(body.Method.ContainingType);
        if (Part.FieldOf(type, parameter) is not { } field || Records.ItemOf(type, field) is not { } item) return null;
        Value? self = body.SelfSlot is { } slot ? body.Environment[slot] : body.Self;
        return self is TupleValue record ? record.Items[item] : null;
    }

    private static bool Elementary(IOperation instance) =>
        instance is IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation or ILocalReferenceOperation { Local.RefKind: not RefKind.None }
            or IPropertyReferenceOperation { Property.IsIndexer: true } || instance is IMemberReferenceOperation { Instance: { } holder } && Elementary(holder);

    // new T(a, b) { A = c }
    public Value? Creation(IObjectCreationOperation operation, string? name)
    {
        if (operation is { Type: INamedTypeSymbol { IsTupleType: true }, Arguments.IsEmpty: false }) return Tuple(operation);
        if (operation.Constructor is not { } constructor || ShapeOf(operation) is not { } shape) return null;
        if (PlainRecords.Is(body.Program.Substitute(operation.Type!)) && !PlainRecords.HoldsNumbers(PlainRecords.ValuesOf(operation))) return null;
        bool isBlank = constructor is { IsImplicitlyDeclared: true, Parameters.IsEmpty: true, ContainingType.IsValueType: true };
        if (!isBlank && !body.Program.IsKnown(constructor)) return null;
        Value value = isBlank ? BodyLowering.Dummy(shape) : body.Calls.Construct(operation, constructor, name);
        return operation.Initializer is { } initializer ? Set(value, shape, initializer) : value;
    }

    // new ValueTuple<double>(x): the last of eight parts is a tuple of all further items
    private TupleValue Tuple(IObjectCreationOperation operation)
    {
        List<Value> items = [];
        foreach (ArgumentValue part in body.Arguments.Evaluate(operation.Arguments).OrderBy(static part => part.Parameter.Ordinal))
        {
            bool isRest = part.Parameter.Ordinal == ExpressionLowering.ItemsBeforeRest;
            if (!isRest) items.Add(part.Value!);
            else items.AddRange(((TupleValue)body.Opaques.Coerce(part.Value!, body.ShapeOf(part.Parameter.Type), "rest")).Items);
        }
        return new TupleValue(items.ToEquatableArray());
    }

    // r with { A = a }
    public Value? With(IWithOperation operation)
    {
        if (ShapeOf(operation) is not { } shape) return null;
        Value operand = body.Expressions.Lower(operation.Operand, null);
        bool isPlain = operand is not TupleValue && PlainRecords.Is(body.Program.Substitute(operation.Type!));
        if (isPlain && PlainRecords.HoldsNumbers(PlainRecords.Assigned(operation.Initializer))) operand = body.Opaques.Items(operand, shape, operation.Syntax);
        if (operand is TupleValue record) return Set(record, shape, operation.Initializer);
        return isPlain ? new Construction(body).With(operation, operand, null) : null;
    }

    /// <summary>What the <c>Deconstruct</c> that C# writes for a record gives: the members that its own parameters name; of any other type nothing.</summary>
    public IEnumerable<Value> Deconstructed(TupleValue record, ITypeSymbol type, ISymbol? method)
    {
        if (body.Program.Substitute(type) is not INamedTypeSymbol { IsRecord: true } named) return [];
        IMethodSymbol? synthesized = named.GetMembers("Deconstruct").OfType<IMethodSymbol>().FirstOrDefault(static member => member.IsImplicitlyDeclared);
        if (synthesized is null) return [];
        if (method is not null && !SymbolEqualityComparer.Default.Equals(method.OriginalDefinition, synthesized.OriginalDefinition)) return [];
        int?[] items =
            [.. synthesized.Parameters.Select(parameter => named.GetMembers(parameter.Name).Select(member => Records.ItemOf(named, member)).FirstOrDefault())];
        return items.All(static item => item is not null) ? items.Select(item => record.Items[item!.Value]) : [];
    }

    private Shape? ShapeOf(IOperation operation) => operation.Type is { } type ? Records.ShapeOf(body.Program.Substitute(type)) : null;

    private bool IsCode(IPropertyReferenceOperation property) => property is { Property.SetMethod: { } setter, Instance.Type: { } type }
        && Records.ItemOf(body.Program.Substitute(type), property.Property) is null && body.Program.IsKnown(setter);

    /// <summary>A record after the code of a property that is set.</summary>
    private TupleValue Run(TupleValue record, Shape shape, IPropertyReferenceOperation property, Value value)
    {
        Slot whole = body.Declare("made", shape);
        body.Environment[whole] = record;
        body.Calls.Set(property, new Place(body, whole, []), value);
        return (TupleValue)body.Environment[whole];
    }

    private Value? Set(Value value, Shape shape, IObjectOrCollectionInitializerOperation initializer)
    {
        if (value is not TupleValue record) return null;
        List<Value> items = [.. record.Items];
        foreach (IOperation set in initializer.Initializers)
        {
            IMemberReferenceOperation? target = (set as ISimpleAssignmentOperation)?.Target as IMemberReferenceOperation
                ?? (set as IMemberInitializerOperation)?.InitializedMember as IMemberReferenceOperation;
            if (set is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation property } code && IsCode(property))
            {
                items = [.. Run(record.With(items), shape, property, body.Expressions.Lower(code.Value, null)).Items];
                continue;
            }
            if (target is null || Records.ItemOf(body.Program.Substitute(initializer.Type!), target.Member) is not { } item)
            {
                body.Program.Refuse(set, body);
                continue;
            }
            Shape part = shape.Items[item].Shape;
            string name = OpaqueLowering.NameOf(target.Member);
            Value? given = set switch
            {
                ISimpleAssignmentOperation assignment => body.Expressions.Lower(assignment.Value, name),
                IMemberInitializerOperation inner => Set(items[item], part, inner.Initializer),
                _ => null,
            };
            if (given is null) body.Program.Refuse(set, body);
            else items[item] = body.Opaques.Coerce(given, part, name);
        }
        return record.With(items);
    }
}
