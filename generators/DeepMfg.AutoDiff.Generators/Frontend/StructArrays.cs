using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>An element of an array of structs: the arrays of its members, and where they have it.</summary>
internal sealed record StructElement(Value Arrays, Shape Shape, Operand Index);

/// <summary>A parameter that is handed an array of structs, and what it then holds.</summary>
internal sealed record HandedStructs(int Ordinal, Shape Shape);

/// <summary>
/// Arrays of structs by their members. One that a method makes and keeps to itself is an array for each number of a struct, so that an element is one of
/// each. Whoever else had such an array would want it as C# has it, so only variables hold one that are indexed, asked for their length, gone through,
/// given to other such variables, handed to methods in source that do the same, and of which parts are taken as spans for all that. With a marked
/// method's parameter it is the same, but that the numbers lie in the caller's structs.
/// </summary>
internal sealed class StructArrays(BodyLowering body)
{
    /// <summary>What to do with such an array.</summary>
    public const string Instead =
        "read and write its elements and their members, ask for its length, go through it with 'foreach', or mark it [NoDerivative]";

    /// <summary>What a variable holds that is given such an array when it is declared; nothing for any other variable.</summary>
    public Shape? ShapeOf(IVariableDeclaratorOperation declarator, IOperation? initializer)
    {
        ILocalSymbol local = declarator.Symbol;
        if (initializer is null || local.RefKind != RefKind.None || ElementOf(local.Type) is not { } element) return null;
        bool isMade = local.Type is IArrayTypeSymbol && IsMade(initializer) && element.Leaves().All(static leaf => leaf.Leaf!.IsNumber);
        Shape? given = isMade ? ArraysOf(element) : HeldBy(initializer);
        if (given is null) return null;
        IOperation root = declarator;
        while (root.Parent is { } parent) root = parent;
        if (Misused(new KeptVariable(local, local.Type, declarator.Syntax, isMade), root, []) is not null) return null;
        return isMade ? given : StructStorage.InForm(given, StructStorage.FormOf(local.Type));
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
        Misused(new KeptVariable(parameter, parameter.Type, root.Syntax, IsMade: false), root, []);

    /// <summary>The array that a variable or a part of one holds by the arrays of its members, and the shape of an element.</summary>
    public (Value Arrays, Shape Element)? Of(IOperation array, string? name = null)
    {
        if (HeldBy(array) is not { } shape) return null;
        Value held = StructPart.Of(Plain(array)) is { } part ? PartOf(part, name ?? "part")
            : SlotOf(array) is { } slot ? body.Environment[slot] : body.Opaques.Arrays(body.Expressions.Lower(Plain(array), name), shape, array.Syntax);
        return (body.Opaques.Coerce(held, StructStorage.InForm(shape, StructStorage.FormOf(array.Type!)), name ?? "part"), ElementOf(array.Type!)!);
    }

    /// <summary>The parts of the arrays of the members.</summary>
    private Value PartOf(StructPart part, string name)
    {
        Value arrays = Of(part.Whole)!.Value.Arrays;
        if (part.IsWhole) return arrays;
        (Operand start, Operand count) = part.Bounds(body, body.Leaves(arrays).First());
        Shape shape = StructStorage.InForm(HeldBy(part.Whole)!, StorageForm.Span);
        IEnumerable<string> names = BodyLowering.NamesOf(name, shape).Select(static leaf => leaf.Name);
        Queue<Operand> slices = new(body.Leaves(arrays).ToList().Zip(names, (whole, leaf) => body.Elements.Slice(whole, start, count, leaf, part.Syntax)));
        return BodyLowering.Gather(shape, slices);
    }

    /// <summary>The shape of what a variable or a part of one holds; nothing where that is no such array.</summary>
    private Shape? HeldBy(IOperation array) =>
        StructPart.Of(Plain(array)) is { } part ? ElementOf(array.Type) is not null ? HeldBy(part.Whole) : null
        : SlotOf(array)?.Shape ?? MemberOf(array);

    /// <summary>What a member of a struct or a record holds that is such an array.</summary>
    private Shape? MemberOf(IOperation array) =>
        Plain(array) is IMemberReferenceOperation { Instance.Type: { } type } member ? HeldBy(type, member.Member) : null;

    private Shape? HeldBy(ITypeSymbol type, ISymbol member)
    {
        ITypeSymbol holder = body.Program.Substitute(type);
        return Records.ItemOf(holder, member) is { } item && Records.ShapeOf(holder)!.Items[item].Shape is { Whole: not null } shape ? shape : null;
    }

    private Slot? SlotOf(IOperation array)
    {
        ISymbol? variable = Plain(array) switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            _ => null,
        };
        return variable is not null && ElementOf(array.Type) is not null && body.SlotOf(variable) is { Shape.Leaf: null } slot ? slot : null;
    }

    /// <summary>The element that an expression names.</summary>
    public StructElement? ElementOf(IOperation expression)
    {
        if (expression is ILocalReferenceOperation { Local: var local } && body.ReferredStruct(local) is { } referred) return referred;
        (IOperation Array, IOperation Index)? named = expression switch
        {
            IArrayElementReferenceOperation { Indices: [var index] } element when !Elements.IsRange(index) => (element.ArrayReference, index),
            IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } span, Arguments: [var index] } => (span, index.Value),
            IImplicitIndexerReferenceOperation element when !Elements.IsRange(element.Argument) => (element.Instance, element.Argument),
            _ => null,
        };
        if (named is not var (array, at) || Of(array) is not var (arrays, shape)) return null;
        return new StructElement(arrays, shape, body.Elements.IndexOf(at, body.Leaves(arrays).First(), 0));
    }

    /// <summary>How many elements there are.</summary>
    public Operand? LengthOf(IOperation array) => Of(array) is var (arrays, _) ? LengthOf(arrays, array) : null;

    public Operand LengthOf(Value arrays, IOperation at) => body.Elements.Length(body.Leaves(arrays).First(), at.Syntax);

    // new S[n], new S[] { a, b }, [a, b]; the array of another variable
    public Value Make(IOperation creation, Slot slot)
    {
        if (Of(creation, slot.Name) is var (arrays, _)) return body.Opaques.Coerce(arrays, slot);
        Shape element = ElementOf(((IArrayTypeSymbol)body.Program.Substitute(Plain(creation).Type!)))!;
        IOperation[]? given = Given(Plain(creation));
        Operand size = given is not null ? Constant.Of(given.Length)
            : body.Expressions.Operand(((IArrayCreationOperation)Plain(creation)).DimensionSizes[0], null);
        Queue<Operand> leaves = new(BodyLowering.NamesOf(slot.Name, slot.Shape)
            .Select(leaf => body.Let(leaf.Name, new Alloc(leaf.Type, [size], Contents.Zero), creation.Syntax)));
        Value made = BodyLowering.Gather(slot.Shape, leaves);
        for (int i = 0; i < given?.Length; i++)
        {
            Store(new StructElement(made, element, Constant.Of(i)), body.Expressions.Lower(given[i], null), given[i]);
        }
        return made;
    }

    /// <summary>What the element holds, or the part, that an expression names; nothing where it names none.</summary>
    public Value? Read(IOperation expression) => ElementOf(expression) is { } element ? Load(element, expression)
        : StructPart.Of(expression) is not null && Of(expression) is var (arrays, _) ? arrays : null;

    /// <summary>What an element holds.</summary>
    public Value Load(StructElement element, IOperation at)
    {
        // Where the first array has such an element, so have the others.
        bool throws = true;
        return Load(element.Arrays, element.Shape);

        Value Load(Value arrays, Shape shape)
        {
            if (arrays is TupleValue tuple) return TupleValue.Of(shape, [.. tuple.Items.Zip(shape.Items, (item, part) => Load(item, part.Shape))]);
            Cell cell = new(((Leaf)arrays).Operand, [element.Index]);
            Variable read = body.Let(((Variable)cell.Storage).BaseName, new Load(cell) { Throws = throws }, at.Syntax);
            throws = false;
            return Value.Of(read);
        }
    }

    public void Store(StructElement element, Value value, IOperation at)
    {
        if (element.Shape.Leaves().Any(static leaf => leaf.Leaf!.IsStorage))
        {
            body.Refuse(at.Syntax, "An element that holds arrays, put into an array,", "write the elements of those arrays");
            return;
        }
        Value stored = body.Opaques.Coerce(value, element.Shape, "element");
        bool throws = true;
        foreach ((Operand array, Operand leaf) in body.Leaves(element.Arrays).Zip(body.Leaves(stored), static (array, leaf) => (array, leaf)))
        {
            body.Add(new Store(new Cell(array, [element.Index]), leaf) { Origin = body.Block.Origin, Throws = throws }, at.Syntax);
            throws = false;
        }
    }

    /// <summary>A member of an element, as a place; of one that is a number the element of an array.</summary>
    public Place Part(Place whole, int item)
    {
        StructElement element = whole.Struct!;
        StructElement part = element with { Arrays = ((TupleValue)element.Arrays).Items[item], Shape = element.Shape.Items[item].Shape };
        return part.Arrays is Leaf { Operand: var array } && !part.Shape.IsConstant
            ? whole with { Struct = null, Cell = new Cell(array, [part.Index]) } : whole with { Struct = part };
    }

    /// <summary>The shape of the elements of an array, where these are structs that hold nothing but numbers, or values of a marked type.</summary>
    private Shape? ElementOf(ITypeSymbol? type) =>
        type is not null && body.Program.Substitute(type) is var array && StructStorage.ElementOf(array) is { } element
            ? StructStorage.NumbersOf(element) ?? (StructStorage.ShapeOf(array).Whole is not null ? Records.ShapeOf(element) : null) : null;

    private static Shape ArraysOf(Shape element) => element.Leaf is { } leaf
        ? Shape.Of(IrType.Storage(leaf, 1, StorageForm.Array), element.Type + "[]")
        : new Shape(element.Type + "[]", null, element.Items.Select(static item => item with { Shape = ArraysOf(item.Shape) }).ToEquatableArray());

    private static bool IsMade(IOperation value) => Plain(value) switch
    {
        IArrayCreationOperation { DimensionSizes: [{ Type.SpecialType: SpecialType.System_Int32 }] } => true,
        ICollectionExpressionOperation list => list.Type is IArrayTypeSymbol && !list.Elements.Any(static element => element is ISpreadOperation),
        _ => false,
    };

    private static IOperation[]? Given(IOperation creation) => creation switch
    {
        IArrayCreationOperation { Initializer: { } initializer } => [.. initializer.ElementValues],
        ICollectionExpressionOperation list => [.. list.Elements],
        _ => null,
    };

    /// <summary>A variable, where it is declared, and whether a new array may be given to it.</summary>
    private sealed record KeptVariable(ISymbol Variable, ITypeSymbol Type, SyntaxNode Declared, bool IsMade);

    /// <summary>Whether what stands around a member that holds such an array wants no more than elements and their number.</summary>
    public bool IsKept(IMemberReferenceOperation member)
    {
        IOperation root = member;
        while (root.Parent is { } parent) root = parent;
        return IsPut(member) || IsKept(member, new KeptVariable(member.Member, member.Type!, member.Syntax, IsMade: false), root, []);
    }

    // new R(r.Items, x), r with { Items = s.Items }
    private bool IsPut(IMemberReferenceOperation member) => Outermost(member).Parent switch
    {
        IArgumentOperation { Parameter: { RefKind: RefKind.None } parameter, Parent: IObjectCreationOperation { Type: { IsRecord: true } type } } =>
            type.GetMembers(parameter.Name).Any(own => HeldBy(type, own) is not null),
        ISimpleAssignmentOperation { IsRef: false, Target: IMemberReferenceOperation target } assignment =>
            Plain(assignment.Value) == member && MemberOf(target) is not null,
        _ => false,
    };

    private IOperation? Misused(KeptVariable holder, IOperation root, HashSet<ISymbol> asked) => !asked.Add(holder.Variable) ? null
        : root.DescendantsAndSelf().Where(operation => SymbolEqualityComparer.Default.Equals(Named(operation), holder.Variable))
            .FirstOrDefault(reference => !IsKept(reference, holder, root, asked));

    private static ISymbol? Named(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    /// <summary>Whether what stands around a variable wants no more than elements and their number.</summary>
    private bool IsKept(IOperation reference, KeptVariable holder, IOperation root, HashSet<ISymbol> asked)
    {
        // A lambda may be handed to code that nobody looks into.
        for (IOperation? around = reference.Parent; around is not null; around = around.Parent)
        {
            if (around is IAnonymousFunctionOperation && !around.Syntax.Span.Contains(holder.Declared.Span)) return false;
        }
        IOperation use = Outermost(reference);
        while (StructPart.Around(use) is { } part) use = Outermost(part);
        return use.Parent switch
        {
            IArrayElementReferenceOperation { Indices: [var index] } element => element.ArrayReference == use && !Elements.IsRange(index),
            IPropertyReferenceOperation { Property.IsIndexer: true, Arguments: [var index] } element =>
                element.Instance == use && !Elements.IsRange(index.Value),
            IImplicitIndexerReferenceOperation element => element.Instance == use && !Elements.IsRange(element.Argument),
            IPropertyReferenceOperation { Property.Name: "Length" } => true,
            IForEachLoopOperation { LoopControlVariable: not IVariableDeclaratorOperation } loop => loop.Collection == use,
            IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation { Symbol: var item } } loop =>
                loop.Collection == use && SymbolEqualityComparer.Default.Equals(item.Type, StructStorage.ElementOf(holder.Type)),
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { RefKind: RefKind.None } other } alias } =>
                ElementOf(other.Type) is not null && Misused(new KeptVariable(other, other.Type, alias.Syntax, IsMade: false), root, asked) is null,
            ISimpleAssignmentOperation { IsRef: false, Parent: IExpressionStatementOperation } assignment =>
                holder.IsMade && assignment.Target == use && IsMade(assignment.Value),
            IArgumentOperation { Parameter: { RefKind: RefKind.None } parameter, Parent: IInvocationOperation call } =>
                IsTaken(call.TargetMethod, parameter, root, holder.IsMade, asked),
            _ => false,
        };
    }

    private static IOperation Outermost(IOperation use)
    {
        while (use.Parent is { } around && Plain(around) != around) use = around;
        return use;
    }

    /// <summary>Whether a method in source is content with the elements of what it is handed.</summary>
    private bool IsTaken(IMethodSymbol method, IParameterSymbol parameter, IOperation caller, bool isMade, HashSet<ISymbol> asked)
    {
        bool isLocal = method.MethodKind == MethodKind.LocalFunction;
        bool isPlain = method is { Arity: 0, ContainingType.IsGenericType: false } && (isLocal || method.IsStatic);
        if (!isPlain || ElementOf(parameter.Type) is null || Marks.IsNoDerivative(parameter) || Marks.IsNoDerivative(method)) return false;
        // What another assembly tells of a method holds of its elements.
        if (PublishedBody.Of(method) is not null) return !body.Program.HasRule(method);
        IOperation? root = isLocal
            ? caller.DescendantsAndSelf().OfType<ILocalFunctionOperation>()
                .FirstOrDefault(function => SymbolEqualityComparer.Default.Equals(function.Symbol, method.OriginalDefinition))?.Body
            : body.Program.IsSource(method) && !body.Program.HasRule(method) ? body.Program.BodyOf(method) : null;
        IParameterSymbol own = ProgramLowering.WithBody(method).Parameters[parameter.Ordinal];
        return root is not null && Misused(new KeptVariable(own, own.Type, root.Syntax, isMade), root, asked) is null;
    }

    /// <summary>A variable without what C# makes of it by itself: a span of an array, one for reading of a span.</summary>
    private static IOperation Plain(IOperation value)
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
