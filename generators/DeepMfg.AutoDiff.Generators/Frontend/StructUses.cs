using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>A variable, where it is declared, and whether it holds an array of structs that the method has made itself.</summary>
internal sealed record KeptVariable(ISymbol Variable, ITypeSymbol Type, SyntaxNode Declared, bool IsMade);

/// <summary>
/// What a method makes of its arrays of structs. One may be taken apart into arrays of its numbers where nothing around it wants more than elements and their
/// number: its elements are read and written, it is gone through, parts and copies of it are taken for all that, and it is given to variables, put among rows
/// and handed to methods in source of which the same is true.
/// </summary>
internal sealed class StructUses(BodyLowering body)
{
    public static IOperation RootOf(IOperation operation)
    {
        while (operation.Parent is { } parent) operation = parent;
        return operation;
    }

    /// <summary>The first use of a variable that wants more; nothing where none does.</summary>
    public IOperation? Misused(KeptVariable holder, IOperation root) => Misused(holder, root, Nobody());

    // For each variable that has been asked for, whether it holds an array that the method has made.
    private static Dictionary<ISymbol, bool> Nobody() => new(SymbolEqualityComparer.Default);

    private IOperation? Misused(KeptVariable holder, IOperation root, Dictionary<ISymbol, bool> asked)
    {
        if (asked.ContainsKey(holder.Variable)) return null;
        asked.Add(holder.Variable, holder.IsMade);
        return root.DescendantsAndSelf().Where(operation => SymbolEqualityComparer.Default.Equals(Named(operation), holder.Variable))
            .FirstOrDefault(reference => !IsKept(reference, holder, root, asked));
    }

    public static ISymbol? Named(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    /// <summary>Whether what stands around a member that holds such an array wants no more than elements and their number.</summary>
    public bool IsKept(IMemberReferenceOperation member) => IsPut(member)
        || IsKept(member, new KeptVariable(member.Member, member.Type!, member.Syntax, IsMade: false), RootOf(member), Nobody());

    /// <summary>Whether what stands around a new array wants no more than elements and their number.</summary>
    public bool IsKept(IOperation made) => IsKept(made, RootOf(made), Nobody());

    private bool IsKept(IOperation made, IOperation root, Dictionary<ISymbol, bool> asked) =>
        IsKept(made, new KeptVariable(body.Method, made.Type!, root.Syntax, IsMade: true), root, asked);

    /// <summary>Whether an expression makes a new array of structs of numbers.</summary>
    public bool IsMade(IOperation value) => IsMade(value, (RootOf(value), Nobody()));

    private bool IsMade(IOperation value, (IOperation Root, Dictionary<ISymbol, bool> Asked) where) =>
        body.StructArrays.StructOf(value.Type) is { } element && element.Leaves().All(static leaf => leaf.Leaf!.IsNumber) && value switch
        {
            { Parent: IArgumentOperation { ArgumentKind: not ArgumentKind.Explicit } } => false,
            IArrayCreationOperation { DimensionSizes: var sizes } => sizes.All(static size => size.Type is { SpecialType: SpecialType.System_Int32 }),
            ICollectionExpressionOperation list => list.Elements.All(element => element is not ISpreadOperation spread || IsCopied(spread.Operand, where)),
            _ => StructCopy.Of(value) is { } copy && IsCopied(copy.Whole, where),
        };

    // A row that lies with the caller is no array of the method's own.
    private bool IsCopied(IOperation source, (IOperation Root, Dictionary<ISymbol, bool> Asked) where) =>
        WhereOf(source, where) is { } isMade && (isMade || !StructStorage.HasRows(StructArrays.Plain(source).Type));

    // new R(r.Items, x), r with { Items = s.Items }
    private bool IsPut(IMemberReferenceOperation member) => Outermost(member).Parent switch
    {
        IArgumentOperation { Parameter: { RefKind: RefKind.None } parameter, Parent: IObjectCreationOperation { Type: { IsRecord: true } type } } =>
            type.GetMembers(parameter.Name).Any(own => body.StructArrays.HeldBy(type, own) is not null),
        ISimpleAssignmentOperation { IsRef: false, Target: IMemberReferenceOperation target } assignment =>
            StructArrays.Plain(assignment.Value) == member && body.StructArrays.MemberOf(target) is not null,
        _ => false,
    };

    /// <summary>Whether what stands around an array wants no more than elements and their number.</summary>
    private bool IsKept(IOperation reference, KeptVariable holder, IOperation root, Dictionary<ISymbol, bool> asked)
    {
        // A lambda may be handed to code that nobody looks into.
        for (IOperation? around = reference.Parent; around is not null; around = around.Parent)
        {
            bool isOwn = around is not IAnonymousFunctionOperation || around.Syntax.Span.Contains(holder.Declared.Span);
            if (!isOwn && !IsQueried(around.Parent is IDelegateCreationOperation function ? function : around)) return false;
        }
        IOperation use = Outermost(reference);
        bool isMade = holder.IsMade;
        while (PartAround(use, ref isMade) is { } part) use = Outermost(part);
        return use.Parent switch
        {
            IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation or IPropertyReferenceOperation { Property.IsIndexer: true } =>
                StructArrays.NamedBy(use.Parent) is var (array, _) && array == use,
            IPropertyReferenceOperation { Property.Name: "Length" or "LongLength" or "Rank" or "IsEmpty", Instance: { } whole } => whole == use,
            IInvocationOperation { TargetMethod.Name: "GetLength" or "GetUpperBound" or "GetLowerBound", Arguments: [{ Value: var dimension }] } call =>
                call.Instance == use && dimension.ConstantValue.HasValue,
            IForEachLoopOperation loop => loop.Collection == use && IsKept(loop, StructArrays.Plain(use).Type!, isMade, (root, asked)),
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { RefKind: RefKind.None } other } alias } =>
                body.StructArrays.StructOf(other.Type) is not null
                && Misused(new KeptVariable(other, other.Type, alias.Syntax, isMade), root, asked) is null,
            ISimpleAssignmentOperation { IsRef: false, Parent: IExpressionStatementOperation } assignment =>
                assignment.Target == use && StructArrays.NamedBy(use) is not null && !isMade
                || WhereOf(assignment.Target == use ? assignment.Value : assignment.Target, (root, asked)) is not null,
            ITupleOperation tuple => AcrossOf(use, tuple) is { } other && WhereOf(other, (root, asked)) == isMade,
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } test =>
                IsNull(test.LeftOperand) || IsNull(test.RightOperand),
            IIsPatternOperation { Pattern: var pattern } => IsNull(pattern is INegatedPatternOperation negated ? negated.Pattern : pattern),
            IArrayInitializerOperation or ICollectionExpressionOperation => isMade && IsListed(use.Parent, root, asked),
            ISpreadOperation => (isMade || !StructStorage.HasRows(StructArrays.Plain(use).Type)) && IsListed(use.Parent, root, asked),
            IInvocationOperation call when StructCopies.TakenBy(call) is { Length: > 0 } taken => IsCopied(taken, (root, asked)),
            IArgumentOperation { Parent: IInvocationOperation call } when StructCopies.TakenBy(call) is { Length: > 0 } taken =>
                IsCopied(taken, (root, asked)),
            IArgumentOperation { Parent: IInvocationOperation call } when Queried.IsQuery(call) =>
                !StructStorage.HasRows(StructArrays.Plain(use).Type) && IsQueried(use),
            IArgumentOperation { Parameter: { RefKind: RefKind.None } parameter, Parent: IInvocationOperation call } =>
                IsTaken(call.TargetMethod, parameter, root, isMade, asked),
            _ => false,
        };
    }

    private static bool IsNull(IOperation tested) => tested is IConstantPatternOperation pattern ? IsNull(pattern.Value)
        : tested.ConstantValue is { HasValue: true, Value: null };

    /// <summary>What is assigned to an item of a tuple, or to what one is assigned: <c>(a, b) = (b, a)</c>.</summary>
    private static IOperation? AcrossOf(IOperation item, ITupleOperation tuple)
    {
        if (Outermost(tuple).Parent is not IDeconstructionAssignmentOperation { Target: ITupleOperation target } assignment) return null;
        if (StructArrays.Plain(assignment.Value) is not ITupleOperation value || value.Elements.Length != target.Elements.Length) return null;
        return (tuple == target ? value : target).Elements[tuple.Elements.IndexOf(item)];
    }

    /// <summary>The row, the part or the copy of an array that stands around it.</summary>
    private static IOperation? PartAround(IOperation use, ref bool isMade)
    {
        if (StructPart.Around(use) is { } part) return part;
        if (StructCopy.Around(use) is { } copy)
        {
            if (!isMade && StructStorage.HasRows(StructArrays.Plain(use).Type)) return null;
            isMade = true;
            return copy;
        }
        return use.Parent is IArrayElementReferenceOperation { Type: IArrayTypeSymbol } row && row.ArrayReference == use ? row : null;
    }

    private bool IsKept(IForEachLoopOperation loop, ITypeSymbol collection, bool isMade, (IOperation Root, Dictionary<ISymbol, bool> Asked) where)
    {
        if (loop.LoopControlVariable is not IVariableDeclaratorOperation { Symbol: var item }) return !StructStorage.HasRows(collection);
        if (!SymbolEqualityComparer.Default.Equals(item.Type, StructStorage.ElementOf(collection))) return false;
        return !StructStorage.HasRows(collection)
            || item.RefKind == RefKind.None && Misused(new KeptVariable(item, item.Type, loop.Syntax, isMade), where.Root, where.Asked) is null;
    }

    /// <summary>Whether the arrays among which a platform's method copies are kept.</summary>
    private bool IsCopied(IOperation[] arrays, (IOperation Root, Dictionary<ISymbol, bool> Asked) where) =>
        !arrays.Any(static array => StructStorage.HasRows(array.Type))
        && arrays.All(array => StructArrays.Plain(array) is IParameterReferenceOperation || WhereOf(array, where) is not null);

    /// <summary>Whether a query takes it that comes to a number or to an array of numbers, which becomes a loop or is refused.</summary>
    private static bool IsQueried(IOperation taken)
    {
        while (Outermost(taken).Parent is IArgumentOperation { Parent: IInvocationOperation query } && Queried.IsQuery(query))
        {
            if (Queried.IsEnd(query)) return query.Type is { } type && (Types.LeafOf(type) is { IsOpaque: false } || Records.ShapeOf(type) is not null);
            if (!Queried.IsBetween(query)) return false;
            taken = query;
        }
        return false;
    }

    /// <summary>Whether what is put among others is part of an array that is kept itself.</summary>
    private bool IsListed(IOperation among, IOperation root, Dictionary<ISymbol, bool> asked)
    {
        while (among is IArrayInitializerOperation or ISpreadOperation && among.Parent is { } around) among = around;
        return IsMade(among, (root, asked)) && IsKept(among, root, asked);
    }

    /// <summary>Whether an array that is assigned, or assigned to, is one of the method's own; nothing where it is not kept.</summary>
    private bool? WhereOf(IOperation array, (IOperation Root, Dictionary<ISymbol, bool> Asked) where)
    {
        IOperation plain = StructArrays.Plain(array);
        if (IsMade(plain, where)) return true;
        if (StructPart.Of(plain) is { } part) return WhereOf(part.Whole, where);
        if (StructArrays.NamedBy(plain) is var (whole, _)) return StructStorage.HasRows(whole.Type) ? WhereOf(whole, where) : null;
        if (plain is IMemberReferenceOperation) return body.StructArrays.MemberOf(plain) is not null ? false : null;
        if (Named(plain) is not { } variable || body.StructArrays.StructOf(plain.Type) is null) return null;
        if (where.Asked.TryGetValue(variable, out bool known)) return known;
        if (body.SlotOf(variable) is { } slot) return slot.Shape.Leaf is null ? StructArrays.IsMade(slot.Shape) : null;
        IVariableDeclaratorOperation? declarator = where.Root.DescendantsAndSelf().OfType<IVariableDeclaratorOperation>()
            .FirstOrDefault(declarator => SymbolEqualityComparer.Default.Equals(declarator.Symbol, variable));
        IOperation? given = declarator?.Initializer?.Value
            ?? (declarator?.Parent is IForEachLoopOperation { Collection: var rows } && StructStorage.HasRows(StructArrays.Plain(rows).Type) ? rows : null);
        if (given is null || WhereOf(given, where) is not { } isMade) return null;
        return Misused(new KeptVariable(variable, plain.Type!, declarator!.Syntax, isMade), where.Root, where.Asked) is null ? isMade : null;
    }

    private static IOperation Outermost(IOperation use)
    {
        while (use.Parent is { } around && StructArrays.Plain(around) != around) use = around;
        return use;
    }

    /// <summary>Whether a method in source is content with the elements of what it is handed.</summary>
    private bool IsTaken(IMethodSymbol method, IParameterSymbol parameter, IOperation caller, bool isMade, Dictionary<ISymbol, bool> asked)
    {
        bool isLocal = method.MethodKind == MethodKind.LocalFunction;
        bool isPlain = method is { Arity: 0, ContainingType.IsGenericType: false } && (isLocal || method.IsStatic);
        if (!isPlain || body.StructArrays.StructOf(parameter.Type) is null || Marks.IsNoDerivative(parameter) || Marks.IsNoDerivative(method)) return false;
        // What another assembly tells of a method holds of its elements.
        if (PublishedBody.Of(method) is not null) return !body.Program.HasRule(method);
        IOperation? root = isLocal
            ? caller.DescendantsAndSelf().OfType<ILocalFunctionOperation>()
                .FirstOrDefault(function => SymbolEqualityComparer.Default.Equals(function.Symbol, method.OriginalDefinition))?.Body
            : body.Program.IsSource(method) && !body.Program.HasRule(method) ? body.Program.BodyOf(method) : null;
        IParameterSymbol own = ProgramLowering.WithBody(method).Parameters[parameter.Ordinal];
        return root is not null && Misused(new KeptVariable(own, own.Type, root.Syntax, isMade), root, asked) is null;
    }
}
