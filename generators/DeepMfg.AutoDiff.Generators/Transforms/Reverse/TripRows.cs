using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms.Reverse;

/// <summary>
/// Room for what storage holds in each trip of nested loops, a row a trip: storage from before the outermost loop, as no tape holds references. The
/// loops count by ones, and their trips are known before the outermost one begins.
/// </summary>
internal sealed class TripRows
{
    private readonly Builder before;
    private readonly Invariants invariants;
    private readonly Lengths lengths;
    private readonly Sizes sizes;
    private Counter[] counters = [];

    /// <summary>The row of the innermost loop's first trip, where that stands in others.</summary>
    private Operand? first;

    private TripRows(Builder before, Invariants invariants, Lengths lengths, Sizes sizes) =>
        (this.before, this.invariants, this.lengths, this.sizes) = (before, invariants, lengths, sizes);

    /// <summary>The rows of an outermost loop's trips, if they can be counted.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="before">Takes what is made in front of it.</param>
    /// <param name="lengths">How long storage is.</param>
    /// <param name="sizes">What numbers are sizes.</param>
    public static TripRows? Of(Loop loop, Builder before, Lengths lengths, Sizes sizes) =>
        new TripRows(before, new Invariants(loop), lengths, sizes).Within(loop, before);

    /// <summary>The rows of the trips of a loop inside.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="trip">Takes what is made in front of it.</param>
    public TripRows? Within(Loop loop, Builder trip) => loop.Counter is { Step: 1 or -1 } counter && Countable.Is(loop, invariants.IsBefore, sizes)
        ? new TripRows(before, invariants, lengths, sizes)
        {
            counters = [.. counters, counter],
            first = counters.Length == 0 ? null : RowCounting.First(trip, Number(trip), RowCounting.Each(before, counter)),
        }
        : null;

    /// <summary>The row of this trip, as long as the storage is; nothing where its length is not known before the loops.</summary>
    public Variable? Row(Builder trip, Variable storage)
    {
        if (LengthBefore(storage) is not { } length) return null;
        Operand numbers = RowCounting.Rows(before, RowCounting.Rows(before, counters), length);
        Variable all = before.Let(storage.BaseName + "Tape", new Alloc(storage.Type.Shadow(), [numbers], Contents.Unspecified));
        return trip.Let(storage.BaseName, new Slice(all, RowCounting.First(trip, Number(trip), length), length, all.Type));
    }

    /// <summary>How many trips the innermost loop makes in all, in front of the outermost one.</summary>
    public Operand Count() => RowCounting.Rows(before, counters);

    /// <summary>The number of the innermost loop's trip among all.</summary>
    public Operand Number(Builder trip)
    {
        Counter innermost = counters[counters.Length - 1];
        return RowCounting.RowOf(trip, innermost, first, innermost.Index);
    }

    private Operand? LengthBefore(Variable storage) => lengths.Of(storage) switch
    {
        { Like: { } like } => invariants.IsBefore(like) ? before.Let("length", new Length(like)) : null,
        { Number: { } number } when invariants.IsBefore(number) => number,
        // The primal throws where it comes to a negative one.
        { Number: { } number } when invariants.Has(number) =>
            RowCounting.AtLeastZero(before, "length", invariants.Compute(number, new Copier(names: null), before)),
        _ => null,
    };
}
