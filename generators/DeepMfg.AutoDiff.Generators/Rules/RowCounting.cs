using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>The integer arithmetic of tapes: how many rows nested loops record, and which row belongs to a trip.</summary>
internal static class RowCounting
{
    /// <summary>The product of trips that each have rows.</summary>
    public const string Product = "RowsOfTrips";

    /// <summary>The number of a loop's trip, from its index; the loop counts by ones.</summary>
    public static Operand Trip(Builder builder, Counter counter, Operand index) => counter.Step > 0
        ? counter.Start is Constant { IsZero: true } ? index : Counting.Minus(builder, "trip", index, counter.Start)
        : Counting.Minus(builder, "trip", counter.Start, index);

    /// <summary>How many trips a counted loop makes, never less than none.</summary>
    public static Operand Trips(Builder builder, Counter counter) => (Wraps(counter) ? Counting.Trips(builder, counter) : Each(builder, counter)) switch
    {
        Constant known => known with { Bits = Math.Max(known.Bits, 0) },
        // From the farther of both ends up to the start.
        var distance when counter.Step == 1 && Wraps(counter) => distance,
        var trips => AtLeastZero(builder, "rows", trips),
    };

    /// <summary>Whether the distance from the start to a bound far below it may be positive again.</summary>
    private static bool Wraps(Counter counter) => counter.Start is Constant start && start.Bits > (counter.Inclusive ? 1 : 0);

    /// <summary>Whether an expression is a number, or zero where that is negative.</summary>
    public static bool IsAtLeastZero(Apply apply) => apply is { Primitive: "Max", Arguments: [_, Constant { IsZero: true, Type.IsInteger: true }] };

    /// <summary>The number that an expression is, or a constant where that is greater.</summary>
    public static (Operand Number, Constant Least)? AtLeast(Expression? value) =>
        value is Apply { Primitive: "Max", Arguments: [var number, Constant { Type.IsInteger: true } least] } ? (number, least) : null;

    public static Operand AtLeastZero(Builder builder, string name, Operand number) => Algebra.Emit(builder, name, "Max", number, Constant.Of(0));

    /// <summary>How many trips a counted loop makes that makes any.</summary>
    public static Operand Each(Builder builder, Counter counter) => counter is { Step: 1, Start: Constant first }
        ? Counting.Plus(builder, "trips", counter.Bound, (counter.Inclusive ? 1 : 0) - first.Bits)
        : Counting.Trips(builder, counter);

    /// <summary>So many rows for each of so many trips; more than an <see cref="int"/> counts throw.</summary>
    public static Operand Rows(Builder builder, Operand trips, Operand each) => (trips, each) switch
    {
        (Constant { Bits: 1 }, _) => each,
        (_, Constant { Bits: 1 }) => trips,
        (Constant a, Constant b) when a.Bits * b.Bits <= int.MaxValue => a with { Bits = a.Bits * b.Bits },
        _ => Algebra.Emit(builder, "rows", Product, trips, each),
    };

    /// <summary>
    /// The first of the rows of inner trips, where <paramref name="row"/> is that of the outer one and each outer one has so many inner ones.
    /// </summary>
    public static Operand First(Builder builder, Operand row, Operand each) =>
        each is Constant { Bits: 1 } ? row : Algebra.Emit(builder, "row", "Multiply", row, each);

    /// <summary>How many rows nested loops take in all.</summary>
    public static Operand Rows(Builder builder, IEnumerable<Counter> nest) =>
        nest.Select(counter => Trips(builder, counter)).Aggregate((trips, each) => Rows(builder, trips, each));

    /// <summary>The row of a trip, from the loop's first row, where it stands in others, and the trip's index.</summary>
    public static Operand RowOf(Builder builder, Counter counter, Operand? first, Operand index)
    {
        Operand trip = Trip(builder, counter, index);
        return first is null ? trip : At(builder, first, trip);
    }

    public static Operand At(Builder builder, Operand first, Operand trip) => Algebra.Emit(builder, "row", "Add", first, trip);

    public static Operand Next(Builder builder, Operand row) => Counting.Plus(builder, "row", row, 1);

    /// <summary>target = row − 1.</summary>
    public static Let Previous(Variable target, Operand row) => Counting.Difference(target, row, Constant.Of(1));
}
