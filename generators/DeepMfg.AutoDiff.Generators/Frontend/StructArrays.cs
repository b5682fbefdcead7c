using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>An element of an array of structs, or a row of such arrays: the arrays of its members, and where they have it.</summary>
internal sealed record StructElement(Value Arrays, Shape Shape, EquatableArray<Operand> Indices);

/// <summary>A parameter that is handed an array of structs, and what it then holds.</summary>
internal sealed record HandedStructs(int Ordinal, Shape Shape);

/// <summary>
/// Arrays of structs by their members. One that a method makes and keeps to itself is an array for each number of a struct, so that an element is one of
/// each; arrays of several dimensions and of rows likewise. Whoever else had such an array would want it as C# has it, so only what <see cref="StructUses"/>
/// allows holds one. With a marked method's parameter it is the same, but that the numbers lie in the caller's structs.
/// </summary>
internal sealed class StructArrays(BodyLowering body)
{
    /// <summary>What to do with such an array.</summary>
    public const string Instead =
        "read and write its elements and their members, ask for its length, go through it with 'foreach', or mark it [NoDerivative]";

    /// <summary>What is made of such arrays.</summary>
    private readonly StructUses uses = new(body);

    /// <summary>What a variable holds that is given such an array when it is declared; nothing for any other variable.</summary>
    public Shape? ShapeOf(IVariableDeclaratorOperation declarator, IOperation? initializer)
    {
        ILocalSymbol local = declarator.Symbol;
        if (initializer is null || local.RefKind != RefKind.None || StructOf(local.Type) is null || HeldBy(initializer) is not { } given) return null;
        IOperation root = StructUses.RootOf(declarator);
        if (uses.Misused(new KeptVariable(local, local.Type, declarator.Syntax, IsMade(given)), root) is not null) return null;
        return StructStorage.InForm(given, StructStorage.FormOf(local.Type));
    }

    /// <summary>What the parameter holds that is handed such an array; nothing for any other argument.</summary>
    public Shape? ShapeOf(IArgumentOperation? argument) =>
        argument?.Parameter is not { RefKind: RefKind.None } parameter ? null
        : HeldBy(argument.Value) is { } held ? StructStorage.InForm(held, StructStorage.FormOf(parameter.Type)) : Read(parameter);

    /// <summary>What a method of another assembly takes apart that it only reads, so that it may be handed a constant.</summary>
    private static Shape? Read(IParameterSymbol parameter) =>
        parameter.ContainingSymbol is IMethodSymbol method && PublishedBody.Of(method) is not null && PublishedBody.OnlyReads(parameter)
            ? PublishedBody.ShapeOf(parameter) : null;

    /// <summary>The parameters that a call hands such an array.</summary>
    public EquatableArray<HandedStructs> HandedBy(IOperation call) =>
        (call is IObjectCreationOperation creation ? creation.Arguments : call is IInvocationOperation invocation ? invocation.Arguments : [])
            .Select(argument => ShapeOf(argument) is { } shape ? new HandedStructs(argument.Parameter!.Ordinal, shape) : null)
            .OfType<HandedStructs>().ToEquatableArray();

    /// <summary>Where a method wants more of a parameter than the elements and their number.</summary>
    public IOperation? Misused(IParameterSymbol parameter, IOperation root) =>
        uses.Misused(new KeptVariable(parameter, parameter.Type, root.Syntax, IsMade: false), root);

    /// <summary>Whether what stands around a member that holds such an array wants no more than elements and their number.</summary>
    public bool IsKept(IMemberReferenceOperation member) => uses.IsKept(member);

    /// <summary>Whether an expression is such an array.</summary>
    public bool Holds(IOperation array) => HeldBy(array) is not null;

    /// <summary>Whether a method has made such an array itself.</summary>
    public static bool IsMade(Shape held) => held.Leaves().First().Leaf!.HeldMember is null;

    /// <summary>The array that an expression is by the arrays of its members, and the shape of an element.</summary>
    public (Value Arrays, Shape Element)? Of(IOperation array, string? name = null)
    {
        if (HeldBy(array) is not { } shape) return null;
        IOperation plain = Plain(array);
        Value held = uses.IsMade(plain) ? new StructCreation(body).Make(plain, shape, name ?? "items")
            : StructPart.Of(plain) is { } part ? PartOf(part, name ?? "part")
            : SlotOf(array) is { } slot ? body.Environment[slot] : body.Opaques.Arrays(body.Expressions.Lower(plain, name), shape, array.Syntax);
        StorageForm form = StructStorage.FormOf(array.Type!);
        Shape element = StructStorage.HasRows(array.Type) ? StructStorage.RowOf(shape) : StructOf(array.Type)!;
        return (body.Opaques.Coerce(held, StructStorage.InForm(shape, form), name ?? "part"), element);
    }

    /// <summary>The parts of the arrays of the members.</summary>
    private Value PartOf(StructPart part, string name)
    {
        Value arrays = Of(part.Whole)!.Value.Arrays;
        if (part.IsWhole) return arrays;
        (Operand start, Operand count) = part.Bounds(body, body.Leaves(arrays).First());
        return Slice(arrays, StructStorage.InForm(HeldBy(part.Whole)!, StorageForm.Span), (start, count), name, part.Syntax);
    }

    /// <summary>The same part of each of the arrays.</summary>
    public Value Slice(Value arrays, Shape shape, (Operand Start, Operand Count) bounds, string name, SyntaxNode at)
    {
        IEnumerable<string> names = BodyLowering.NamesOf(name, shape).Select(static leaf => leaf.Name);
        Queue<Operand> slices = new(body.Leaves(arrays).ToList()
            .Zip(names, (whole, leaf) => body.Elements.Slice(whole, bounds.Start, bounds.Count, leaf, at)));
        return BodyLowering.Gather(shape, slices);
    }

    /// <summary>The shape of what an expression holds; nothing where that is no such array.</summary>
    public Shape? HeldBy(IOperation array)
    {
        if (StructOf(array.Type) is not { } element) return null;
        IOperation plain = Plain(array);
        if (uses.IsMade(plain)) return uses.IsKept(plain) ? StructStorage.MadeOf(plain.Type!, element) : null;
        return StructPart.Of(plain) is { } part ? HeldBy(part.Whole) : SlotOf(array)?.Shape ?? MemberOf(array) ?? RowOf(plain);
    }

    /// <summary>What a member of a struct or a record holds that is such an array.</summary>
    public Shape? MemberOf(IOperation array) =>
        Plain(array) is IMemberReferenceOperation { Instance.Type: { } type } member ? HeldBy(type, member.Member) : null;

    public Shape? HeldBy(ITypeSymbol type, ISymbol member)
    {
        ITypeSymbol holder = body.Program.Substitute(type);
        return Records.ItemOf(holder, member) is { } item && Records.ShapeOf(holder)!.Items[item].Shape is { Whole: not null } shape ? shape : null;
    }

    private Shape? RowOf(IOperation row) => NamedBy(row) is var (rows, _) && StructStorage.HasRows(rows.Type) && HeldBy(rows) is { } held
        ? StructStorage.RowOf(held) : null;

    private Slot? SlotOf(IOperation array)
    {
        ISymbol? variable = StructUses.Named(Plain(array));
        return variable is not null && StructOf(array.Type) is not null && body.SlotOf(variable) is { Shape.Leaf: null } slot ? slot : null;
    }

    /// <summary>The array of which an expression names an element, and the element's indices.</summary>
    public static (IOperation Array, IEnumerable<IOperation> Indices)? NamedBy(IOperation expression) => expression switch
    {
        IArrayElementReferenceOperation element when !element.Indices.Any(Elements.IsRange) => (element.ArrayReference, element.Indices),
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } span, Arguments: [var index] } => (span, [index.Value]),
        IImplicitIndexerReferenceOperation element when !Elements.IsRange(element.Argument) => (element.Instance, [element.Argument]),
        _ => null,
    };

    /// <summary>The element that an expression names.</summary>
    public StructElement? ElementOf(IOperation expression)
    {
        if (expression is ILocalReferenceOperation { Local: var local } && body.ReferredStruct(local) is { } referred) return referred;
        if (NamedBy(expression) is not var (array, indices) || Of(array) is not var (arrays, shape)) return null;
        Operand first = body.Leaves(arrays).First();
        return new StructElement(arrays, shape, indices.Select((index, dimension) => body.Elements.IndexOf(index, first, dimension)).ToEquatableArray());
    }

    /// <summary>Storage that has as many elements in each dimension as an array.</summary>
    public Operand? StorageOf(IOperation array) => Of(array) is var (arrays, _) ? body.Leaves(arrays).First() : null;

    /// <summary>What tells whether there is an array: each of the arrays of its members.</summary>
    public Value Told(Value value) => value is TupleValue { Record.Whole: not null } arrays ? Value.Of(body.Leaves(arrays).First()) : value;

    // new S[n], new S[] { a, b }, [a, b]; the array of another variable
    public Value Make(IOperation creation, Slot slot)
    {
        if (Of(creation, slot.Name) is var (arrays, _) && IsAlike(arrays, slot.Shape)) return body.Opaques.Coerce(arrays, slot);
        RefuseOther(creation);
        return BodyLowering.Dummy(slot.Shape);
    }

    /// <summary>What the element holds, or the part, that an expression names, or the array that it makes; nothing where it does none of these.</summary>
    public Value? Read(IOperation expression) => ElementOf(expression) is { } element ? Load(element, expression)
        : (StructPart.Of(expression) is not null || uses.IsMade(expression)) && Of(expression) is var (arrays, _) ? arrays : null;

    /// <summary>What an element holds.</summary>
    public Value Load(StructElement element, IOperation at)
    {
        // Where the first array has such an element, so have the others.
        bool throws = true;
        return Load(element.Arrays, element.Shape);

        Value Load(Value arrays, Shape shape)
        {
            if (arrays is TupleValue tuple) return TupleValue.Of(shape, [.. tuple.Items.Zip(shape.Items, (item, part) => Load(item, part.Shape))]);
            Cell cell = new(((Leaf)arrays).Operand, element.Indices);
            Variable read = body.Let(((Variable)cell.Storage).BaseName, new Load(cell) { Throws = throws }, at.Syntax);
            throws = false;
            return Value.Of(read);
        }
    }

    public void Store(StructElement element, Value value, IOperation at)
    {
        bool isRow = !element.Shape.IsRecord;
        if (!isRow && element.Shape.Leaves().Any(static leaf => leaf.Leaf!.IsStorage))
        {
            body.Refuse(at.Syntax, "An element that holds arrays, put into an array,", "write the elements of those arrays");
            return;
        }
        if (isRow && !IsMade(element.Shape))
        {
            body.Refuse(at.Syntax, "A row that is put into an array of the caller's", "copy its elements to the row that is there");
            return;
        }
        if (isRow && !IsAlike(value, element.Shape))
        {
            RefuseOther(at);
            return;
        }
        Value stored = body.Opaques.Coerce(value, element.Shape, "element");
        bool throws = true;
        foreach ((Operand array, Operand leaf) in body.Leaves(element.Arrays).Zip(body.Leaves(stored), static (array, leaf) => (array, leaf)))
        {
            body.Add(new Store(new Cell(array, element.Indices), leaf) { Origin = body.Block.Origin, Throws = throws }, at.Syntax);
            throws = false;
        }
    }

    /// <summary>Whether arrays lie where those lie that a shape says: in storage of their own, or in the same structs.</summary>
    private static bool IsAlike(Value arrays, Shape shape) => (arrays, shape.Leaf) switch
    {
        (TupleValue tuple, null) => tuple.Items.Count == shape.Items.Count
            && tuple.Items.Zip(shape.Items, static (item, part) => IsAlike(item, part.Shape)).All(static same => same),
        (Leaf { Operand.Type: var held }, { } wanted) => held with { Form = wanted.Form } == wanted,
        _ => false,
    };

    private void RefuseOther(IOperation at) => body.Refuse(
        at.Syntax, "An array of structs that is put where the method has arrays of its own, or the other way round,", "put a copy there, or copy its elements");

    /// <summary>A member of an element, as a place; of one that is a number the element of an array.</summary>
    public Place Part(Place whole, int item)
    {
        StructElement element = whole.Struct!;
        StructElement part = element with { Arrays = ((TupleValue)element.Arrays).Items[item], Shape = element.Shape.Items[item].Shape };
        return part.Arrays is Leaf { Operand: var array } && !part.Shape.IsConstant
            ? whole with { Struct = null, Cell = new Cell(array, part.Indices) } : whole with { Struct = part };
    }

    /// <summary>The shape of the structs that an array holds in the end, where these hold nothing but numbers, or are values of a marked type.</summary>
    public Shape? StructOf(ITypeSymbol? type) =>
        type is not null && body.Program.Substitute(type) is var array && StructStorage.InnermostOf(array) is { } element
            ? StructStorage.NumbersOf(element) ?? (StructStorage.ShapeOf(array).Whole is not null ? Records.ShapeOf(element) : null) : null;

    /// <summary>A variable without what C# makes of it by itself: a span of an array, one for reading of a span.</summary>
    public static IOperation Plain(IOperation value)
    {
        while (true)
        {
            switch (value)
            {
                case IParenthesizedOperation inner: value = inner.Operand; break;
                case IConversionOperation { IsImplicit: true } conversion when conversion.OperatorMethod is null || Types.IsSpan(conversion.Type):
                    value = conversion.Operand;
                    break;
                default: return value;
            }
        }
    }
}
