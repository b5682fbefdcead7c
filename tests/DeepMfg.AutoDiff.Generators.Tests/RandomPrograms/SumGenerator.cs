using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Tests.RandomPrograms;

/// <summary>
/// Draws loops that sum up what their trips compute with scratch: filled anew in each trip, or only in part, from before or behind, from its neighbours,
/// under a condition; then read, element by element.
/// </summary>
internal sealed class SumGenerator(Random random, ExpressionGenerator expressions)
{
    private static readonly IrType Buffer = IrType.Storage(IrType.Float64);

    /// <summary>The scratch, and how many elements it has: four, or what a variable says.</summary>
    private readonly List<(Variable Storage, Operand Size)> scratch = [];

    public static Program Program(Random random)
    {
        Builder builder = new();
        Scope scope = new(random);
        Variable[] parameters =
            [builder.Names.Fresh("x", IrType.Float64), builder.Names.Fresh("y", IrType.Float64), builder.Names.Fresh("n", IrType.Int32)];
        foreach (Variable parameter in parameters) scope.Add(parameter);
        new SumGenerator(random, new ExpressionGenerator(random)).Draw(builder, scope);
        Variable result = scope.Of(IrType.Float64).Last(static value => value.BaseName == "r");
        return new Program(new Function("main", [.. parameters], builder.Close(result)), []);
    }

    public void Draw(Builder builder, Scope scope)
    {
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            Operand size = random.Next(2) == 0 ? Constant.Of(4)
                : expressions.Let(builder, "m", "Add", expressions.Let(builder, "k", "And", scope.Pick(IrType.Int32), Constant.Of(3)), Constant.Of(1));
            // It may have more elements than are counted.
            Operand all = random.Next(4) == 0 ? expressions.Let(builder, "all", "Max", size, Constant.Of(2)) : size;
            Variable storage = builder.Let("scratch", new Alloc(Buffer, [all], Contents.Zero));
            if (random.Next(6) == 0)
            {
                Variable other = builder.Let("scratch", new Alloc(Buffer, [all], Contents.Zero)), either = builder.Names.Fresh("scratch", Buffer);
                builder.Add(new If([either], expressions.Condition(builder, scope), new Block([], [storage]), new Block([], [other])));
                scratch.Add((either, size));
            }
            scratch.Add((storage, size));
        }
        Operand few = expressions.Let(builder, "k", "Remainder", scope.Pick(IrType.Int32), Constant.Of(random.Next(2, 6)));
        var sum = new Carried(builder.Names.Fresh("sum", IrType.Float64), random.Next(2) == 0 ? Constant.Of(0.0, IrType.Float64) : scope.Pick(IrType.Float64));
        Operand start = random.Next(4) switch
        {
            0 => Constant.Of(1), 1 => expressions.Let(builder, "k", "And", scope.Pick(IrType.Int32), Constant.Of(3)), _ => Constant.Of(0),
        };
        var counter = new Counter(builder.Names.Fresh("i", IrType.Int32), start, few, 1, Inclusive: random.Next(3) == 0);
        Scope inside = scope.Nested();
        inside.Add(counter.Index);
        Builder trip = builder.Nested();
        inside.Add(expressions.Converted(trip, counter.Index, IrType.Float64));
        for (int i = random.Next(2, 6); i > 0; i--) DrawPart(trip, inside);
        Operand addend = random.Next(3) == 0 ? DrawInner(trip, inside) : expressions.Bounded(trip, inside.Pick(IrType.Float64));
        Variable next = expressions.Let(trip, "sum", random.Next(4) == 0 ? "Subtract" : "Add", sum.Variable, addend);
        Variable result = builder.Names.Fresh("r", IrType.Float64);
        builder.Add(new Loop([result], counter, [sum], trip.Close(next)));
        scope.Add(result);
        if (random.Next(4) == 0) scope.Add(builder.Let("v", new Load(new Cell(scratch[0].Storage, [Constant.Of(0)]))));
    }

    private void DrawPart(Builder builder, Scope scope)
    {
        switch (random.Next(12))
        {
            case < 6: DrawFill(builder, scope); break;
            case < 8: builder.Add(new Store(Place(), expressions.Bounded(builder, expressions.Real(builder, scope)))); break;
            case 8:
                Builder then = builder.Nested();
                DrawFill(then, scope.Nested());
                builder.Add(new If([], expressions.Condition(builder, scope), then.Close(), new Block([], [])));
                break;
            case 9: scope.Add(builder.Let("v", new Load(Place()))); break;
            case 10: scope.Add(expressions.Real(builder, scope)); break;
            default: scope.Add(DrawInner(builder, scope)); break;
        }
    }

    private Cell Place()
    {
        (Variable storage, Operand size) = scratch[random.Next(scratch.Count)];
        return new Cell(storage, [Constant.Of(size is Constant ? random.Next(4) : 0)]);
    }

    /// <summary>A loop over all or most elements of some scratch, up or down, that may read the same place of another, or what it wrote in the last trip.</summary>
    private void DrawFill(Builder builder, Scope scope)
    {
        (Variable storage, Operand size) = scratch[random.Next(scratch.Count)];
        (Variable other, _) = scratch.Where(one => one.Size == size).ElementAt(random.Next(scratch.Count(one => one.Size == size)));
        bool isUp = random.Next(3) > 0;
        int first = random.Next(3) == 0 ? 1 : 0;
        Operand last = isUp ? size : expressions.Let(builder, "last", "Subtract", size, Constant.Of(1));
        Variable index = builder.Names.Fresh("j", IrType.Int32);
        var counter = isUp ? new Counter(index, Constant.Of(first), last, 1, false) : new Counter(index, last, Constant.Of(first), -1, true);
        Scope inside = scope.Nested();
        inside.Add(index);
        Builder trip = builder.Nested();
        inside.Add(expressions.Converted(trip, index, IrType.Float64));
        if (random.Next(2) == 0) inside.Add(trip.Let("v", new Load(new Cell(other, [index]))));
        if (first == 1) inside.Add(trip.Let("v", new Load(new Cell(storage, [expressions.Let(trip, "k", "Subtract", index, Constant.Of(1))]))));
        Variable value = expressions.Bounded(trip, expressions.Real(trip, inside));
        trip.Add(random.Next(5) == 0 ? new Accumulate(new Cell(storage, [index]), value) : new Store(new Cell(storage, [index]), value));
        builder.Add(new Loop([], counter, [], trip.Close()));
    }

    /// <summary>What some scratch adds up to.</summary>
    private Variable DrawInner(Builder builder, Scope scope)
    {
        (Variable storage, Operand size) = scratch[random.Next(scratch.Count)];
        var sum = new Carried(builder.Names.Fresh("sum", IrType.Float64), Constant.Of(0.0, IrType.Float64));
        var counter = new Counter(builder.Names.Fresh("j", IrType.Int32), Constant.Of(0), size, 1, Inclusive: false);
        Scope inside = scope.Nested();
        Builder trip = builder.Nested();
        inside.Add(trip.Let("v", new Load(new Cell(storage, [counter.Index]))));
        Variable term = expressions.Real(trip, inside);
        Variable next = expressions.Let(trip, "sum", "Add", sum.Variable, expressions.Bounded(trip, term));
        Variable result = builder.Names.Fresh("r", IrType.Float64);
        builder.Add(new Loop([result], counter, [sum], trip.Close(next)));
        return result;
    }
}
