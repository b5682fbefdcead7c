using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>An element of an array of structs: the arrays of its members, and where they have it.</summary>
internal sealed record StructElement(Value Arrays, Shape Shape, Operand Index);

/// <summary>
/// Arrays of structs that a method makes and keeps to itself: an array for each number of a struct, so that an element is one of each. Whoever else
/// had such an array would want it as C# has it, so only variables hold one that are indexed, asked for their length, gone through, and handed to methods
/// in source that do the same.
/// </summary>
internal sealed class StructArrays(BodyLowering body)
{
    /// <summary>What a variable holds that is given such an array when it is declared; nothing for any other variable.</summary>
    public Shape? ShapeOf(IVariableDeclaratorOperation declarator, IOperation? initializer)
    {
        ILocalSymbol local = declarator.Symbol;
        if (initializer is null || local.RefKind != RefKind.None || ElementOf(local.Type) is not { } element || !IsMade(initializer)) return null;
        IOperation root = declarator;
        while (root.Parent is { } parent) root = parent;
        return IsKept(new KeptVariable(local, local.Type, declarator.Syntax), root, []) ? ArraysOf(element) : null;
    }

    /// <summary>What a parameter holds that is handed such an array.</summary>
    public Shape ShapeOf(IParameterSymbol parameter) => ArraysOf(ElementOf(parameter.Type)!);

    /// <summary>The parameters that a call hands such an array.</summary>
    public EquatableArray<int> HandedBy(IOperation call) => call is not IInvocationOperation { Arguments: var arguments } ? []
        : arguments.Where(argument => argument.Parameter is { RefKind: RefKind.None } && Of(argument.Value) is not null)
            .Select(static argument => argument.Parameter!.Ordinal).ToEquatableArray();

    /// <summary>The array that a variable holds by the arrays of its members, and the shape of an element.</summary>
    public (Value Arrays, Shape Element)? Of(IOperation array)
    {
        (ISymbol? variable, ITypeSymbol? type) = Plain(array) switch
        {
            ILocalReferenceOperation local => (local.Local, local.Local.Type),
            IParameterReferenceOperation parameter => ((ISymbol)parameter.Parameter, parameter.Parameter.Type),
            _ => default,
        };
        if (variable is null || body.SlotOf(variable) is not { Shape.Leaf: null } slot || ElementOf(type!) is not { } element) return null;
        return (body.Environment[slot], element);
    }

    /// <summary>The element that an expression names.</summary>
    public StructElement? ElementOf(IOperation expression)
    {
        if (expression is not IArrayElementReferenceOperation { Indices: [var index] } element) return null;
        if (Of(element.ArrayReference) is not var (arrays, shape)) return null;
        return new StructElement(arrays, shape, body.Elements.IndexOf(index, body.Leaves(arrays).First(), 0));
    }

    /// <summary>How many elements there are.</summary>
    public Operand? LengthOf(IOperation array) =>
        Of(array) is var (arrays, _) ? body.Elements.Length(body.Leaves(arrays).First(), array.Syntax) : null;

    // new S[n], new S[] { a, b }, [a, b]
    public Value Make(IOperation creation, Slot slot)
    {
        Shape element = ElementOf(((IArrayTypeSymbol)body.Program.Substitute(Plain(creation).Type!)))!;
        IOperation[]? given = Given(Plain(creation));
        Operand size = given is not null ? Constant.Of(given.Length)
            : body.Expressions.Operand(((IArrayCreationOperation)Plain(creation)).DimensionSizes[0], null);
        Queue<Operand> arrays = new(BodyLowering.NamesOf(slot.Name, slot.Shape)
            .Select(leaf => body.Let(leaf.Name, new Alloc(leaf.Type, [size], Contents.Zero), creation.Syntax)));
        Value made = BodyLowering.Gather(slot.Shape, arrays);
        for (int i = 0; i < given?.Length; i++)
        {
            Store(new StructElement(made, element, Constant.Of(i)), body.Expressions.Lower(given[i], null), given[i]);
        }
        return made;
    }

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

    /// <summary>The shape of the elements of an array of structs that hold nothing but numbers.</summary>
    private Shape? ElementOf(ITypeSymbol type)
    {
        if (body.Program.Substitute(type) is not IArrayTypeSymbol { Rank: 1, ElementType: { IsValueType: true } element }) return null;
        return Records.ShapeOf(element) is { } shape && shape.Leaves().All(static leaf => leaf.Leaf!.IsNumber) ? shape : null;
    }

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

    /// <summary>A variable, and where it is declared.</summary>
    private sealed record KeptVariable(ISymbol Variable, ITypeSymbol Type, SyntaxNode Declared);

    private bool IsKept(KeptVariable holder, IOperation root, HashSet<ISymbol> asked) => !asked.Add(holder.Variable)
        || root.DescendantsAndSelf().Where(operation => SymbolEqualityComparer.Default.Equals(Named(operation), holder.Variable))
            .All(reference => IsKept(reference, holder, asked));

    private static ISymbol? Named(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    /// <summary>Whether what stands around a variable wants no more than elements and their number.</summary>
    private bool IsKept(IOperation reference, KeptVariable holder, HashSet<ISymbol> asked)
    {
        // A lambda may be handed to code that nobody looks into.
        for (IOperation? around = reference.Parent; around is not null; around = around.Parent)
        {
            if (around is IAnonymousFunctionOperation && !around.Syntax.Span.Contains(holder.Declared.Span)) return false;
        }
        IOperation use = reference;
        while (use.Parent is IConversionOperation { IsImplicit: true, OperatorMethod: null } or IParenthesizedOperation) use = use.Parent;
        return use.Parent switch
        {
            IArrayElementReferenceOperation { Indices: [var index] } element => element.ArrayReference == use && index.Type?.Name != "Range"
                && element.Parent is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.RefKind: not RefKind.None } },
            IPropertyReferenceOperation { Property.Name: "Length" } => true,
            IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation { Symbol: { RefKind: RefKind.None } item } } loop =>
                loop.Collection == use && SymbolEqualityComparer.Default.Equals(item.Type, ((IArrayTypeSymbol)holder.Type).ElementType),
            ISimpleAssignmentOperation { IsRef: false, Parent: IExpressionStatementOperation } assignment =>
                assignment.Target == use && IsMade(assignment.Value),
            IArgumentOperation { Parameter: { RefKind: RefKind.None } parameter, Parent: IInvocationOperation call } =>
                IsTaken(call.TargetMethod, parameter, asked),
            _ => false,
        };
    }

    /// <summary>Whether a method in source is content with the elements of what it is handed.</summary>
    private bool IsTaken(IMethodSymbol method, IParameterSymbol parameter, HashSet<ISymbol> asked)
    {
        bool isPlain = method is { Arity: 0, ContainingType.IsGenericType: false } && (method.MethodKind == MethodKind.LocalFunction || method.IsStatic);
        if (!isPlain || parameter.Type is not IArrayTypeSymbol || Marks.IsNoDerivative(parameter) || Marks.IsNoDerivative(method)) return false;
        IOperation? root = method.MethodKind == MethodKind.LocalFunction ? body.Calls.LocalFunction(method.OriginalDefinition)?.Body
            : body.Program.IsSource(method) && !body.Program.HasRule(method) ? body.Program.BodyOf(method) : null;
        IParameterSymbol own = ProgramLowering.WithBody(method).Parameters[parameter.Ordinal];
        return root is not null && IsKept(new KeptVariable(own, own.Type, root.Syntax), root, asked);
    }

    private static IOperation Plain(IOperation value)
    {
        while (value is IConversionOperation { IsImplicit: true, OperatorMethod: null } or IParenthesizedOperation)
        {
            value = value is IConversionOperation conversion ? conversion.Operand : ((IParenthesizedOperation)value).Operand;
        }
        return value;
    }
}
