using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>
/// What stands before the dot of a member. A struct that the member may change is the <see cref="Place"/> of the method's own that holds it, or
/// a <see cref="Variable"/> outside, named where it is used; what stands in neither is a copy that nobody else reads.
/// </summary>
internal sealed record Receiver(Value? Value)
{
    public Place? Place { get; init; }

    public Text? Variable { get; init; }

    /// <summary>The variable that holds a struct which the member only reads: it sees what the arguments have made of it.</summary>
    public Referred? Seen { get; init; }

    /// <summary>Whether the value is a copy that the member may change.</summary>
    public bool IsChanged { get; init; }

    public Value Read() => Value ?? Place?.Read() ?? Seen?.Later.Value ?? Variable!;
}

/// <summary>A variable to which a call has a reference, so that what is read is what the arguments have made of it.</summary>
/// <param name="Later">Reads it, when the call begins; what leads to it is evaluated already.</param>
internal sealed record Referred(Lazy<Value> Later)
{
    /// <summary>How C# names it, where it is outside of the method.</summary>
    public Text? Outside { get; init; }

    /// <summary>Whether it is an element of storage of the method's own, or of a parameter's.</summary>
    public bool IsElement { get; init; }
}

/// <summary>Lowers what stands before a dot.</summary>
internal sealed class Receivers(BodyLowering body)
{
    /// <summary>Evaluates the receiver as far as C# does so before the arguments.</summary>
    public Receiver Of(IOperation instance, IMethodSymbol? member)
    {
        if (!MayChange(instance, member, body))
        {
            if (member is not null && instance.Type is { IsValueType: true } && ReferredBy(instance) is { } seen) return new((Value?)null) { Seen = seen };
            return new(IsSelf(instance) ? body.Expressions.Self(instance) : body.Expressions.Lower(instance, null));
        }
        if (PlaceOf(instance) is { } place) return new((Value?)null) { Place = place };
        if (VariableOf(instance) is { } variable) return new((Value?)null) { Variable = variable };
        return new(body.Expressions.Lower(instance, null)) { IsChanged = true };
    }

    public void Write(Template template, Receiver receiver, IOperation instance)
    {
        if (receiver.Place is { } place) template.WriteChanged(place);
        else if ((receiver.Variable ?? receiver.Seen?.Outside) is { } variable) template.Write(variable);
        else if (receiver.IsChanged) template.WriteChanged(body.Leaves(receiver.Value!).Single(), OpaqueLowering.NameOf(instance.Type!));
        else template.Write(receiver.Read());
    }

    /// <summary>Whether a call of a member may change the struct before the dot, as far as C# tells.</summary>
    public static bool MayChange(IOperation instance, IMethodSymbol? member, BodyLowering body)
    {
        if (member is null || instance.Type is not { } declared) return false;
        ITypeSymbol type = body.Program.Substitute(declared);
        // Text to which an active value is appended is another text afterwards, which may be parsed.
        if (type is { Name: "StringBuilder", ContainingNamespace: { Name: "Text", ContainingNamespace.Name: "System" } })
        {
            return member.MethodKind == MethodKind.Ordinary;
        }
        if (type is ITypeParameterSymbol parameter) return !parameter.IsReferenceType;
        bool isConstant = !type.IsValueType || type.IsReadOnly || type.IsTupleType || !Types.LeafOf(type).IsOpaque
            || type.TypeKind == TypeKind.Enum || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
        // What a struct inherits is called on a box.
        return !isConstant && !member.IsReadOnly && member.ContainingType is not { IsReferenceType: true, TypeKind: TypeKind.Class };
    }

    /// <summary>The variable of the method's own, or the part of one, that an expression names and that may be changed.</summary>
    public Place? PlaceOf(IOperation expression) => expression switch
    {
        IParenthesizedOperation inner => PlaceOf(inner.Operand),
        _ when body.StructArrays.ElementOf(expression) is { } element =>
            new Place(body, null, []) { Struct = element, At = expression },
        IParameterReferenceOperation { Parameter.RefKind: RefKind.In or RefKind.RefReadOnlyParameter } => null,
        IInstanceReferenceOperation when body.SelfSlot is { } self && (!body.Method.IsReadOnly || body.Method.MethodKind == MethodKind.Constructor) =>
            new Place(body, self, []),
        ILocalReferenceOperation or IParameterReferenceOperation when body.Assignments.Target(expression) is { } slot => new Place(body, slot, []),
        IFieldReferenceOperation when ExpressionLowering.ItemAt(expression) is var (tuple, number) && PlaceOf(tuple) is { Members.Count: 0 } whole =>
            ItemOf(whole, number),
        IFieldReferenceOperation { Instance: { } record } part when PartOf(record, part.Field) is { } place => place,
        IFieldReferenceOperation { Field.IsReadOnly: false, Instance: { } holder } field when IsStruct(holder) && PlaceOf(holder) is { } whole =>
            Part(whole, field),
        _ => null,
    };

    /// <summary>The variable that an expression names, if it does and may be changed, as one to which a call has a reference.</summary>
    public Referred? ReferredBy(IOperation expression)
    {
        if (expression is IParenthesizedOperation inner) return ReferredBy(inner.Operand);
        if (PlaceOf(expression) is { } place) return new(new(() => place.Read()!)) { IsElement = place.Struct is not null };
        if (body.Elements.CellOf(expression) is { } cell)
        {
            return new(new(() => Value.Of(body.Elements.Load(cell, null, expression.Syntax)))) { IsElement = true };
        }
        return expression switch
        {
            IFieldReferenceOperation { Field: { IsReadOnly: false, IsConst: false } } field when VariableOf(field) is { } variable =>
                new(new(() => body.Opaques.Field(field, variable, null))) { Outside = variable },
            IArrayElementReferenceOperation element when VariableOf(element) is { } variable =>
                new(new(() => body.Opaques.Element(variable, element, null))) { Outside = variable },
            _ => null,
        };
    }

    /// <summary>A member of a variable that the IR sees member by member.</summary>
    public Place? PartOf(IOperation holder, ISymbol member) =>
        holder.Type is { } type && (type.IsValueType || IsSelf(holder) && body.Method.MethodKind == MethodKind.Constructor)
            && Records.ItemOf(body.Program.Substitute(type), member) is { } item
            && PlaceOf(holder) is { Members.Count: 0 } whole
            ? ItemOf(whole, item) : null;

    /// <summary>An item of a tuple, or a member of what the IR sees member by member.</summary>
    public Place ItemOf(Place whole, int item) => whole.Struct is not null ? body.StructArrays.Part(whole, item) : whole with { Path = [.. whole.Path, item] };

    /// <summary>A member of a place.</summary>
    public static Place Part(Place whole, IMemberReferenceOperation member) => whole with { Members = [.. whole.Members, member], At = member };

    public bool IsStruct(IOperation holder) =>
        holder.Type is { } type && body.Program.Substitute(type) is { IsValueType: true, IsTupleType: false } actual && Types.LeafOf(actual).IsOpaque
        && Records.ShapeOf(actual) is null;

    // h.A, h.A.B, T.A, a[i], s[i] by reference, this: as C# writes them, so that the variable itself is meant
    private Text? VariableOf(IOperation expression)
    {
        IrType type = Types.LeafOf(body.Program.Substitute(expression.Type!));
        switch (expression)
        {
            case IParenthesizedOperation inner: return VariableOf(inner.Operand);
            case IInstanceReferenceOperation when !body.Method.IsReadOnly: return body.Self as Text;
            // What a property gives is a copy.
            case IFieldReferenceOperation { Field.IsReadOnly: false, Instance: not IPropertyReferenceOperation { Property.ReturnsByRef: false } } field:
                return MemberOf(field)?.ToText(type);
            case IArrayElementReferenceOperation element: return body.Opaques.ElementText(element);
            case IPropertyReferenceOperation { Property.ReturnsByRef: true } property: return body.Calls.PropertyText(property, type);
            case IInvocationOperation { TargetMethod.ReturnsByRef: true }:
                body.Refuse(expression.Syntax, "A call that changes what a method returned by reference", "copy it to a variable, and store that afterwards");
                return null;
            default: return null;
        }
    }

    private Template? MemberOf(IFieldReferenceOperation field)
    {
        Template template = new(body);
        if (field.Instance is not { } instance) return template.WriteMember(field.Field, field.Syntax, null, null);
        if (instance.Type is { } type && !body.Program.Substitute(type).IsValueType)
        {
            Value holder = body.Expressions.Lower(instance, null);
            // What a record holds that is seen member by member does not change.
            return holder is TupleValue ? null : template.WriteMember(field.Field, field.Syntax, instance, written => written.Write(holder));
        }
        // The accessor of a struct's field gives it for reading only.
        return VariableOf(instance) is { } variable ? template.Write(variable).Write(".").Write(field.Field, field.Syntax, instance) : null;
    }

    private static bool IsSelf(IOperation instance) => instance is IInstanceReferenceOperation;
}
