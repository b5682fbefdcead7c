using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>
/// Lowers what puts numbers in another order. The order is found as a constant, by the platform's own sort; then the numbers are gathered by it,
/// so that the derivative of a sort is its permutation.
/// </summary>
internal sealed class Sorting(BodyLowering body)
{
    /// <summary>What a call in place comes to; nothing where it is no such method.</summary>
    public Value? Call(IInvocationOperation call)
    {
        if (call.TargetMethod is not { ContainingType: { Name: "Array" or "MemoryExtensions" } home, ReturnsVoid: true }) return null;
        if (home.ContainingNamespace is not { Name: "System", ContainingNamespace.IsGlobalNamespace: true }) return null;
        IOperation[] operands = [.. Queried.OperandsOf(call).Select(Queried.Plain)];
        if (operands.Length == 0 || !IsNumbers(operands[0])) return null;
        return (call.TargetMethod.Name, operands.Length) switch
        {
            ("Sort", 1) => Sort([body.Elements.Reference(operands[0])], call.Syntax),
            ("Sort", 2) when IsNumbers(operands[1]) => Sort([.. operands.Select(operand => body.Elements.Reference(operand))], call.Syntax),
            ("Sort", 3) when operands.Skip(1).All(static number => number.Type is { SpecialType: SpecialType.System_Int32 }) =>
                Sort([Part(operands, call.Syntax)], call.Syntax),
            ("Reverse", 1) => Reverse([body.Elements.Reference(operands[0])], call.Syntax),
            ("Reverse", 3) => Reverse([Part(operands, call.Syntax)], call.Syntax),
            _ => null,
        };
    }

    private bool IsNumbers(IOperation operation) =>
        body.Elements.IsStorage(operation) && Types.LeafOf(body.Program.Substitute(operation.Type!)) is { IsVector: true, Item: { } item } && CanOrder(item);

    /// <summary>Whether there is an order of numbers of a type.</summary>
    public static bool CanOrder(IrType type) => type.IsFloat || type == IrType.Int32;

    private Operand Part(IOperation[] operands, SyntaxNode at)
    {
        Operand whole = body.Elements.Reference(operands[0]), start = body.Expressions.Operand(operands[1], null);
        return body.Elements.Slice(whole, start, body.Expressions.Operand(operands[2], null), "part", at);
    }

    // Array.Sort(keys, items)  →  order of keys; old = keys; for i { keys[i] = old[order[i]] }, and so the items
    private Value Sort(Operand[] arrays, SyntaxNode at)
    {
        Operand length = body.Elements.Length(arrays[0], at);
        Variable order = Order("Sort", arrays[0], length, "", at);
        foreach (Operand array in arrays)
        {
            Operand part = array == arrays[0] ? array : body.Elements.Slice(array, Constant.Of(0), length, "items", at);
            Variable old = body.Let("unsorted", new Alloc(array.Type.Shadow(), [length], Contents.Unspecified), at);
            body.Add(new Perform(Kernels.Copy, [part, old]) { Origin = body.Block.Origin }, at);
            new StorageCalls(body).Counting(at, length, i => Put(new Cell(array, [i]), Gathered(old, order, i, at), at));
        }
        return Value.Nothing;
    }

    // for i in 0 .. n / 2 { (a[i], a[n − 1 − i]) = (a[n − 1 − i], a[i]) }
    public Value Reverse(Operand[] arrays, SyntaxNode at)
    {
        Operand length = body.Elements.Length(arrays[0], at), last = body.Elements.Minus(length, Constant.Of(1), at);
        Operand half = body.Let("half", CSharpPrimitives.Divide, [length, Constant.Of(2)], at);
        new StorageCalls(body).Counting(at, half, i =>
        {
            Operand mirrored = body.Elements.Minus(last, i, at);
            foreach (Operand array in arrays)
            {
                Cell front = new(array, [i]), back = new(array, [mirrored]);
                Variable first = body.Elements.Load(front, "front", at), second = body.Elements.Load(back, "back", at);
                Put(front, second, at);
                Put(back, first, at);
            }
        });
        return Value.Nothing;
    }

    private void Put(Cell cell, Operand value, SyntaxNode at) => body.Add(new Store(cell, value) { Origin = body.Block.Origin }, at);

    private Variable Gathered(Operand numbers, Operand order, Operand i, SyntaxNode at) =>
        body.Let("sorted", new Load(new Cell(numbers, [body.Let("place", new Load(new Cell(order, [i])), at)])), at);

    /// <summary>The places of numbers in the order that the library finds.</summary>
    public Variable Order(string how, Operand keys, Operand length, string further, SyntaxNode at)
    {
        Variable order = body.Let("order", new Alloc(IrType.Storage(IrType.Int32), [length], Contents.Unspecified), at);
        if (keys.Type.Form == StorageForm.Array) keys = body.Let("keys", new View(keys, keys.Type with { Form = StorageForm.ReadOnlySpan }), at);
        Template template = new Template(body).Write($"global::DeepMfg.AutoDiff.Ordering.{how}(").Write(Value.Of(keys));
        template.Write(", ").Write(Value.Of(order)).Write($"{further})");
        body.Opaques.Emit(template, null, at, cause: null);
        return order;
    }

    /// <summary>The elements of a query, computed once and kept in the order in which they come.</summary>
    public ElementsAt Kept(ElementsAt source, IrType type, SyntaxNode at)
    {
        Variable values = body.Let("values", new Alloc(IrType.Storage(type), [source.Bound], Contents.Unspecified), at);
        new StorageCalls(body).Counting(at, source.Bound, i => source.Each(i, value => Put(new Cell(values, [i]), body.Leaves(value).Single(), at)));
        return new(source.Bound, (i, next) => next(Value.Of(body.Let("value", new Load(new Cell(values, [i])), at))));
    }

    /// <summary>The elements of a query in the order of their keys: of numbers by themselves, of an array by a function of its elements.</summary>
    public ElementsAt Ordered(ElementsAt source, Func<Value, Value> keyOf, IrType key, bool descends, SyntaxNode at)
    {
        Variable keys = body.Let("keys", new Alloc(IrType.Storage(key), [source.Bound], Contents.Unspecified), at);
        new StorageCalls(body).Counting(at, source.Bound, i => source.Each(i, value => Put(new Cell(keys, [i]), body.Leaves(keyOf(value)).Single(), at)));
        Variable order = Order("Stable", keys, source.Bound, descends ? ", true" : ", false", at);
        return new(source.Bound, (i, next) => source.Each(body.Let("place", new Load(new Cell(order, [i])), at), next));
    }
}
