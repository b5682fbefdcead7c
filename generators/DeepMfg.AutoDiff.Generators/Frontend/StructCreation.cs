using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Makes arrays of structs: an array for each of their numbers.</summary>
internal sealed class StructCreation(BodyLowering body)
{
    // new S[n, m], new S[n][], new S[] { a, b }, [a, ..b], b[i..j], b.ToArray()
    public Value Make(IOperation creation, Shape shape, string name)
    {
        if (StructCopy.Of(creation) is { } copy) return Copied(copy, shape, name);
        return creation switch
        {
            IArrayCreationOperation { Initializer: { } initializer } array => Filled(array, initializer, shape, name),
            IArrayCreationOperation array => Empty([.. array.DimensionSizes.Select(size => body.Expressions.Operand(size, null))], shape, name, array.Syntax),
            ICollectionExpressionOperation list => Listed(list, shape, name),
            _ => throw new InvalidOperationException(creation.Kind.ToString()),
        };
    }

    private Value Empty(Operand[] sizes, Shape shape, string name, SyntaxNode at)
    {
        Queue<Operand> leaves = new(BodyLowering.NamesOf(name, shape)
            .Select(leaf => body.Let(leaf.Name, new Alloc(leaf.Type with { Form = StorageForm.Array }, [.. sizes], Contents.Zero), at)));
        return BodyLowering.Gather(shape, leaves);
    }

    private Value Filled(IArrayCreationOperation creation, IArrayInitializerOperation initializer, Shape shape, string name)
    {
        Operand[] sizes = [.. creation.DimensionSizes.Select(static size => Constant.Of((int)size.ConstantValue.Value!))];
        Value made = Empty(sizes, shape, name, creation.Syntax);
        Take(initializer, []);
        return made;

        void Take(IArrayInitializerOperation values, Operand[] outer)
        {
            for (int i = 0; i < values.ElementValues.Length; i++)
            {
                Operand[] indices = [.. outer, Constant.Of(i)];
                if (values.ElementValues[i] is IArrayInitializerOperation inner) Take(inner, indices);
                else Store(creation, shape, made, indices, (body.Expressions.Lower(values.ElementValues[i], null), values.ElementValues[i]));
            }
        }
    }

    private Value Listed(ICollectionExpressionOperation list, Shape shape, string name)
    {
        SyntaxNode at = list.Syntax;
        // What has a known number of elements is there before these.
        Value? made = list.Elements.Any(static element => element is ISpreadOperation) ? null : Empty([Constant.Of(list.Elements.Length)], shape, name, at);
        if (made is not null)
        {
            for (int i = 0; i < list.Elements.Length; i++)
            {
                Store(list, shape, made, [Constant.Of(i)], (body.Expressions.Lower(list.Elements[i], null), list.Elements[i]));
            }
            return made;
        }
        Value[] values = [.. list.Elements.Select(element => element is ISpreadOperation spread
            ? body.StructArrays.Of(spread.Operand)!.Value.Arrays : body.Expressions.Lower(element, null))];
        Operand?[] counts = [.. list.Elements.Select((element, i) => element is ISpreadOperation
            ? body.Elements.Length(body.Leaves(values[i]).First(), at) : null)];
        Operand size = Constant.Of(counts.Count(static count => count is null));
        foreach (Operand count in counts.OfType<Operand>()) size = body.Elements.Plus(size, count, at);
        made = Empty([size], shape, name, at);
        Operand next = Constant.Of(0);
        for (int i = 0; i < values.Length; i++)
        {
            if (counts[i] is { } count) new StructCopies(body).Copy(values[i], made, (next, count), at);
            else Store(list, shape, made, [next], (values[i], list.Elements[i]));
            next = body.Elements.Plus(next, counts[i] ?? Constant.Of(1), at);
        }
        return made;
    }

    private void Store(IOperation creation, Shape shape, Value made, Operand[] indices, (Value Value, IOperation At) given)
    {
        Shape element = StructStorage.HasRows(creation.Type) ? StructStorage.RowOf(shape) : body.StructArrays.StructOf(creation.Type)!;
        body.StructArrays.Store(new StructElement(made, element, [.. indices]), given.Value, given.At);
    }

    private Value Copied(StructCopy copy, Shape shape, string name)
    {
        SyntaxNode at = copy.Syntax;
        Value arrays = body.StructArrays.Of(copy.Whole)!.Value.Arrays;
        Operand first = body.Leaves(arrays).First();
        if (copy.Range is { } range)
        {
            (Operand start, Operand count) = body.Elements.Bounds(range, first, at);
            Shape part = StructStorage.InForm(body.StructArrays.HeldBy(copy.Whole)!, StorageForm.Span);
            arrays = body.StructArrays.Slice(arrays, part, (start, count), "part", at);
            first = body.Leaves(arrays).First();
        }
        Operand[] sizes = [.. Enumerable.Range(0, first.Type.Rank).Select(dimension => body.Elements.Length(first, at, dimension))];
        Value made = Empty(sizes, shape, name, at);
        if (sizes.Length == 1) new StructCopies(body).Copy(arrays, made, (Constant.Of(0), sizes[0]), at);
        else new StructCopies(body).CopyGrid(arrays, made, sizes, at);
        return made;
    }
}
