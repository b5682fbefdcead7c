using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Analysis;

/// <summary>
/// Whether storage that is zero before a block is zero behind it: the block sets each element to zero behind all else that it writes there. Such are the
/// cotangents of scratch that each trip of a loop fills anew.
/// </summary>
internal sealed class Emptied
{
    private readonly Regions regions;
    private readonly Indices indices;
    private readonly Variable storage;
    private readonly Operand size;

    /// <param name="regions">The function's regions.</param>
    /// <param name="indices">What is known of its indices.</param>
    /// <param name="storage">The storage, by the reference that it was made with.</param>
    /// <param name="size">How many elements it has.</param>
    public Emptied(Regions regions, Indices indices, Variable storage, Operand size) =>
        (this.regions, this.indices, this.storage, this.size) = (regions, indices, storage, size);

    /// <summary>Where something else than zero may be: anywhere, or at some constant indices.</summary>
    private sealed record Filled(bool Anywhere, IReadOnlyCollection<long> Places)
    {
        public static readonly Filled Nowhere = new(false, []), Everywhere = new(true, []);

        public bool IsNowhere => !Anywhere && Places.Count == 0;

        public Filled Or(Filled other) => Anywhere || other.Anywhere ? Everywhere : new(false, [.. Places.Union(other.Places)]);

        public Filled And(long place) => Anywhere ? this : new(false, [.. Places.Union([place])]);

        public Filled Without(long place) => Anywhere ? this : new(false, [.. Places.Where(other => other != place)]);

        public bool Is(Filled other) => Anywhere == other.Anywhere && Places.Count == other.Places.Count;
    }

    /// <summary>What becomes of one element.</summary>
    private enum Fate { Kept, Zero, Filled }

    public bool IsBy(Block block) => After(block, Filled.Nowhere).IsNowhere;

    private Filled After(Block block, Filled before)
    {
        foreach (Statement statement in block.Statements) before = After(statement, before);
        return before;
    }

    private Filled After(Statement statement, Filled before)
    {
        switch (statement)
        {
            case If branch: return After(branch.Then, before).Or(After(branch.Else, before));
            case Loop loop:
                if (!Walk.All(loop.Body).Exists(Touches)) return before;
                return Rest(loop) switch
                {
                    0 => Filled.Nowhere,
                    { } rest => new(false, [.. Enumerable.Range(0, rest).Select(static place => (long)place)]),
                    null => AfterTrips(loop, before),
                };
            case var _ when !Touches(statement): return before;
            case Perform { Kernel: Kernels.Clear } clear when clear.Arguments[0] == storage: return Filled.Nowhere;
            case Store { Value: Constant { IsZero: true }, Cell: var cell }: return PlaceOf(cell) is { } place ? before.Without(place) : before;
            case Store { Cell: var cell }: return FilledAt(cell, before);
            case Accumulate { Cell: var cell }: return FilledAt(cell, before);
            default: return Effects.Written(statement).Any(IsPart) ? Filled.Everywhere : before;
        }
    }

    private Filled AfterTrips(Loop loop, Filled before)
    {
        while (true)
        {
            Filled after = before.Or(After(loop.Body, before));
            if (after.Is(before)) return before;
            before = after;
        }
    }

    private Filled FilledAt(Cell cell, Filled before) => PlaceOf(cell) is { } place ? before.And(place) : Filled.Everywhere;

    private long? PlaceOf(Cell cell) => cell.Storage == storage && cell.Indices is [Constant place] ? place.Bits : null;

    private bool Touches(Statement statement) =>
        statement is not (If or Loop) && statement.Operands.Any(operand => operand is Variable variable && IsPart(variable));

    private bool IsPart(Variable variable) => regions.Of(variable) == regions.Of(storage);

    /// <summary>
    /// How many elements, the first ones, a loop may leave filled that passes all others and leaves each as zero; <see langword="null"/> where it is none
    /// such.
    /// </summary>
    private int? Rest(Loop loop)
    {
        if (loop.Counter is not { Step: 1 or -1 } counter) return null;
        bool isUp = counter.Step == 1;
        (Operand low, Operand high) = isUp ? (counter.Start, counter.Bound) : (counter.Bound, counter.Start);
        if (low is not Constant { Bits: >= 0 and <= 4 and var rest } || counter.Inclusive == isUp) return null;
        if (!IsLast(high, isUp ? 0 : 1) || FateIn(loop.Body, counter, isUp) != Fate.Zero) return null;
        return (int)rest;
    }

    /// <summary>Whether a number and what is to be added are the size, or more.</summary>
    private bool IsLast(Operand number, long added)
    {
        // The greater of two numbers is no less than either.
        (Operand Base, long Added) end = Counting.Peeled(number, indices.Computed, static (_, _) => true), all = Counting.Peeled(size, indices.Computed);
        return end.Base is Constant last && all.Base is Constant most
            ? last.Bits + end.Added + added >= most.Bits + all.Added
            : end.Base == all.Base && end.Added + added >= all.Added;
    }

    /// <summary>What becomes of a trip's own element, if of others only such are touched that the loop comes to later.</summary>
    private Fate FateIn(Block block, Counter counter, bool isUp)
    {
        Fate fate = Fate.Kept;
        foreach (Statement statement in block.Statements)
        {
            Fate next = FateIn(statement, counter, isUp);
            if (next != Fate.Kept) fate = next;
        }
        return fate;
    }

    private Fate FateIn(Statement statement, Counter counter, bool isUp)
    {
        switch (statement)
        {
            case If branch:
                Fate then = FateIn(branch.Then, counter, isUp), otherwise = FateIn(branch.Else, counter, isUp);
                return then == otherwise ? then : then == Fate.Filled || otherwise == Fate.Filled ? Fate.Filled : Fate.Kept;
            case Loop loop: return FateIn(loop.Body, counter, isUp) == Fate.Filled ? Fate.Filled : Fate.Kept;
            case var _ when !Touches(statement): return Fate.Kept;
            case Store store: return FateAt(store.Cell, counter, isUp, store.Value is Constant { IsZero: true } ? Fate.Zero : Fate.Filled);
            case Accumulate add: return FateAt(add.Cell, counter, isUp, Fate.Filled);
            default: return Effects.Written(statement).Any(IsPart) ? Fate.Filled : Fate.Kept;
        }
    }

    private Fate FateAt(Cell cell, Counter counter, bool isUp, Fate fate)
    {
        if (cell.Storage != storage || cell.Indices is not [var index]) return Fate.Filled;
        if (index == counter.Index) return fate;
        bool isLater = isUp ? indices.IsLess(counter.Index, index) : indices.IsLess(index, counter.Index);
        return isLater ? Fate.Kept : Fate.Filled;
    }
}
