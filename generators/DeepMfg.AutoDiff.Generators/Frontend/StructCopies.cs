using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Lowers the platform's methods that copy, fill and turn round arrays and spans, for those of structs: each of the arrays of their numbers.</summary>
internal sealed class StructCopies(BodyLowering body)
{
    /// <summary>The arrays that such a method takes; none of another method.</summary>
    public static IOperation[] TakenBy(IInvocationOperation call)
    {
        if (call.TargetMethod is not { ReturnsVoid: true, ContainingType: { } home } method || !StorageCalls.IsHome(home)) return [];
        IOperation[] operands = StorageCalls.OperandsOf(call);
        return (method.Name, operands.Length) switch
        {
            ("CopyTo", 2 or 3) or ("Copy", 3) => [operands[0], operands[1]],
            ("Copy", 5) => [operands[0], operands[2]],
            ("Clear" or "Reverse", 1 or 3) or ("Fill", 2 or 4) => [operands[0]],
            _ => [],
        };
    }

    /// <summary>What such a call comes to; nothing where it is no such method, or takes other arrays.</summary>
    public Value? Call(IInvocationOperation call)
    {
        IOperation[] arrays = TakenBy(call), operands = StorageCalls.OperandsOf(call);
        if (!arrays.Any(body.StructArrays.Holds) || arrays.Any(static array => StructStorage.HasRows(array.Type))) return null;
        SyntaxNode at = call.Syntax;
        if (!arrays.All(body.StructArrays.Holds))
        {
            body.Refuse(at, "A copy between arrays of structs of which one holds constants", "copy the elements in a loop");
            return Value.Nothing;
        }
        if (body.StructArrays.StructOf(arrays[0].Type)!.Leaves().Any(static leaf => leaf.Leaf!.IsStorage))
        {
            body.Refuse(at, "Elements that hold arrays, put into an array,", "write the elements of those arrays");
            return Value.Nothing;
        }
        Value[] values = [.. operands.Select(operand => arrays.Contains(operand)
            ? body.StructArrays.Of(operand)!.Value.Arrays : body.Expressions.Lower(operand, null))];
        switch (call.TargetMethod.Name, values)
        {
            case ("CopyTo", [var source, var target]): CopyTo(source, target, at); break;
            case ("CopyTo", [var source, var target, var to]):
                Copy(source, Slice(target, to, Value.Of(body.Elements.Length(First(source), at)), at), at);
                break;
            case ("Copy", [var source, var target, var count]):
                Copy(Slice(source, Value.Of(Constant.Of(0)), count, at), Slice(target, Value.Of(Constant.Of(0)), count, at), at);
                break;
            case ("Copy", [var source, var from, var target, var to, var count]): Copy(Slice(source, from, count, at), Slice(target, to, count, at), at); break;
            case ("Reverse", _): new Sorting(body).Reverse([.. body.Leaves(Part(values, 1, at))], at); break;
            case ("Fill", _): Fill(Part(values, 2, at), values[1], operands[0]); break;
            default: Fill(Part(values, 1, at), BodyLowering.Dummy(body.StructArrays.StructOf(operands[0].Type)!), operands[0]); break;
        }
        return Value.Nothing;
    }

    private Operand First(Value arrays) => body.Leaves(arrays).First();

    /// <summary>The part of an array that the numbers behind it say, where there are any.</summary>
    private Value Part(Value[] values, int start, SyntaxNode at) => values.Length == start ? values[0] : Slice(values[0], values[start], values[start + 1], at);

    private Value Slice(Value arrays, Value start, Value count, SyntaxNode at) => arrays is TupleValue tuple
        ? tuple.With(tuple.Items.Select(item => Slice(item, start, count, at)))
        : Value.Of(body.Elements.Slice(((Leaf)arrays).Operand, ((Leaf)start).Operand, ((Leaf)count).Operand, "part", at));

    private void Fill(Value arrays, Value value, IOperation at)
    {
        Shape element = body.StructArrays.StructOf(at.Type)!;
        Value held = body.Opaques.Coerce(value, element, "value");
        new StorageCalls(body).Counting(at.Syntax, body.Elements.Length(First(arrays), at.Syntax),
            i => body.StructArrays.Store(new StructElement(arrays, element, [i]), held, at));
    }

    // a.CopyTo(b), where b may have more room than is needed
    private void CopyTo(Value source, Value target, SyntaxNode at)
    {
        if (!IsOwn(source) || !IsOwn(target))
        {
            Value count = Value.Of(body.Elements.Length(First(source), at)), room = Value.Of(body.Elements.Length(First(target), at));
            Text check = new Template(body).Write("global::DeepMfg.AutoDiff.GradientBuffers.RequireRoom(").Write(count).Write(", ").Write(room).Write(")")
                .ToText(IrType.Bool);
            body.Opaques.Add(new([], new OpaqueText(check.Template, HasValue: false), check.Arguments), at, null);
        }
        Copy(source, target, at);
    }

    private void Copy(Value source, Value target, SyntaxNode at)
    {
        Operand count = body.Elements.Length(First(source), at);
        // Parts of the same structs may overlap.
        if (!IsOwn(source) && !IsOwn(target))
        {
            // What is kept meanwhile is kept on a tape, which holds numbers.
            if (body.Leaves(source).Any(static leaf => leaf.Type.Item is not { IsNumber: true }))
            {
                body.Refuse(at, "A copy among elements that hold more than numbers", "copy the elements in a loop");
                return;
            }
            Operand[] sizes = [count];
            Queue<Operand> leaves = new(body.Leaves(source).Select(leaf => body.Let("moved",
                new Alloc(leaf.Type with { Form = StorageForm.Array, Member = null }, sizes.ToEquatableArray(), Contents.Zero), at)).ToList());
            Value moved = Gather(source, leaves);
            Copy(source, moved, (Constant.Of(0), count), at);
            source = moved;
        }
        if (IsOwn(source) && IsOwn(target))
        {
            foreach ((Operand from, Operand to) in Pairs(source, target))
            {
                body.Add(new Perform(Kernels.Copy, [from, to]) { Origin = body.Block.Origin, Throws = true }, at);
            }
            return;
        }
        Copy(source, target, (Constant.Of(0), count), at);
    }

    private static Value Gather(Value like, Queue<Operand> leaves) =>
        like is TupleValue tuple ? new TupleValue(tuple.Items.Select(item => Gather(item, leaves)).ToEquatableArray()) : Value.Of(leaves.Dequeue());

    /// <summary>Whether these are vectors of the method's own.</summary>
    private bool IsOwn(Value arrays) => body.Leaves(arrays).All(static leaf => leaf.Type is { IsVector: true, Member: null });

    private List<(Operand From, Operand To)> Pairs(Value source, Value target) =>
        [.. body.Leaves(source).Zip(body.Leaves(target), static (from, to) => (from, to))];

    /// <summary>Copies all elements to a place in other arrays, which have room for them.</summary>
    public void Copy(Value source, Value target, (Operand Start, Operand Count) place, SyntaxNode at)
    {
        List<(Operand From, Operand To)> pairs = Pairs(source, target);
        if (pairs.TrueForAll(static pair => pair.From.Type.Member is null && pair.To.Type.Member is null))
        {
            foreach ((Operand from, Operand to) in pairs) body.Elements.Put(from, (Variable)to, place.Start, at);
            return;
        }
        // What lies in structs is copied struct by struct.
        new StorageCalls(body).Counting(at, place.Count, i =>
        {
            Operand index = body.Elements.Plus(place.Start, i, at);
            foreach ((Operand from, Operand to) in pairs) Copy(new Cell(from, [i]), new Cell(to, [index]), at);
        });
    }

    /// <summary>Copies all elements of arrays of several dimensions.</summary>
    public void CopyGrid(Value source, Value target, Operand[] sizes, SyntaxNode at)
    {
        List<(Operand From, Operand To)> pairs = Pairs(source, target);
        Along([]);

        void Along(Operand[] indices)
        {
            if (indices.Length < sizes.Length)
            {
                new StorageCalls(body).Counting(at, sizes[indices.Length], i => Along([.. indices, i]));
                return;
            }
            foreach ((Operand from, Operand to) in pairs) Copy(new Cell(from, indices.ToEquatableArray()), new Cell(to, indices.ToEquatableArray()), at);
        }
    }

    private void Copy(Cell from, Cell to, SyntaxNode at) =>
        body.Add(new Store(to, body.Elements.Load(from, null, at)) { Origin = body.Block.Origin }, at);
}
