using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms.Reverse;

/// <summary>Rows that the caller gives, as they have numbers: a row, or those of an array of rows.</summary>
/// <param name="Parameter">What the caller gives.</param>
/// <param name="First">The first one's number.</param>
/// <param name="Order">The numbers of the rows that an array of rows has at the end.</param>
internal sealed record GivenRows(Variable Parameter, Operand First, Variable? Order)
{
    /// <summary>The caller's cotangents become those of the rows that are in their places at the end.</summary>
    public void Take(Builder builder, Operand bar, Operand rows)
    {
        if (Order is null) Move(builder, bar, RowOf(builder, rows, First));
        else ForEach(builder, builder.Let("length", new Length(Order)), (inner, i) =>
            Move(inner, RowOf(inner, bar, i), RowOf(inner, rows, inner.Let("number", new Load(new Cell(Order, [i]))))));
    }

    /// <summary>The caller gets the cotangents of the rows that were in these places at first.</summary>
    public void Give(Builder builder, Operand bar, Operand rows)
    {
        if (Order is null) builder.Add(new Perform(Kernels.AddTo, [RowOf(builder, rows, First), bar]));
        else ForEach(builder, builder.Let("length", new Length(Order)), (inner, i) =>
        {
            Operand number = First is Constant { IsZero: true } ? i : RowCounting.At(inner, First, i);
            inner.Add(new Perform(Kernels.AddTo, [RowOf(inner, rows, number), RowOf(inner, bar, i)]));
        });
    }

    /// <summary>Does something for each of the first numbers.</summary>
    public static void ForEach(Builder builder, Operand count, Action<Builder, Variable> add)
    {
        Variable index = builder.Names.Fresh("i", IrType.Int32);
        Builder inner = builder.Nested();
        add(inner, index);
        builder.Add(new Loop([], new Counter(index, Constant.Of(0), count, 1, Inclusive: false), [], inner.Close()));
    }

    public static Operand RowOf(Builder builder, Operand table, Operand number)
    {
        Variable row = builder.Let("row", new Load(new Cell(table, [number])));
        return Shadowing.As(builder, "row", row, row.Type.Shadow());
    }

    private static void Move(Builder builder, Operand source, Operand target)
    {
        builder.Add(new Perform(Kernels.AddTo, [source, target]));
        builder.Add(new Perform(Kernels.Clear, [source]));
    }
}
