using DeepMfg.AutoDiff.Generators.Diagnostics;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Lowers what the compiler does not look into: it runs once, in order, and must not be reached by an active value.</summary>
internal sealed class OpaqueLowering(BodyLowering body)
{
    /// <summary>Adds the statement that evaluates a text.</summary>
    public Value Emit(Text text, string name, SyntaxNode at, bool isPure = false, Cause? cause = null) =>
        Emit(new OpaqueText(text.Declared, HasValue: true, isPure), text, name, at, cause);

    /// <summary>Adds the statement that evaluates a text which changes nothing: it says what is stored.</summary>
    private Value Read(Text text, string name, SyntaxNode at) =>
        Emit(new OpaqueText(text.Template, HasValue: true) { Reads = true }, text, name, at, Member(at));

    private Value Emit(OpaqueText whole, Text text, string name, SyntaxNode at, Cause? cause)
    {
        Variable result = body.Block.Names.Fresh(name, text.Type);
        Add(new([result], whole, text.Arguments), at, cause);
        return Value.Of(result);
    }

    /// <summary>Adds the statement that a template is, and stores what it changes.</summary>
    public Value Emit(Template template, Variable? value, SyntaxNode at, Cause? cause)
    {
        Text text = template.ToText(IrType.Bool);
        List<Variable> changed = [.. template.Changed.Select(variable => body.Block.Names.Fresh(variable.Name, variable.Type))];
        List<Variable> results = value is null ? changed : [value, .. changed];
        Add(new(results.ToEquatableArray(), new OpaqueText(text.Template, value is not null) { Reads = template.Reads }, text.Arguments), at, cause);
        for (int i = 0; i < changed.Count; i++) template.Changed[i].Place?.Store(Value.Of(changed[i]));
        return value is null ? Value.Nothing : Value.Of(value);
    }

    public void Add(Opaque opaque, SyntaxNode at, Cause? cause)
    {
        opaque = opaque with { Origin = body.Block.Origin };
        body.Program.Suppressed.Copy(at);
        body.Add(opaque, at);
        if (cause is not null) body.Program.Causes[opaque] = cause;
    }

    public Operand Materialize(Text text, string name) =>
        ((Leaf)Emit(text, name, body.Program.PlaceOf(body), isPure: true)).Operand;

    /// <summary>The value with all its texts evaluated.</summary>
    public Value Settle(Value value, string name) => value switch
    {
        Text text => Value.Of(Materialize(text, name)),
        TupleValue tuple => tuple.With(tuple.Items.Select(item => Settle(item, name))),
        _ => value,
    };

    /// <summary>A value as a variable of this shape holds it.</summary>
    public Value Coerce(Value value, Slot slot) => Coerce(value, slot.Shape, slot.Name);

    public Value Coerce(Value value, Shape shape, string name) => Held(Coerced(value, shape, name), shape);

    private Value Coerced(Value value, Shape shape, string name) => (value, shape.Leaf) switch
    {
        // Of a record derived from the one that is wanted, its part.
        (TupleValue tuple, null) when tuple.Items.Count >= shape.Items.Count => TupleValue.Of(
            shape, [.. shape.Items.Select((item, i) => Coerce(tuple.Items[i], item.Shape, name))]),
        (Leaf or Text, null) when shape.Whole is not null => Arrays(value, shape, body.Program.PlaceOf(body)),
        (Leaf or Text, null) when shape.IsRecord => Items(value, shape, body.Program.PlaceOf(body)),
        (Text { Arguments.IsEmpty: true } text, { IsOpaque: true } type) => text.As(type),
        (Leaf { Operand: { Type: { IsStorage: true } held } x }, { IsStorage: true } type) when held != type =>
            Value.Of(body.Let(x is Variable named ? named.BaseName : name, new View(x, type), body.Program.PlaceOf(body))),
        (Text text, { } type) => Value.Of(Materialize(text with { Type = type }, name)),
        // The conversion is implicit, so that the declaration says it all.
        (Leaf { Operand: var x }, { IsOpaque: true } type) when x.Type != type => Value.Of(Materialize(new Template(body).Write(value).ToText(type), name)),
        (TupleValue, { IsOpaque: true } type) => Value.Of(Materialize(new Template(body).Write(value).ToText(type), name)),
        _ => value,
    };

    /// <summary>What a member holds: of an active value in a constant one a constant.</summary>
    private Value Held(Value value, Shape shape) => shape.IsConstant ? body.Calls.Stop(value, body.Program.PlaceOf(body), null) : value;

    /// <summary>A struct or a record that comes from outside is one C# value, whose members are read from it.</summary>
    public Value Structured(Value value, IOperation operation) => operation.Type is { } type ? Structured(value, type, operation) : value;

    public Value Structured(Value value, ITypeSymbol type, IOperation operation) =>
        value is Leaf { Operand.Type.IsOpaque: true } or Text && type is INamedTypeSymbol && !PlainRecords.Is(body.Program.Substitute(type))
            && Records.ShapeOf(body.Program.Substitute(type)) is { } shape
            ? Items(value, shape, operation.Syntax) : value;

    /// <summary>The <c>throw</c> that an expression is, apart from conversions.</summary>
    public IThrowOperation? ThrowOf(IOperation operation)
    {
        while (operation is IConversionOperation conversion) operation = conversion.Operand;
        return operation as IThrowOperation;
    }

    // throw e  →  opaque "throw {0}"
    public void Throw(IThrowOperation operation)
    {
        if (operation.Exception is null)
        {
            body.Refuse(operation.Syntax, "'throw' without an exception", "throw a new exception");
            return;
        }
        IOperation exception = operation.Exception;
        while (exception is IConversionOperation { IsImplicit: true } conversion) exception = conversion.Operand;
        Value value = exception is IObjectCreationOperation creation && new Construction(body).TextOf(creation) is { } text ? text
            : body.Expressions.Lower(exception, "exception");
        Text statement = new Template(body).Write("throw ").Write(value).ToText(IrType.Bool);
        Add(new([], new OpaqueText(statement.Template, HasValue: false, Throws: true), statement.Arguments), operation.Syntax, null);
    }

    /// <summary>The end of a switch expression whose arms need not match, with the value that none of them matches.</summary>
    public void ThrowUnmatched(ISwitchExpressionOperation operation, Value value)
    {
        Template template = new Template(body).Write("throw new global::System.Runtime.CompilerServices.SwitchExpressionException(");
        if (operation.Value.Type is { IsRefLikeType: false } type) template.Write("(object)(").Write(type, operation.Value.Syntax).Write(")").Write(value);
        Text statement = template.Write(")").ToText(IrType.Bool);
        Add(new([], new OpaqueText(statement.Template, HasValue: false, Throws: true), statement.Arguments), operation.Syntax, null);
    }

    /// <summary>Says once of a number in an object that it is a constant.</summary>
    public void Hold(IMemberReferenceOperation operation)
    {
        if (operation.Instance is not { Type: { IsReferenceType: true } type } || Marks.IsNoDerivative(operation.Member)) return;
        if (!Types.LeafOf(body.Program.Substitute(operation.Type!)).IsReal) return;
        body.Mistakes.Add(new Mistake(Descriptors.HeldField, operation.Syntax.GetLocation(), operation.Member.Name, type.Name)
        {
            Culprit = operation.Member.OriginalDefinition,
        });
    }

    public Value Field(IFieldReferenceOperation operation, string? name) => Field(operation, FieldText(operation), name);

    /// <summary>What a field holds that C# names so.</summary>
    public Value Field(IFieldReferenceOperation operation, Text text, string? name)
    {
        IFieldSymbol field = operation.Field;
        Hold(operation);
        if (text.Type.IsOpaque && field.IsReadOnly && field.IsStatic) return text;
        bool isPure = field is { IsReadOnly: true, ContainingType.IsReferenceType: false };
        Value value = isPure || field.IsVolatile ? Emit(text, name ?? NameOf(field), operation.Syntax, isPure, Member(operation.Syntax))
            : Read(text, name ?? NameOf(field), operation.Syntax);
        return Whole(value, field.Type, operation);
    }

    /// <summary>A member of a struct that a variable of the method's own holds.</summary>
    public Value Member(Value holder, IMemberReferenceOperation member)
    {
        // The accessor of a property may want the variable itself, of which this is a copy.
        Template template = member is IFieldReferenceOperation
            ? new Template(body).WriteMember(member.Member, member.Syntax, member.Instance, written => written.Write(holder))
            : new Template(body).Write(holder).Write(".").Write(member.Member, member.Syntax, member.Instance);
        Text text = template.ToText(Types.LeafOf(body.Program.Substitute(member.Type!)));
        Value value = Emit(text, NameOf(member.Member), member.Syntax, isPure: member is IFieldReferenceOperation, Member(member.Syntax));
        return Whole(value, member.Type!, member);
    }

    // v.A = e
    public Value Store(Place place, Value value)
    {
        Template statement = new Template(body).WriteChanged(place).Write(" = ").Write(value);
        Emit(statement, null, place.At!.Syntax, Member(place.At.Syntax) with { EvenWithoutValue = true });
        return value;
    }

    /// <summary>A tuple that comes from outside is one C# value, whose items are read from it.</summary>
    public Value Whole(Value value, ITypeSymbol type, IOperation operation)
    {
        Shape shape = Types.ShapeOf(body.Program.Substitute(type));
        return shape.Leaf is not null ? value : Items(value, shape, operation.Syntax);
    }

    public Value Items(Value value, Shape shape, SyntaxNode at) => TupleValue.Of(shape, [.. shape.Items.Select(item =>
    {
        body.Program.Publishing.Name(shape);
        if (item.Reader is not null) body.Program.Accessors.Make(shape);
        if (item.Shape.Whole is not null)
        {
            return Arrays(new Template(body).WriteItem(value, item).ToText(IrType.Opaque(item.Shape.Type)), item.Shape, at);
        }
        Template read = shape.IsNullable && item.Name == "Value" ? new Template(body).Write(value).Write(".GetValueOrDefault()")
            : new Template(body).WriteItem(value, item);
        Text text = read.ToText(item.Shape.Leaf ?? IrType.Opaque(item.Shape.Type));
        Value part = Emit(text, NameOf(item.Name), at, isPure: true, Member(at));
        return item.Shape.Leaf is not null ? part : Items(part, item.Shape, at);
    })]);

    /// <summary>An array of structs by the arrays of their members, which all read the one.</summary>
    public Value Arrays(Value value, Shape shape, SyntaxNode at) => value is TupleValue ? value
        : shape.Leaf is { } leaf ? Emit(new Template(body).Write(value).ToText(leaf), "elements", at, isPure: true, Member(at))
        : TupleValue.Of(shape, [.. shape.Items.Select(item => Arrays(value, item.Shape, at))]);

    // a[i]
    public Value Element(IArrayElementReferenceOperation operation, string? name) => Element(ElementText(operation), operation, name);

    public Value Element(Text element, IOperation at, string? name) => at is IArrayElementReferenceOperation
        ? Read(element, name ?? "element", at.Syntax) : Emit(element, name ?? "element", at.Syntax, cause: Member(at.Syntax));

    // a[^1], a[i..j]
    public Value Element(IImplicitIndexerReferenceOperation operation, string? name)
    {
        Text text = new Template(body).Write(body.Expressions.Lower(operation.Instance, null)).Write("[")
            .Write(body.Expressions.Lower(operation.Argument, null)).Write("]").ToText(Types.LeafOf(body.Program.Substitute(operation.Type!)));
        return Whole(Emit(text, name ?? "element", operation.Syntax, cause: Member(operation.Syntax)), operation.Type!, operation);
    }

    /// <summary>Whether an element belongs to an array in a local variable, which nobody outside can see.</summary>
    public bool IsLocal(IArrayElementReferenceOperation operation) => operation.ArrayReference is ILocalReferenceOperation;

    // a[i] = e
    public Value Store(Text element, IOperation at, Value value)
    {
        Template statement = new Template(body).Write(element).Write(" = ").Write(value);
        Emit(
            statement, null, at.Syntax,
            new(new Mistake(Descriptors.NotSupported, at.Syntax.GetLocation(), "An array of active values", "use variables or tuples"),
                evenWithoutValue: true));
        return value;
    }

    // ref f  →  "ref f": a read through it must see the field, not a copy
    public Value Reference(IOperation operation)
    {
        Text? place = operation switch
        {
            IFieldReferenceOperation field => FieldText(field),
            IArrayElementReferenceOperation element => ElementText(element),
            _ => null,
        };
        IFieldSymbol? referred = (operation as IFieldReferenceOperation)?.Field;
        if (referred is not null) body.Program.Suppressed.Refer(referred);
        // To what is volatile an accessor gives no reference.
        if (referred is { IsVolatile: true }) new Template(body).Check(referred, operation.Syntax, ((IFieldReferenceOperation)operation).Instance);
        if (place is not null) return new Template(body).Write(referred is { IsReadOnly: true } ? "in " : "ref ").Write(place).ToText(place.Type);
        body.Refuse(operation.Syntax, "A reference to a variable, given to a method without source,", "use the variable's value");
        return body.Expressions.DummyOf(operation);
    }

    private Text FieldText(IFieldReferenceOperation operation)
    {
        IFieldSymbol field = operation.Field;
        Value? holder = field.IsStatic ? null : body.Receivers.Of(operation.Instance!, member: null).Read();
        return new Template(body).WriteMember(field, operation.Syntax, operation.Instance, holder is null ? null : template => template.Write(holder))
            .ToText(Types.LeafOf(body.Program.Substitute(field.Type)));
    }

    public Text ElementText(IArrayElementReferenceOperation operation)
    {
        Template template = new Template(body).Write(body.Expressions.Lower(operation.ArrayReference, null)).Write("[");
        for (int i = 0; i < operation.Indices.Length; i++)
        {
            Value index = body.Expressions.Lower(operation.Indices[i], null);
            // C# warns of an index that it sees to be negative.
            template.Write(i == 0 ? "" : ", ").Write(index is Leaf { Operand: Constant { Bits: < 0 } } ? body.Texts.Held(index) : index);
        }
        return template.Write("]").ToText(Types.LeafOf(body.Program.Substitute(operation.Type!)));
    }

    public static Cause Member(SyntaxNode at) =>
        new(new Mistake(
            Descriptors.NotSupported, at.GetLocation(), $"An active value in '{SourceText.Of(at)}'", "keep it in variables or tuples of 'float' and 'double'"));

    public static string NameOf(ISymbol symbol)
    {
        if (symbol is IPropertySymbol { IsIndexer: true }) return "element";
        return NameOf(symbol.Name);
    }

    private static string NameOf(string member)
    {
        string name = member.TrimStart('_');
        return name.Length == 0 ? "value" : char.ToLowerInvariant(name[0]) + name.Substring(1);
    }
}
