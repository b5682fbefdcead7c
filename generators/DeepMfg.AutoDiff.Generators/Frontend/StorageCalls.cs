using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Lowers the platform's own methods and properties of arrays and spans of numbers: lengths, parts, copies, filling.</summary>
internal sealed class StorageCalls(BodyLowering body)
{
    private Elements Elements => body.Elements;

    // x.Length, x.IsEmpty, x.Rank
    public Value? Property(IPropertyReferenceOperation operation, string? name)
    {
        if (operation.Instance is not { } instance || operation.Property.IsIndexer || StorageOf(instance) is not { } storage) return null;
        SyntaxNode at = operation.Syntax;
        return operation.Property.Name switch
        {
            "Length" => Value.Of(Length(storage, name, at)),
            "LongLength" => Value.Of(body.Let(name ?? "length", CSharpPrimitives.Convert, [Length(storage, null, at)], at, IrType.Int64)),
            "IsEmpty" => Value.Of(body.Let(name ?? "isEmpty", CSharpPrimitives.Equal, [Length(storage, null, at), Constant.Of(0)], at)),
            "Rank" => Value.Of(Constant.Of(storage.Type.Rank)),
            _ => null,
        };
    }

    /// <summary>An array or a span of numbers, or of structs those of one of their numbers.</summary>
    private Operand? StorageOf(IOperation operation) =>
        Elements.IsStorage(operation) ? Elements.Reference(operation) : body.StructArrays.StorageOf(operation);

    /// <summary>How many elements there are in all dimensions.</summary>
    private Operand Length(Operand storage, string? name, SyntaxNode at)
    {
        Operand length = body.Let(name ?? "length", new Length(storage), at);
        for (int dimension = 1; dimension < storage.Type.Rank; dimension++)
        {
            length = body.Let(name ?? "length", CSharpPrimitives.Multiply, [length, Elements.Length(storage, at, dimension)], at);
        }
        return length;
    }

    /// <summary>What a call comes to; nothing where it is no such method.</summary>
    public Value? Call(IInvocationOperation call, string? name)
    {
        if (call.TargetMethod.ContainingType is not { } home) return null;
        if (new OperationCalls(body).Call(call, home, name) is { } operation) return operation;
        if (body.StructArrays.Read(call) is { } structs) return structs;
        IOperation[] operands = OperandsOf(call);
        if (operands.Length == 0 || !IsHome(home)) return null;
        if (Bound(call, operands, name) is { } bound) return bound;
        if (new StructCopies(body).Call(call) is { } copied) return copied;
        if (!Elements.IsStorage(operands[0])) return null;
        if (WrittenBy(call.TargetMethod.Name, operands) is { } written) Elements.CheckOwner(written);
        return (call.TargetMethod.Name, operands.Length) switch
        {
            ("AsSpan" or "Slice", 1) => Value.Of(Viewed(Elements.Reference(operands[0], name), call, name)),
            ("AsSpan" or "Slice", 2) when Elements.IsRange(operands[1]) => Within(call, operands, name),
            ("AsSpan" or "Slice", 2) => From(call, operands, name),
            ("AsSpan" or "Slice", 3) => Part(call, operands, name),
            ("ToArray" or "Clone", 1) => Copy(call, operands[0], name),
            ("CopyTo", 2) when Elements.IsStorage(operands[1]) => CopyTo(call, operands),
            ("CopyTo", 3) or ("Copy", 3) when Elements.IsStorage(operands[1]) => CopyPart(call, operands),
            ("Copy", 5) when Elements.IsStorage(operands[2]) => CopyPart(call, operands),
            ("Clear", 1) => Clear(call, operands[0]),
            ("Clear", 3) => ClearPart(call, operands),
            ("Fill", 2) => Fill(call, operands),
            ("Fill", 4) => FillPart(call, operands),
            _ => null,
        };
    }

    // x.GetLength(0), x.GetLowerBound(0), x.GetUpperBound(0)
    private Value? Bound(IInvocationOperation call, IOperation[] operands, string? name)
    {
        if (call.TargetMethod.Name is not ("GetLength" or "GetLowerBound" or "GetUpperBound")) return null;
        if (operands is not [var array, { ConstantValue: { HasValue: true, Value: int dimension } }] || !IsDimension(array, dimension)) return null;
        if (StorageOf(array) is not { } storage) return null;
        return Value.Of(call.TargetMethod.Name switch
        {
            "GetLength" => body.Let(name ?? "length", new Length(storage, dimension), call.Syntax),
            "GetUpperBound" => Elements.Minus(Elements.Length(storage, call.Syntax, dimension), Constant.Of(1), call.Syntax),
            _ => Constant.Of(0),
        });
    }

    private static IOperation? WrittenBy(string method, IOperation[] operands) => (method, operands.Length) switch
    {
        ("Fill", _) or ("Clear", 1) => operands[0],
        ("CopyTo", _) or ("Copy", 3) => operands[1],
        ("Copy", 5) => operands[2],
        _ => null,
    };

    public static bool IsHome(INamedTypeSymbol type) => Types.IsSpan(type)
        || type is { Name: "Array" or "MemoryExtensions", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } }
        || type is { Name: "Enumerable", ContainingNamespace: { Name: "Linq", ContainingNamespace.Name: "System" } };

    private static bool IsDimension(IOperation storage, int dimension) => storage.Type is IArrayTypeSymbol array && dimension >= 0 && dimension < array.Rank;

    public static IOperation[] OperandsOf(IInvocationOperation call)
    {
        IEnumerable<IOperation> arguments = call.Arguments.OrderBy(static argument => argument.Parameter!.Ordinal).Select(static argument => argument.Value);
        return [.. (call.Instance is { } instance ? arguments.Prepend(instance) : arguments).Select(Plain)];
    }

    // Array.Copy takes any Array, and a query any sequence.
    private static IOperation Plain(IOperation operation) =>
        operation is IConversionOperation { IsImplicit: true, OperatorMethod: null, Type.IsReferenceType: true } conversion ? conversion.Operand : operation;

    private Operand Viewed(Operand reference, IInvocationOperation call, string? name)
    {
        IrType type = Types.LeafOf(body.Program.Substitute(call.Type!));
        return reference.Type == type ? reference : body.Let(name ?? ((Variable)reference).BaseName, new View(reference, type), call.Syntax);
    }

    private Value From(IInvocationOperation call, IOperation[] operands, string? name)
    {
        Operand whole = Elements.Reference(operands[0]), start = Elements.IndexOf(operands[1], whole, 0);
        Operand count = Elements.Minus(Elements.Length(whole, call.Syntax), start, call.Syntax);
        return Value.Of(Elements.Slice(whole, start, count, name, call.Syntax));
    }

    private Value Within(IInvocationOperation call, IOperation[] operands, string? name)
    {
        Operand whole = Elements.Reference(operands[0]);
        (Operand start, Operand count) = Elements.Bounds(operands[1], whole, call.Syntax);
        return Value.Of(Elements.Slice(whole, start, count, name, call.Syntax));
    }

    private Value Part(IInvocationOperation call, IOperation[] operands, string? name)
    {
        Operand whole = Elements.Reference(operands[0]), start = body.Expressions.Operand(operands[1], null);
        Operand count = body.Expressions.Operand(operands[2], null);
        return Value.Of(Elements.Slice(whole, start, count, name, call.Syntax));
    }

    private Value? Copy(IInvocationOperation call, IOperation source, string? name)
    {
        Operand reference = Elements.Reference(source);
        bool isKnown = reference.Type is { Rank: 1, Item: { IsStorage: false } or { IsVector: true } };
        if (reference.Type is { Rank: > 1, Item.IsStorage: false }) return Value.Of(Elements.CopiedGrid(reference, name, call.Syntax));
        return isKnown ? Value.Of(Elements.Copied(reference, reference.Type, name, call.Syntax)) : null;
    }

    private Value CopyTo(IInvocationOperation call, IOperation[] operands)
    {
        Operand source = Elements.Reference(operands[0]), target = Elements.Reference(operands[1]);
        return Perform(Kernels.Copy, call, source, target);
    }

    // Array.Copy(a, i, b, j, n), Array.Copy(a, b, n), a.CopyTo(b, j)
    private Value? CopyPart(IInvocationOperation call, IOperation[] operands)
    {
        SyntaxNode at = call.Syntax;
        Operand[] values = [.. operands.Select(operand => Elements.IsStorage(operand) ? Elements.Reference(operand) : body.Expressions.Operand(operand, null))];
        Operand source = values[0], target = operands.Length == 5 ? values[2] : values[1];
        if (!source.Type.IsVector || !target.Type.IsVector || !values.All(static value => value.Type.IsStorage || value.Type == IrType.Int32)) return null;
        Operand from = operands.Length == 5 ? values[1] : Constant.Of(0);
        Operand to = operands.Length == 5 ? values[3] : call.TargetMethod.Name == "CopyTo" ? values[2] : Constant.Of(0);
        Operand count = operands.Length == 5 ? values[4] : call.TargetMethod.Name == "CopyTo" ? Elements.Length(source, at) : values[2];
        return Perform(Kernels.Copy, call, Elements.Slice(source, from, count, "source", at), Elements.Slice(target, to, count, "target", at));
    }

    private Value? Clear(IInvocationOperation call, IOperation target)
    {
        Operand reference = Elements.Reference(target);
        return reference.Type.IsVector ? Perform(Kernels.Clear, call, reference) : null;
    }

    // Array.Clear(a, i, n)
    private Value? ClearPart(IInvocationOperation call, IOperation[] operands)
    {
        Operand target = Elements.Reference(operands[0]), from = body.Expressions.Operand(operands[1], null);
        Operand count = body.Expressions.Operand(operands[2], null);
        return target.Type.IsVector ? Perform(Kernels.Clear, call, Elements.Slice(target, from, count, "target", call.Syntax)) : null;
    }

    // x.Fill(v)  →  for i in 0 .. length x { x[i] = v }
    private Value? Fill(IInvocationOperation call, IOperation[] operands)
    {
        Operand target = Elements.Reference(operands[0]), value = body.Expressions.Operand(operands[1], null);
        return Fill(call, target, value);
    }

    // Array.Fill(x, v, i, n)
    private Value? FillPart(IInvocationOperation call, IOperation[] operands)
    {
        Operand whole = Elements.Reference(operands[0]), value = body.Expressions.Operand(operands[1], null);
        Operand from = body.Expressions.Operand(operands[2], null), count = body.Expressions.Operand(operands[3], null);
        return whole.Type.IsVector ? Fill(call, Elements.Slice(whole, from, count, "part", call.Syntax), value) : null;
    }

    private Value? Fill(IInvocationOperation call, Operand target, Operand value)
    {
        if (!target.Type.IsVector || value.Type != target.Type.Item) return null;
        Counting(call.Syntax, Elements.Length(target, call.Syntax), index => body.Add(new Store(new Cell(target, [index]), value), call.Syntax));
        return Value.Nothing;
    }

    /// <summary>A loop of the compiler's own over the numbers below a bound, whose trips assign no variable.</summary>
    public void Counting(SyntaxNode at, Operand bound, Action<Variable> trip)
    {
        string origin = body.Block.Origin;
        Variable index = body.Block.Names.Fresh("i", IrType.Int32);
        Arm arm = body.Branch(() =>
        {
            trip(index);
            return Completion.Always;
        });
        var counter = new Counter(index, Constant.Of(0), bound, 1, Inclusive: false);
        body.Add(new Loop([], counter, [], arm.Block.Close()) { Origin = origin }, at);
    }

    private Value Perform(string kernel, IInvocationOperation call, params Operand[] operands)
    {
        body.Add(new Perform(kernel, operands.ToEquatableArray()) { Origin = body.Block.Origin, Throws = kernel == Kernels.Copy }, call.Syntax);
        return Value.Nothing;
    }
}
