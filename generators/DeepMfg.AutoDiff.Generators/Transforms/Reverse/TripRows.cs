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
    private readonly HashSet<Variable> inside;
    private readonly Dictionary<Variable, Expression> values;
    private Counter[] counters = [];

    /// <summary>The row of the innermost loop's first trip, where that stands in others.</summary>
    private Operand? first;

    private TripRows(Builder before, HashSet<Variable> inside, Dictionary<Variable, Expression> values) =>
        (this.before, this.inside, this.values) = (before, inside, values);

    /// <summary>The rows of an outermost loop's trips, if they can be counted.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="before">Takes what is made in front of it.</param>
    public static TripRows? Of(Loop loop, Builder before)
    {
        HashSet<Variable> inside = [.. Walk.DefinedIn(loop.Body), .. loop.Bound];
        Dictionary<Variable, Expression> values = Walk.All(loop.Body).OfType<Let>().ToDictionary(static let => let.Target, static let => let.Value);
        return new TripRows(before, inside, values).Within(loop, before);
    }

    /// <summary>The rows of the trips of a loop inside.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="trip">Takes what is made in front of it.</param>
    public TripRows? Within(Loop loop, Builder trip) => loop.Counter is { Step: 1 or -1 } counter && Countable.Is(loop, IsBefore)
        ? new TripRows(before, inside, values)
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
        Variable all = before.Let(storage.BaseName, new Alloc(storage.Type.Shadow(), [numbers], Contents.Unspecified));
        return trip.Let(storage.BaseName, new Slice(all, RowCounting.First(trip, Number(trip), length), length, all.Type));
    }

    /// <summary>The number of the innermost loop's trip among all.</summary>
    private Operand Number(Builder trip)
    {
        Counter innermost = counters[counters.Length - 1];
        return RowCounting.RowOf(trip, innermost, first, innermost.Index);
    }

    private Operand? LengthBefore(Variable storage)
    {
        if (IsBefore(storage)) return before.Let("length", new Length(storage));
        return values.TryGetValue(storage, out Expression? value) ? value switch
        {
            Alloc { Sizes: [var size] } when IsBefore(size) => size,
            Slice { Count: var count } when IsBefore(count) => count,
            View { Storage: Variable seen } => LengthBefore(seen),
            _ => null,
        } : null;
    }

    private bool IsBefore(Operand operand) => operand is not Variable variable || !inside.Contains(variable);
}
