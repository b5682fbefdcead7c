using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>The integer arithmetic of loops: trip counts, first and last indices, integers that grow by a constant every trip.</summary>
internal static class Counting
{
    /// <summary>The constant that an expression adds to a variable, or <see langword="null"/> if it is no such sum.</summary>
    public static long? Step(Apply apply, Variable variable) => apply switch
    {
        { Primitive: "Add" or "AddChecked", Arguments: [var a, Constant step] } when a == variable => step.Bits,
        { Primitive: "Add" or "AddChecked", Arguments: [Constant step, var a] } when a == variable => step.Bits,
        { Primitive: "Subtract" or "SubtractChecked", Arguments: [var a, Constant step] } when a == variable => -step.Bits,
        _ => null,
    };

    /// <summary><paramref name="initial"/> + <paramref name="step"/> · <paramref name="trip"/>.</summary>
    public static Operand At(Builder builder, Operand initial, long step, Operand trip)
    {
        IrType type = initial.Type;
        Operand count = trip.Type == type ? trip : builder.Let("trip", Primitives.Apply(Primitives.Get("Convert"), [trip], type));
        if (step != 1) count = Algebra.Emit(builder, "offset", "Multiply", new Constant(step, type), count);
        return initial is Constant { IsZero: true } ? count : Algebra.Emit(builder, "index", "Add", initial, count);
    }

    public static Operand Plus(Builder builder, string name, Operand operand, long constant) => (operand, constant) switch
    {
        (_, 0) => operand,
        (Constant known, _) => known with { Bits = known.Bits + constant },
        ( _, < 0) => Algebra.Emit(builder, name, "Subtract", operand, new Constant(-constant, operand.Type)),
        _ => Algebra.Emit(builder, name, "Add", operand, new Constant(constant, operand.Type)),
    };

    public static Operand Minus(Builder builder, string name, Operand a, Operand b) => (a, b) switch
    {
        (_, Constant subtrahend) => Plus(builder, name, a, -subtrahend.Bits),
        _ => Algebra.Emit(builder, name, "Subtract", a, b),
    };

    /// <summary>target = a − b.</summary>
    public static Let Difference(Variable target, Operand a, Operand b) =>
        new(target, Primitives.Apply(Primitives.Get("Subtract"), [a, b]));

    /// <summary>How many trips a counted loop makes; zero or less where it makes none.</summary>
    public static Operand Trips(Builder builder, Counter counter)
    {
        long stride = Math.Abs(counter.Step);
        Operand distance = counter.Step > 0
            ? Minus(builder, "distance", counter.Bound, counter.Start)
            : Minus(builder, "distance", counter.Start, counter.Bound);
        Operand rounded = Plus(builder, "trips", distance, counter.Inclusive ? stride : stride - 1);
        return stride == 1 ? rounded
            : rounded is Constant known ? known with { Bits = known.Bits / stride }
            : Algebra.Emit(builder, "trips", "Divide", rounded, new Constant(stride, counter.Index.Type));
    }

    /// <summary>The counter of the same trips in reverse order.</summary>
    public static Counter Reversed(Builder builder, Counter counter, Variable index)
    {
        Operand last;
        if (Math.Abs(counter.Step) == 1)
        {
            last = counter.Inclusive ? counter.Bound : Plus(builder, "last", counter.Bound, -counter.Step);
        }
        else
        {
            Operand lastTrip = Plus(builder, "lastTrip", Trips(builder, counter), -1);
            last = At(builder, counter.Start, counter.Step, lastTrip);
        }
        return new Counter(index, last, counter.Start, -counter.Step, Inclusive: true);
    }

    /// <summary>The condition that a trip is, or is not, the last.</summary>
    public static Operand IsLast(Builder builder, Operand trip, Operand last, bool isLast) =>
        Algebra.Emit(builder, isLast ? "isLast" : "isBefore", isLast ? "Equal" : "NotEqual", trip, last);

    /// <summary>The last trip where the loop left by an exit of its own, else −1, which no trip is.</summary>
    public static Operand LastIf(Builder builder, Operand left, Operand last) =>
        Algebra.Emit(builder, "last", "Select", left, last, Constant.Of(-1));

    public static Operand Not(Builder builder, Operand condition) =>
        condition is Constant known ? Constant.Of(known.IsZero) : Algebra.Emit(builder, "left", "Not", condition);
}
