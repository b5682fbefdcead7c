using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>
/// Lowers queries over arrays and ranges that come to numbers or an array of them: each is one loop, in which its lambdas stand where they are
/// applied. What a query that is no such thing gives is a constant.
/// </summary>
internal sealed class Queries(BodyLowering body)
{
    private readonly Queried queried = new(body);

    /// <summary>What a query comes to; nothing where it is none that becomes a loop.</summary>
    public Value? Call(IInvocationOperation call, string? name)
    {
        if (!Queried.IsQuery(call) || call.Type is not { } type) return null;
        if (Anonymous.IsUsedWhole(call)) return Refused(call);
        IOperation[] operands = Queried.OperandsOf(call);
        if (operands.Length == 0 || !queried.IsKnown(operands[0])) return Refused(call);
        // What is constant and needs no lambda is asked as it is.
        if (operands.Length == 1 && queried.IsIndexed(operands[0])) return null;
        Shape result = Types.ShapeOf(body.Program.Substitute(type));
        bool isReal = result.Leaf is { IsFloat: true };
        return (call.TargetMethod.Name, operands.Length) switch
        {
            ("Sum", 1 or 2) when isReal && Selects(operands) => Sum(call, operands, name),
            ("Average", 1 or 2) when isReal && Selects(operands) => Average(call, operands, name),
            (nameof(Enumerable.Max), 1 or 2) when isReal && Selects(operands) => Extreme(call, operands, isLargest: true, name),
            (nameof(Enumerable.Min), 1 or 2) when isReal && Selects(operands) => Extreme(call, operands, isLargest: false, name),
            ("Count", 1 or 2) when Selects(operands) && (queried.IsReal(operands[0]) || queried.GoesOverIndexed(operands[0])) => Count(call, operands, name),
            ("Aggregate", 2 or 3 or 4) when Folds(operands) && (queried.IsReal(operands[0]) || result.HasFloat) => Aggregate(call, operands, name),
            ("ToArray", 1) when result.Leaf is { IsReal: true, Rank: 1, Item: { IsStorage: false } or { IsVector: true } } array =>
                ToArray(call, operands[0], array, name),
            _ when operands.Length == 1 || queried.Parameters(operands[1]) == 1 => new Choosing(body, queried).Call(call, operands, name) ?? Refused(call),
            _ => Refused(call),
        };
    }

    /// <summary>One message for a query whose lambdas have no place in which to stand.</summary>
    private Value? Refused(IInvocationOperation call)
    {
        bool goesOverStructs = Queried.OperandsOf(call) is [var source, ..] && body.StructArrays.Holds(Queried.Plain(source));
        if (!goesOverStructs && !call.Descendants().Any(static operation => operation is IAnonymousFunctionOperation)) return null;
        body.Refuse(
            call.Syntax, "This query",
            "make it one over arrays, spans or lists that gives a number or an array of numbers, move one of constants to its own method, or write a loop");
        return body.Expressions.DummyOf(call);
    }

    private bool Selects(IOperation[] operands) => operands.Length == 1 || queried.Parameters(operands[1]) == 1;

    private bool Folds(IOperation[] operands) =>
        queried.Parameters(operands[operands.Length == 2 ? 1 : 2]) == 2 && (operands.Length < 4 || queried.Parameters(operands[3]) == 1);

    /// <summary>Goes over the elements, each as the number that is asked for.</summary>
    private Operand Over(IInvocationOperation call, IOperation[] operands, List<Slot> carried, Action<Operand, Operand> each)
    {
        ElementsAt elements = queried.Of(operands[0]);
        body.Loops.Count(call.Syntax, elements.Bound, carried, i => elements.Each(i, value =>
            each(i, body.Leaves(operands.Length == 2 ? queried.Apply(operands[1], [value]) : value).First())));
        return elements.Bound;
    }

    private Slot Number(string name, IrType type, double start)
    {
        Slot slot = body.Declare(name, Shape.Of(type, type.Element == Element.Float32 ? "float" : type.IsFloat ? "double" : "int"));
        body.Environment[slot] = Value.Of(type.IsFloat ? Constant.Of(start, type) : Constant.Of((int)start));
        return slot;
    }

    private Operand Held(Slot slot) => body.Flag(slot);

    private void Add(Slot slot, Operand term, SyntaxNode at) =>
        body.Environment[slot] = Value.Of(body.Let(slot.Name, CSharpPrimitives.Add, [Held(slot), term], at));

    private IrType TypeOf(IOperation operation) => Types.LeafOf(body.Program.Substitute(operation.Type!));

    // x.Sum(f)  →  sum = 0; for i { sum += f(x[i]) }, of floats in doubles
    private Value Sum(IInvocationOperation call, IOperation[] operands, string? name)
    {
        Slot sum = Number(name ?? "sum", IrType.Float64, 0);
        Over(call, operands, [sum], (_, x) => Add(sum, queried.Converted(x, IrType.Float64, call.Syntax), call.Syntax));
        return Value.Of(queried.Converted(Held(sum), TypeOf(call), call.Syntax));
    }

    // What is enumerated starts with its first element, which may be −0.
    private Value Average(IInvocationOperation call, IOperation[] operands, string? name)
    {
        bool isArray = operands.Length == 1 && body.Elements.IsStorage(Queried.Plain(operands[0]));
        Slot sum = Number("sum", IrType.Float64, isArray ? 0.0 : -0.0), count = Number("count", IrType.Int32, 0);
        Over(call, operands, [sum, count], (_, x) =>
        {
            Add(sum, queried.Converted(x, IrType.Float64, call.Syntax), call.Syntax);
            Add(count, Constant.Of(1), call.Syntax);
        });
        queried.Check("NotEmpty", Held(count), call.Syntax);
        Operand mean = body.Let(name ?? "mean", CSharpPrimitives.Divide, [Held(sum), queried.Converted(Held(count), IrType.Float64, call.Syntax)], call.Syntax);
        return Value.Of(queried.Converted(mean, TypeOf(call), call.Syntax));
    }

    private Value Count(IInvocationOperation call, IOperation[] operands, string? name)
    {
        Slot count = Number(name ?? "count", IrType.Int32, 0);
        ElementsAt elements = queried.Of(operands[0]);
        body.Loops.Count(call.Syntax, elements.Bound, [count], i => elements.Each(i, value =>
        {
            if (operands.Length == 1) Add(count, Constant.Of(1), call.Syntax);
            else queried.If(queried.Apply(operands[1], [value]), () => Add(count, Constant.Of(1), call.Syntax), call.Syntax);
        }));
        return Value.Of(Held(count));
    }

    /// <summary>
    /// The largest or smallest element, of which NaN is the least; elements that are equal share the derivative: <c>y − (y − x) / k</c> at the
    /// k-th of them is y to the bit, and its slopes are the mean of theirs.
    /// </summary>
    private Value Extreme(IInvocationOperation call, IOperation[] operands, bool isLargest, string? name)
    {
        SyntaxNode at = call.Syntax;
        IrType type = TypeOf(call);
        Slot best = Number(name ?? (isLargest ? "largest" : "smallest"), type, 0), count = Number("count", IrType.Int32, 0);
        Over(call, operands, [best, count], (_, x) =>
        {
            Operand y = Held(best), k = Held(count), notNumber = isLargest ? y : x;
            Operand isFirst = Compare("==", k, Constant.Of(0), at), isBetter = Compare(isLargest ? ">" : "<", x, y, at);
            Operand isNew = Or(isFirst, Or(isBetter, Compare("!=", notNumber, notNumber, at), at), at);
            body.Statements.Choose(isNew, () => Take(x, Constant.Of(1)), () =>
            {
                Operand gap = body.Let("gap", CSharpPrimitives.Subtract, [y, x], at);
                queried.If(Value.Of(Compare("==", gap, Constant.Of(0.0, type), at)), () =>
                {
                    Operand next = body.Let("count", CSharpPrimitives.Add, [k, Constant.Of(1)], at);
                    Operand share = body.Let("share", CSharpPrimitives.Divide, [gap, queried.Converted(next, type, at)], at);
                    Take(body.Let(best.Name, CSharpPrimitives.Subtract, [y, share], at), next);
                }, at);
                return Completion.Always;
            }, static () => Completion.Always, at);
        });
        queried.Check("NotEmpty", Held(count), at);
        return Value.Of(Held(best));

        Completion Take(Operand value, Operand number)
        {
            body.Environment[best] = Value.Of(value);
            body.Environment[count] = Value.Of(number);
            return Completion.Always;
        }
    }

    private Variable Compare(string symbol, Operand a, Operand b, SyntaxNode at) => body.Let("is", Primitives.OfOperator(symbol, 2)!, [a, b], at);

    private Variable Or(Operand a, Operand b, SyntaxNode at) => body.Let("either", CSharpPrimitives.OrElse, [a, b], at);

    // x.Aggregate(s, f)  →  for i { s = f(s, x[i]) }; without s, the first element is that
    private Value Aggregate(IInvocationOperation call, IOperation[] operands, string? name)
    {
        bool isSeeded = operands.Length > 2;
        ElementsAt elements = queried.Of(operands[0]);
        ITypeSymbol held = isSeeded ? call.TargetMethod.TypeArguments[1] : call.TargetMethod.TypeArguments[0];
        Slot all = body.Declare(name ?? "all", Types.ShapeOf(body.Program.Substitute(held))), count = Number("count", IrType.Int32, 0);
        if (isSeeded) body.Environment[all] = body.Expressions.LowerTo(operands[1], all);
        IOperation function = operands[isSeeded ? 2 : 1];
        body.Loops.Count(call.Syntax, elements.Bound, isSeeded ? [all] : [all, count], i => elements.Each(i, value =>
        {
            if (isSeeded) Go();
            else
            {
                Operand isFirst = Compare("==", Held(count), Constant.Of(0), call.Syntax);
                body.Statements.Choose(isFirst, () => Set(value), Go, static () => Completion.Always, call.Syntax);
                Add(count, Constant.Of(1), call.Syntax);
            }

            Completion Go() => Set(queried.Apply(function, [body.Environment[all], value]));
        }));
        if (!isSeeded) queried.Check("NotEmpty", Held(count), call.Syntax);
        return operands.Length == 4 ? queried.Apply(operands[3], [body.Environment[all]]) : body.Environment[all];

        Completion Set(Value value)
        {
            body.Environment[all] = body.Opaques.Coerce(value, all);
            return Completion.Always;
        }
    }

    // s.ToArray()  →  a = new T[n]; for i { a[i] = s[i] }; of what is filtered the part that was filled
    private Value ToArray(IInvocationOperation call, IOperation source, IrType type, string? name)
    {
        SyntaxNode at = call.Syntax;
        ElementsAt elements = queried.Of(source);
        bool isFiltered = Queried.IsFiltered(source);
        Variable array = body.Let(isFiltered ? "found" : name ?? "array", new Alloc(type, [elements.Bound], Contents.Unspecified), at);
        Slot next = Number("next", IrType.Int32, 0);
        body.Loops.Count(at, elements.Bound, isFiltered ? [next] : [], i => elements.Each(i, value =>
        {
            body.Add(new Store(new Cell(array, [isFiltered ? Held(next) : i]), body.Leaves(value).Single()) { Origin = body.Block.Origin }, at);
            if (isFiltered) Add(next, Constant.Of(1), at);
        }));
        if (!isFiltered) return Value.Of(array);
        Variable part = body.Let("part", new Slice(array, Constant.Of(0), Held(next), type with { Form = StorageForm.Span }), at);
        return Value.Of(body.Elements.Copied(part, type, name ?? "array", at));
    }
}
