using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>The elements that a query goes over: what is there at each number below a bound, handed to what follows.</summary>
internal sealed record ElementsAt(Operand Bound, Action<Operand, Action<Value>> Each);

/// <summary>What a query goes over and what it applies: arrays, spans and ranges, lambdas that assign nothing outside themselves.</summary>
internal sealed class Queried(BodyLowering body)
{
    /// <summary>The operation without the conversion to a sequence.</summary>
    public static IOperation Plain(IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation { IsImplicit: true, OperatorMethod: null, Type.IsReferenceType: true } conversion:
                    operation = conversion.Operand;
                    break;
                case IParenthesizedOperation inner: operation = inner.Operand; break;
                case ITranslatedQueryOperation query: operation = query.Operation; break;
                default: return operation;
            }
        }
    }

    public static IOperation[] OperandsOf(IInvocationOperation call) =>
        [.. call.Arguments.OrderBy(static argument => argument.Parameter!.Ordinal).Select(static argument => argument.Value)];

    public static bool IsQuery(IInvocationOperation call) => call.TargetMethod.ContainingType is
    {
        Name: nameof(Enumerable), ContainingNamespace: { Name: "Linq", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } },
    };

    /// <summary>Whether a query comes to what a loop computes over all elements.</summary>
    public static bool IsEnd(IInvocationOperation query) => query.TargetMethod.Name is "Sum" or "Average" or nameof(Enumerable.Max) or nameof(Enumerable.Min)
        or "Count" or "Any" or "All" or "Aggregate" or "ToArray";

    /// <summary>Whether a query gives another sequence, which a loop can go over where it can go over the first.</summary>
    public static bool IsBetween(IInvocationOperation query) => query.TargetMethod.Name
        is nameof(Enumerable.Select) or "Where" or "Zip" or "Skip" or "Take" or "Reverse" or "AsEnumerable";

    /// <summary>Whether a sequence is one that a loop can go over.</summary>
    public bool IsKnown(IOperation sequence)
    {
        IOperation plain = Plain(sequence);
        if (body.Elements.IsStorage(plain)) return IsVector(plain);
        if (body.StructArrays.Holds(plain)) return plain.Type is IArrayTypeSymbol { Rank: 1, ElementType: not IArrayTypeSymbol };
        if (plain is not IInvocationOperation call || !IsQuery(call)) return IsIndexed(plain);
        IOperation[] operands = OperandsOf(call);
        return (call.TargetMethod.Name, operands.Length) switch
        {
            (nameof(Enumerable.Select) or "Where", 2) => IsKnown(operands[0])
                && (Parameters(operands[1]) == 1 || Parameters(operands[1]) == 2 && !IsFiltered(operands[0])),
            ("Zip", 2 or 3) => IsKnown(operands[0]) && IsKnown(operands[1]) && !IsFiltered(operands[0]) && !IsFiltered(operands[1])
                && (operands.Length == 2 || Parameters(operands[2]) == 2),
            ("Range" or "Repeat", 2) => true,
            ("Skip" or "Take", 2) => operands[1].Type?.SpecialType == SpecialType.System_Int32 && IsKnown(operands[0]) && !IsFiltered(operands[0]),
            ("Order" or "OrderDescending", 1) => IsKept(call) && Sorting.CanOrder(KeyOf(call)),
            ("OrderBy" or "OrderByDescending", 2) => IsKept(call) && Parameters(operands[1]) == 1 && Sorting.CanOrder(KeyOf(call)),
            ("Reverse" or "AsEnumerable", 1) => IsKnown(operands[0]) && !IsFiltered(operands[0]),
            _ => false,
        };
    }

    /// <summary>Whether a sequence is an array, a list or another collection of what is constant, which the query leaves as it is.</summary>
    public bool IsIndexed(IOperation sequence)
    {
        IOperation plain = Plain(sequence);
        if (plain.Type is not { SpecialType: not SpecialType.System_String, IsRefLikeType: false } type) return false;
        if (body.Elements.IsStorage(plain) || body.StructArrays.Holds(plain) || ItemOf(type) is null || IsQueried(plain)) return false;
        string? length = Enumerating.LengthOf(type);
        IOperation query = plain;
        while (query.Parent is IArgumentOperation or IConversionOperation or ITranslatedQueryOperation or IParenthesizedOperation
            || query.Parent is IInvocationOperation call && IsQuery(call)) query = query.Parent;
        bool isRead = type.OriginalDefinition.SpecialType != SpecialType.System_Collections_Generic_IEnumerable_T || !StopsEarly(query);
        return length == "Length"
            || isRead && query.Descendants().OfType<IInvocationOperation>().All(call =>
                plain.Syntax.Span.Contains(call.Syntax.Span) || IsQuery(call) || Quiet.IsCall(call.TargetMethod, body.Program));
    }

    /// <summary>What a collection holds.</summary>
    private static ITypeSymbol? ItemOf(ITypeSymbol type) => Enumerating.LengthOf(type) is not null ? Enumerating.ElementOf(type)
        : type.AllInterfaces.Concat(type is INamedTypeSymbol own ? [own] : []).FirstOrDefault(static one =>
            one.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T)?.TypeArguments[0];

    /// <summary>Whether a sequence is what another query gives of what is not known.</summary>
    private static bool IsQueried(IOperation sequence) => sequence.DescendantsAndSelf().OfType<IInvocationOperation>().Any(IsQuery);

    /// <summary>Whether a query need not ask for all the elements, of which there may be ever more.</summary>
    private static bool StopsEarly(IOperation query) => query.DescendantsAndSelf().OfType<IInvocationOperation>()
        .Any(static call => IsQuery(call) && call.TargetMethod.Name is "Any" or "All" or "First" or "FirstOrDefault" or "Take" or "Zip");

    /// <summary>Whether the elements at the root of a query are those of an array or a list of what is constant.</summary>
    public bool GoesOverIndexed(IOperation sequence) => Plain(sequence) is IInvocationOperation call && IsQuery(call)
        ? call.Arguments.Length > 0 && GoesOverIndexed(OperandsOf(call)[0]) : IsIndexed(sequence);

    /// <summary>Whether the elements are simply there, so that they can be read twice.</summary>
    private bool IsPlain(IOperation sequence) => body.Elements.IsStorage(Plain(sequence)) && IsKnown(sequence);

    /// <summary>Whether they are there, or can be kept when they have been computed.</summary>
    private bool IsKept(IInvocationOperation call)
    {
        IOperation source = OperandsOf(call)[0];
        return IsPlain(source) || !body.Elements.IsStorage(Plain(source)) && IsKnown(source) && !IsFiltered(source) && ElementOf(call).IsNumber;
    }

    private IrType ElementOf(IInvocationOperation call) => Types.LeafOf(body.Program.Substitute(call.TargetMethod.TypeArguments[0]));

    private IrType KeyOf(IInvocationOperation call) =>
        Types.LeafOf(body.Program.Substitute(call.TargetMethod.TypeArguments[call.TargetMethod.TypeArguments.Length - 1]));

    /// <summary>Whether some of the numbers below the bound have no element.</summary>
    public static bool IsFiltered(IOperation sequence) => Plain(sequence) is IInvocationOperation call && IsQuery(call)
        && call.TargetMethod.Name is "Where" or nameof(Enumerable.Select) && (call.TargetMethod.Name == "Where" || IsFiltered(OperandsOf(call)[0]));

    /// <summary>Whether derivatives can flow through what a sequence holds.</summary>
    public bool IsReal(IOperation sequence)
    {
        IOperation plain = Plain(sequence);
        if (body.Elements.IsStorage(plain)) return Types.LeafOf(body.Program.Substitute(plain.Type!)).IsReal;
        if (body.StructArrays.Holds(plain)) return true;
        return plain.Type is INamedTypeSymbol { TypeArguments: [var element] } && Types.ShapeOf(body.Program.Substitute(element)).HasFloat
            || plain is IInvocationOperation call && OperandsOf(call) is [var source, ..] && source.Type is not null && IsQuery(call) && IsReal(source);
    }

    private bool IsVector(IOperation storage) => Types.LeafOf(body.Program.Substitute(storage.Type!)).Rank == 1;

    /// <summary>How many parameters a function has that can be applied here; nothing where it cannot.</summary>
    public int? Parameters(IOperation function) => Target(function) switch
    {
        IAnonymousFunctionOperation { Symbol: { IsAsync: false } symbol } lambda when AssignsNothingElse(lambda.Body, symbol) => symbol.Parameters.Length,
        IMethodReferenceOperation { Method: var method } when CSharpPrimitives.OfMethod(method) is not null => method.Parameters.Length,
        IMethodReferenceOperation { Method: { MethodKind: MethodKind.LocalFunction, OriginalDefinition: var local } method }
            when body.Calls.LocalFunction(local) is { Body: { } block } && AssignsNothingElse(block, local) => method.Parameters.Length,
        IMethodReferenceOperation { Method: { IsStatic: true, MethodKind: MethodKind.Ordinary } method }
            when body.Program.IsSource(method) && method.Parameters.All(static parameter => parameter.RefKind == RefKind.None) => method.Parameters.Length,
        _ => null,
    };

    private static IOperation Target(IOperation function) => Plain(function) is IDelegateCreationOperation { Target: { } target } ? target : Plain(function);

    private bool AssignsNothingElse(IOperation code, IMethodSymbol function) =>
        Assigned.In(code, body).All(symbol => SymbolEqualityComparer.Default.Equals(symbol.ContainingSymbol, function));

    /// <summary>The elements of a sequence that is known.</summary>
    public ElementsAt Of(IOperation sequence)
    {
        IOperation plain = Plain(sequence);
        if (body.Elements.IsStorage(plain)) return OfStorage(plain);
        if (body.StructArrays.Of(plain) is var (arrays, element)) return OfStructs(arrays, element, plain);
        if (plain is not IInvocationOperation call || !IsQuery(call)) return OfIndexed(plain);
        IOperation[] operands = OperandsOf(call);
        SyntaxNode at = call.Syntax;
        if (call.TargetMethod.Name is "Range" or "Repeat") return Counted(call, operands);
        ElementsAt source = Of(operands[0]);
        if (call.TargetMethod.Name is "Skip" or "Take") return Cut(source, operands[1], call.TargetMethod.Name == "Skip", at);
        if (call.TargetMethod.Name == "Zip") return Zipped(source, operands, at);
        if (call.TargetMethod.Name == "AsEnumerable") return source;
        if (call.TargetMethod.Name == "Reverse") return Turned(source, at);
        if (call.TargetMethod.Name.StartsWith("Order", StringComparison.Ordinal))
        {
            if (!IsPlain(operands[0])) source = new Sorting(body).Kept(source, ElementOf(call), at);
            bool descends = call.TargetMethod.Name.EndsWith("Descending", StringComparison.Ordinal);
            return new Sorting(body).Ordered(source, value => operands.Length == 1 ? value : Apply(operands[1], [value]), KeyOf(call), descends, at);
        }
        bool counts = Parameters(operands[1]) == 2;
        bool selects = call.TargetMethod.Name == nameof(Enumerable.Select);
        return source with { Each = (i, next) => source.Each(i, value => Pass(value, Apply(operands[1], counts ? [value, Value.Of(i)] : [value]), next)) };

        void Pass(Value value, Value found, Action<Value> next)
        {
            if (selects) next(found);
            else If(found, () => next(value), at);
        }
    }

    private ElementsAt OfStorage(IOperation array) => OfStorage(body.Elements.Reference(array), array.Syntax);

    private ElementsAt OfStorage(Operand items, SyntaxNode at) =>
        new(body.Elements.Length(items, at), (i, next) => next(Value.Of(body.Elements.Load(new Cell(items, [i]), null, at))));

    private ElementsAt OfStructs(Value arrays, Shape element, IOperation at) => new(
        body.Elements.Length(body.Leaves(arrays).First(), at.Syntax),
        (i, next) => next(body.StructArrays.Load(new StructElement(arrays, element, [i]), at)));

    private ElementsAt OfIndexed(IOperation items)
    {
        ITypeSymbol type = body.Program.Substitute(items.Type!), element = ItemOf(type)!;
        Operand source = body.Expressions.Operand(items, "items");
        if (!type.IsValueType)
        {
            Template check = new Template(body).Write("global::System.ArgumentNullException.ThrowIfNull(").Write(Value.Of(source)).Write(", \"source\")");
            body.Opaques.Emit(check, null, items.Syntax, cause: null);
        }
        if (Enumerating.LengthOf(type) is not { } length)
        {
            length = "Length";
            IrType array = Types.LeafOf(body.Program.Compilation.CreateArrayTypeSymbol(element));
            source = ((Leaf)body.Opaques.Emit(
                new Template(body).Write("global::System.Linq.Enumerable.ToArray(").Write(Value.Of(source)).Write(")").ToText(array), "items", items.Syntax,
                cause: OpaqueLowering.Member(items.Syntax))).Operand;
            if (array.IsStorage) return OfStorage(source, items.Syntax);
        }
        Value bound = body.Opaques.Emit(
            new Template(body).Write(Value.Of(source)).Write("." + length).ToText(IrType.Int32), "count", items.Syntax);
        return new(((Leaf)bound).Operand, (i, next) =>
        {
            Text text = new Template(body).Write(Value.Of(source)).Write("[").Write(Value.Of(i)).Write("]").ToText(Types.LeafOf(element));
            Value item = body.Opaques.Emit(text, "item", items.Syntax, cause: OpaqueLowering.Member(items.Syntax));
            next(body.Opaques.Structured(body.Opaques.Whole(item, element, items), element, items));
        });
    }

    // Range(a, n): a + i; Repeat(x, n): x
    private ElementsAt Counted(IInvocationOperation call, IOperation[] operands)
    {
        Value first = body.Expressions.Lower(operands[0], null);
        Operand count = body.Expressions.Operand(operands[1], null);
        if (count is Variable) Check("NotNegative", count, call.Syntax);
        bool isRange = call.TargetMethod.Name == "Range";
        return new(count, (i, next) => next(
            !isRange ? first : first is Leaf { Operand: Constant { IsZero: true } } ? Value.Of(i)
            : Value.Of(body.Let("number", CSharpPrimitives.Add, [((Leaf)first).Operand, i], call.Syntax))));
    }

    // Skip(n): what is at n + i; Take(n): the first n
    private ElementsAt Cut(ElementsAt source, IOperation number, bool skips, SyntaxNode at)
    {
        Operand count = NotNegative(body.Expressions.Operand(number, null));
        if (!skips) return source with { Bound = body.Let("count", CSharpPrimitives.Smaller, [source.Bound, count], at) };
        return new(
            NotNegative(body.Elements.Minus(source.Bound, count, at)),
            (i, next) => source.Each(body.Let("next", CSharpPrimitives.Add, [i, count], at), next));

        Operand NotNegative(Operand n) => n is Constant { Bits: >= 0 } ? n : body.Let("count", CSharpPrimitives.Larger, [n, Constant.Of(0)], at);
    }

    private ElementsAt Turned(ElementsAt source, SyntaxNode at)
    {
        Operand last = body.Elements.Minus(source.Bound, Constant.Of(1), at);
        return source with { Each = (i, next) => source.Each(body.Elements.Minus(last, i, at), next) };
    }

    private ElementsAt Zipped(ElementsAt first, IOperation[] operands, SyntaxNode at)
    {
        ElementsAt second = Of(operands[1]);
        Operand bound = body.Let("count", CSharpPrimitives.Smaller, [first.Bound, second.Bound], at);
        return new(bound, (i, next) => first.Each(i, a => second.Each(i, b =>
            next(operands.Length == 3 ? Apply(operands[2], [a, b]) : new TupleValue([a, b])))));
    }

    public void If(Value condition, Action then, SyntaxNode at) => body.Statements.Choose(
        body.Leaves(condition).Single(),
        () =>
        {
            then();
            return Completion.Always;
        },
        static () => Completion.Always, static () => Completion.Always, at);

    /// <summary>Has the platform's own exception come where a query has nothing to work on.</summary>
    public void Check(string what, Operand count, SyntaxNode at) =>
        body.Opaques.Emit(new Template(body).Write($"global::DeepMfg.AutoDiff.Sequences.{what}(").Write(Value.Of(count)).Write(")"), null, at, cause: null);

    // x => e  →  e, in place
    public Value Apply(IOperation function, Value[] arguments)
    {
        switch (Target(function))
        {
            case IAnonymousFunctionOperation lambda: return Inline(lambda.Body, lambda.Symbol, arguments);
            case IMethodReferenceOperation { Method: var method } when CSharpPrimitives.OfMethod(method) is { } row:
                Operand[] operands =
                [
                    .. arguments.SelectMany(body.Leaves).Zip(method.Parameters, (x, parameter) => Converted(x, Types.LeafOf(parameter.Type), function.Syntax)),
                ];
                return Value.Of(body.Let(row.Noun, row, operands, function.Syntax));
            case IMethodReferenceOperation { Method: { MethodKind: MethodKind.LocalFunction } method }:
                return Inline(body.Calls.LocalFunction(method.OriginalDefinition)!.Body!, method.OriginalDefinition, arguments);
            case IMethodReferenceOperation { Method: var method } reference: return Called(reference, method, arguments);
            default: throw new InvalidOperationException($"'{function.Syntax}' cannot be applied.");
        }
    }

    // F  →  y = call F(x)
    private Value Called(IMethodReferenceOperation reference, IMethodSymbol method, Value[] arguments)
    {
        CalleeResult callee = body.Program.Callee(method, reference, body);
        foreach (Mistake mistake in callee.Mistakes) body.Mistakes.Add(mistake);
        Shape shape = body.ShapeFor(method, method.ReturnType);
        if (callee.Function is not { } function) return BodyLowering.Dummy(shape);
        Operand[] operands = [.. arguments.Zip(method.Parameters, (value, parameter) => body.Opaques.Coerce(
            value, new Slot(parameter.Name, body.ShapeFor(method, parameter.Type), 0))).SelectMany(body.Leaves)];
        List<Variable> results = [];
        Value returned = body.Calls.Results(OpaqueLowering.NameOf(method), shape, results);
        body.Add(new Call(results.ToEquatableArray(), function.Name, operands.ToEquatableArray()) { Origin = body.Block.Origin }, reference.Syntax);
        return returned;
    }

    private Value Inline(IOperation block, IMethodSymbol method, Value[] arguments)
    {
        for (int i = 0; i < arguments.Length; i++)
        {
            IParameterSymbol parameter = method.Parameters[i];
            Slot slot = body.Declare(parameter, parameter.Type);
            body.Environment[slot] = body.Opaques.Coerce(arguments[i], slot);
        }
        return body.LowerBody(block, method);
    }

    public Operand Converted(Operand x, IrType type, SyntaxNode at) =>
        x.Type == type || !x.Type.IsNumber || !type.IsNumber ? x : body.Let(CSharpPrimitives.Convert.Noun, CSharpPrimitives.Convert, [x], at, type);
}
