using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms.Reverse;

/// <summary>
/// What storage of any shape holds, element by element: copied, or in loops whose trips nobody counts put at the end of a tape that grows, of which the reverse
/// sweep reads it again.
/// </summary>
internal static class ContentsTape
{
    /// <summary>How many elements there is room for at first.</summary>
    private const int FirstRows = 64;

    /// <summary>A copy in the same shape.</summary>
    public static Variable Copy(Builder builder, Variable storage, string name)
    {
        Variable copy = Like(builder, storage, name);
        if (storage.Type.Item is { IsStorage: true })
        {
            GivenRows.ForEach(builder, builder.Let("length", new Length(storage)), (inner, i) =>
                inner.Add(new Perform(Kernels.Copy, [GivenRows.RowOf(inner, storage, i), GivenRows.RowOf(inner, copy, i)])));
        }
        else
        {
            Each(builder, storage, Constant.Of(0), (inner, cell, _) =>
                inner.Add(new Store(cell with { Storage = copy }, inner.Let("element", new Load(cell)))));
        }
        return copy;
    }

    /// <summary>Puts what storage holds at the end of a tape; gives what reads it again.</summary>
    /// <param name="builder">Takes the statements.</param>
    /// <param name="before">Takes what is made in front of the outermost loop.</param>
    /// <param name="storage">The storage.</param>
    /// <param name="type">The form in which it is wanted.</param>
    public static Func<Builder, Operand> Record(Builder builder, Builder before, Variable storage, IrType type)
    {
        IrType number = storage.Type.Item is { IsStorage: true, Item: { } inRow } ? inRow : storage.Type.Item!;
        Variable tape = before.Let(storage.BaseName + "Tape", new Alloc(IrType.Storage(number), [Constant.Of(FirstRows)], Contents.Rows));
        var end = new Cell(before.Let("end", new Alloc(IrType.Storage(IrType.Int32), [Constant.Of(1)], Contents.Zero)), [Constant.Of(0)]);
        Variable first = builder.Let("first", new Load(end));
        Operand next = Each(builder, storage, first, (inner, cell, at) =>
        {
            inner.Add(new Reach(new Cell(tape, [at])));
            inner.Add(new Store(new Cell(tape, [at]), inner.Let("element", new Load(cell))));
        });
        builder.Add(new Store(end, next));
        Variable? length = storage.Type.IsVector ? builder.Let("length", new Length(storage)) : null;
        if (length is not null && type.Form != StorageForm.Array)
        {
            Variable part = builder.Let(storage.BaseName, new Slice(tape, first, length, tape.Type));
            return _ => part;
        }
        return again =>
        {
            Variable copy = length is null ? Like(again, storage, storage.BaseName)
                : again.Let(storage.BaseName, new Alloc(type, [length], Contents.Unspecified));
            Each(again, copy, first, (inner, cell, at) => inner.Add(new Store(cell, inner.Let("element", new Load(new Cell(tape, [at]))))));
            return copy;
        };
    }

    private static Variable Like(Builder builder, Variable storage, string name)
    {
        if (storage.Type.Item is { IsStorage: true }) return builder.Let(name, new Alloc(storage.Type, [storage], Contents.Zero));
        Operand[] sizes = [.. Enumerable.Range(0, storage.Type.Rank).Select(dimension => builder.Let("length", new Length(storage, dimension)))];
        return builder.Let(name, new Alloc(storage.Type, [.. sizes], Contents.Unspecified));
    }

    /// <summary>Goes over all elements; gives the number behind the last one's.</summary>
    private static Operand Each(Builder builder, Operand storage, Operand first, Action<Builder, Cell, Variable> add) =>
        storage.Type.Item is { IsStorage: true } ? Over(builder, storage, 0, first, (inner, i, at) => Each(inner, GivenRows.RowOf(inner, storage, i), at, add))
        : Each(builder, storage, [], first, add);

    private static Operand Each(Builder builder, Operand storage, Operand[] outer, Operand first, Action<Builder, Cell, Variable> add) =>
        Over(builder, storage, outer.Length, first, (inner, i, at) =>
        {
            Operand[] indices = [.. outer, i];
            if (indices.Length < storage.Type.Rank) return Each(inner, storage, indices, at, add);
            add(inner, new Cell(storage, [.. indices]), at);
            return RowCounting.Next(inner, at);
        });

    private static Variable Over(Builder builder, Operand storage, int dimension, Operand first, Func<Builder, Variable, Variable, Operand> add)
    {
        Variable index = builder.Names.Fresh("i", IrType.Int32), at = builder.Names.Fresh("at", IrType.Int32), next = builder.Names.Fresh("at", IrType.Int32);
        Variable length = builder.Let("length", new Length(storage, dimension));
        Builder inner = builder.Nested();
        Operand behind = add(inner, index, at);
        builder.Add(new Loop([next], new Counter(index, Constant.Of(0), length, 1, Inclusive: false), [new Carried(at, first)], inner.Close(behind)));
        return next;
    }
}
