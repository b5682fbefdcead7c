using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>The counter of a loop in reverse.</summary>
/// <param name="Counter">What counts.</param>
/// <param name="Index">What computes the primal's index from it, where it is not itself that.</param>
/// <param name="Number">The primal's index.</param>
internal sealed record ReversedCounter(Counter Counter, IReadOnlyList<Let> Index, Variable Number);

/// <summary>The integer arithmetic of loops: trip counts, first and last indices, integers that grow by a constant every trip.</summary>
internal static class Counting
{
    /// <summary>The constant that an expression adds to a variable, or <see langword="null"/> if it is no such sum.</summary>
    public static long? Step(Apply apply, Variable variable) => apply switch
    {
        { Primitive: "Add" or "AddChecked", Arguments: [var a, Constant step] } when a == variable => step.Bits,
        { Primitive: "Add" or "AddChecked", Arguments: [Constant step, var a] } when a == variable => step.Bits,
        { Primitive: "Subtract" or "SubtractChecked", Arguments: [var a, Constant step] } when a == variable && step.Bits != Least(step.Type) => -step.Bits,
        _ => null,
    };

    /// <summary>What an expression adds to a variable, or takes from it; nothing where it is no such sum.</summary>
    public static Operand? Growth(Apply apply, Variable variable) => apply switch
    {
        { Primitive: "Add" or "AddChecked" or "Subtract" or "SubtractChecked", Arguments: [var a, var step] } when a == variable => step,
        { Primitive: "Add" or "AddChecked", Arguments: [var step, var a] } when a == variable => step,
        _ => null,
    };

    /// <summary><paramref name="initial"/> + <paramref name="step"/> · <paramref name="trip"/>.</summary>
    public static Operand At(Builder builder, Operand initial, long step, Operand trip)
    {
        IrType type = initial.Type;
        Operand count = trip.Type == type ? trip : builder.Let("trip", Primitives.Apply(Primitives.Get("Convert"), [trip], type));
        if (step < 0 && step != Least(type))
        {
            if (step != -1) count = Algebra.Emit(builder, "offset", "Multiply", new Constant(-step, type), count);
            return Algebra.Emit(builder, "index", "Subtract", initial, count);
        }
        if (step != 1) count = Algebra.Emit(builder, "offset", "Multiply", new Constant(step, type), count);
        return initial is Constant { IsZero: true } ? count : Algebra.Emit(builder, "index", "Add", initial, count);
    }

    public static Operand Plus(Builder builder, string name, Operand operand, long constant)
    {
        if (operand is Constant known) return known with { Bits = known.Bits + constant };
        // A distance that is no integer of the type is added like the one that it wraps to.
        long added = operand.Type == IrType.Int32 ? unchecked((int)constant) : constant;
        return added == 0 ? operand
            : added < 0 && added != Least(operand.Type) ? Algebra.Emit(builder, name, "Subtract", operand, new Constant(-added, operand.Type))
            : Algebra.Emit(builder, name, "Add", operand, new Constant(added, operand.Type));
    }

    public static Operand Minus(Builder builder, string name, Operand a, Operand b) => (a, b) switch
    {
        (_, Constant subtrahend) => Plus(builder, name, a, -subtrahend.Bits),
        _ => Algebra.Emit(builder, name, "Subtract", a, b),
    };

    /// <summary>target = a − b.</summary>
    public static Let Difference(Variable target, Operand a, Operand b) =>
        new(target, Primitives.Apply(Primitives.Get("Subtract"), [a, b]));

    /// <summary>How many trips a counted loop makes, as many as can be recorded; zero or less where it makes none. No distance is too far.</summary>
    public static Operand Trips(Builder builder, Counter counter)
    {
        if (Math.Abs(counter.Step) != 1) return Converted(builder, Strides(builder, counter), IrType.Int32);
        (Operand low, Operand high) = counter.Step > 0 ? (counter.Start, counter.Bound) : (counter.Bound, counter.Start);
        // From a negative bound to a positive start the distance would be positive again.
        if ((low, high) is not ((Constant { Bits: <= 0 }, _) or (Constant, Constant))) high = Furthest(builder, "end", high, low, isUp: true);
        Operand distance = Minus(builder, "distance", high, low);
        return Plus(builder, "trips", distance, counter.Inclusive ? 1 : 0);
    }

    /// <summary>How many trips a loop of wide strides makes, as an <c>i64</c>.</summary>
    private static Operand Strides(Builder builder, Counter counter)
    {
        (Operand low, Operand high) = counter.Step > 0 ? (counter.Start, counter.Bound) : (counter.Bound, counter.Start);
        long stride = Math.Abs(counter.Step);
        if (counter.Index.Type == IrType.Int64) return LongStrides(builder, low, high, counter.Inclusive, stride);
        Operand distance = Minus(builder, "distance", Converted(builder, high, IrType.Int64), Converted(builder, low, IrType.Int64));
        Operand rounded = Plus(builder, "trips", distance, counter.Inclusive ? stride : stride - 1);
        return Divided(builder, rounded, stride);
    }

    // The distance of two longs is an unsigned one.
    private static Operand LongStrides(Builder builder, Operand low, Operand high, bool isInclusive, long stride)
    {
        IrType wide = new(Element.UInt64);
        Operand runs = Algebra.Emit(builder, "runs", isInclusive ? "LessOrEqual" : "Less", low, high);
        Operand distance = Algebra.Emit(builder, "distance", "Subtract", Converted(builder, high, wide), Converted(builder, low, wide));
        if (!isInclusive) distance = Algebra.Emit(builder, "distance", "Subtract", distance, new Constant(1, wide));
        Operand before = Algebra.Emit(builder, "before", "Divide", distance, new Constant(stride, wide));
        Operand trips = Plus(builder, "trips", Converted(builder, before, IrType.Int64), 1);
        return Algebra.Emit(builder, "trips", "Select", runs, trips, new Constant(0, IrType.Int64));
    }

    private static Operand Divided(Builder builder, Operand operand, long divisor) => operand is Constant known
        ? known with { Bits = known.Bits / divisor }
        : Algebra.Emit(builder, "trips", "Divide", operand, new Constant(divisor, operand.Type));

    private static Operand Converted(Builder builder, Operand operand, IrType type) => operand switch
    {
        _ when operand.Type == type => operand,
        Constant known => new Constant(known.Bits, type),
        Variable variable => builder.Let(variable.BaseName, Primitives.Apply(Primitives.Get("Convert"), [variable], type)),
        _ => throw new InvalidOperationException(),
    };

    private static Operand Furthest(Builder builder, string name, Operand a, Operand b, bool isUp) => (a, b) switch
    {
        (Constant x, Constant y) => isUp == x.Bits > y.Bits ? x : y,
        _ => Algebra.Emit(builder, name, isUp ? "Max" : "Min", a, b),
    };

    /// <summary>
    /// The counter of the same trips in reverse order, and the index of a trip, which is the counter itself where that passes no end of its type.
    /// </summary>
    /// <param name="builder">Takes what is computed before the loop.</param>
    /// <param name="counter">The counter.</param>
    /// <param name="names">The function's names.</param>
    /// <param name="rangeOf">Between which numbers an operand lies.</param>
    public static ReversedCounter Reversed(Builder builder, Counter counter, NameSupply names, Func<Operand, (long Low, long High)> rangeOf)
    {
        Variable index = names.Fresh(counter.Index.BaseName, counter.Index.Type);
        bool isUp = counter.Step > 0;
        if (Math.Abs(counter.Step) != 1)
        {
            Variable trip = names.Fresh("trip", IrType.Int64);
            Operand last = Plus(builder, "last", Strides(builder, counter), -1);
            Builder body = new(names);
            Operand at = At(body, counter.Start, counter.Step, trip);
            return new(new Counter(trip, last, new Constant(0, IrType.Int64), -1, Inclusive: true), LetsOf(body), (Variable)at);
        }
        if (HasRoom(counter.Start, isUp, rangeOf))
        {
            bool passesNoEnd = counter.Inclusive || HasRoom(counter.Bound, isUp, rangeOf);
            Operand bound = passesNoEnd ? counter.Bound : Furthest(builder, "end", counter.Bound, counter.Start, isUp);
            Operand end = counter.Inclusive ? bound : Plus(builder, "last", bound, -counter.Step);
            return new(new Counter(index, end, counter.Start, -counter.Step, Inclusive: true), [], index);
        }
        // for (i = a; i < b; i++)  →  for (end = b; end > a; end--) { i = end - 1; }: neither passes what the index has passed.
        Variable behind = names.Fresh("end", counter.Index.Type);
        Operand from = counter.Inclusive ? Plus(builder, "end", counter.Bound, counter.Step) : counter.Bound;
        Builder inner = new(names);
        Operand before = Plus(inner, index.BaseName, behind, -counter.Step);
        return new(new Counter(behind, from, counter.Start, -counter.Step, Inclusive: false), LetsOf(inner), (Variable)before);
    }

    /// <summary>Whether there is a number before the operand, on the way to it.</summary>
    private static bool HasRoom(Operand operand, bool isUp, Func<Operand, (long Low, long High)> rangeOf) => operand switch
    {
        Constant known => known.Bits != (isUp ? Least(known.Type) : Greatest(known.Type)),
        _ when operand.Type != IrType.Int32 => false,
        _ => isUp ? rangeOf(operand).Low > int.MinValue : rangeOf(operand).High < int.MaxValue,
    };

    /// <summary>
    /// Where a counter goes through the trips of another, which count up by ones, from the last to the first: by how much it is ahead of each trip's
    /// number, which is nothing, or one where it stops at the start; <see langword="null"/> where it does not.
    /// </summary>
    /// <param name="counter">The other.</param>
    /// <param name="back">The counter.</param>
    /// <param name="valueOf">What an operand is computed as, if that is known.</param>
    public static int? Ahead(Counter counter, Counter back, Func<Operand, Apply?> valueOf)
    {
        if (counter is not { Step: 1 } || back is not { Step: -1 } || back.Bound != counter.Start || counter.Index.Type != back.Index.Type) return null;
        int ahead = back.Inclusive ? 0 : 1;
        (Operand end, long behind) = Peeled(counter.Bound, valueOf);
        // Of the greater of a number and one from which the loop back makes no trip, it is the number.
        (Operand last, long more) = Peeled(back.Start, valueOf, (least, added) => (least, back.Bound) is (Constant from, Constant to)
            ? from.Bits + added < to.Bits : least == back.Bound && added < 0);
        if (!counter.Inclusive) behind--;
        more -= ahead;
        return ((end, last) is (Constant a, Constant b) ? a.Bits + behind == b.Bits + more : end == last && behind == more) ? ahead : null;
    }

    /// <summary>What a number is but for a constant that is added.</summary>
    /// <param name="number">The number.</param>
    /// <param name="valueOf">What an operand is computed as, if that is known.</param>
    /// <param name="isFirst">Whether the greater of two may be taken for the first, by the second and what is added; never, where it is left out.</param>
    public static (Operand Base, long Added) Peeled(Operand number, Func<Operand, Apply?> valueOf, Func<Operand, long, bool>? isFirst = null)
    {
        long added = 0;
        while (valueOf(number) is { } apply)
        {
            if (Sums.Of(apply) is [(Variable one, 1), (Constant more, var sign)]) (number, added) = (one, added + sign * more.Bits);
            else if (apply is { Primitive: "Max", Arguments: [var greater, var least] } && isFirst?.Invoke(least, added) == true) number = greater;
            else break;
        }
        return (number, added);
    }

    /// <summary>Whether a statement computes the number before a variable.</summary>
    public static bool IsBefore(Statement statement, Variable variable) =>
        statement is Let { Value: Apply apply } && Sums.Of(apply) is [(var number, 1), (Constant one, var sign)] && number == variable && sign * one.Bits == -1;

    private static IReadOnlyList<Let> LetsOf(Builder builder) => [.. builder.Close([]).Statements.Cast<Let>()];

    private static long Least(IrType type) => type == IrType.Int64 ? long.MinValue : int.MinValue;

    private static long Greatest(IrType type) => type == IrType.Int64 ? long.MaxValue : int.MaxValue;

    /// <summary>The condition that a trip is, or is not, the last.</summary>
    public static Operand IsLast(Builder builder, Operand trip, Operand last, bool isLast) =>
        Algebra.Emit(builder, isLast ? "isLast" : "isBefore", isLast ? "Equal" : "NotEqual", trip, last);

    /// <summary>The last trip where the loop left by an exit of its own, else −1, which no trip is.</summary>
    public static Operand LastIf(Builder builder, Operand left, Operand last) =>
        Algebra.Emit(builder, "last", "Select", left, last, Constant.Of(-1));

    public static Operand Not(Builder builder, Operand condition) =>
        condition is Constant known ? Constant.Of(known.IsZero) : Algebra.Emit(builder, "left", "Not", condition);
}
