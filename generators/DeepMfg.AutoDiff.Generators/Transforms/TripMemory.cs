using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms;

/// <summary>Storage that holds a row for each trip of a loop.</summary>
/// <param name="Storage">The storage.</param>
/// <param name="Place">Where the row is.</param>
internal sealed record TripRow(Variable Storage, RowPlace Place);

/// <summary>What the trips of a forward and of a reverse loop do with storage, and so whether each forward trip may be followed by its reverse one.</summary>
internal sealed class TripMemory
{
    private readonly Regions regions;
    private readonly Loop forward, reverse;
    private readonly int ahead;

    /// <summary>The regions that the forward loop writes, that either loop reads, that the reverse loop adds to, or writes.</summary>
    private readonly HashSet<Variable> made = [], read = [], readAgain = [], added = [], stored = [];

    private readonly Dictionary<Variable, TripRow> rows = [];

    /// <param name="function">The function.</param>
    /// <param name="forward">The loop of the forward sweep.</param>
    /// <param name="reverse">The loop of the reverse sweep.</param>
    /// <param name="ahead">By how much that one's counter is ahead of the number of the same trip.</param>
    public TripMemory(Function function, Loop forward, Loop reverse, int ahead)
    {
        regions = Regions.Of(function);
        (this.forward, this.reverse, this.ahead) = (forward, reverse, ahead);
        IsApart = true;
        foreach (Statement statement in Walk.All(forward.Body)) See(statement, isReverse: false);
        foreach (Statement statement in Walk.All(reverse.Body)) See(statement, isReverse: true);
        stored.UnionWith(added.Intersect(readAgain));
        added.ExceptWith(stored);
        HashSet<Variable> handed = [.. made.Intersect(readAgain)];
        IsApart &= !added.Overlaps(made) && !added.Overlaps(read) && !stored.Overlaps(made) && !stored.Overlaps(read)
            && AreOfOneTrip(new RowWidths(function), handed) && AreFoundAsZero(TripScratch.Of(function));
    }

    /// <summary>Whether no reverse trip reads or overwrites what another trip makes.</summary>
    public bool IsApart { get; private set; }

    /// <summary>The storage of which each trip makes a row, and reads that alone.</summary>
    public IEnumerable<TripRow> Rows => rows.Values;

    /// <summary>Whether a statement behind the forward loop reads what that has written.</summary>
    public bool ReadsWhatIsMade(Statement statement) =>
        Reads(statement).Concat(statement.Blocks.SelectMany(Walk.All).SelectMany(Reads)).Any(variable => made.Contains(regions.Of(variable)));

    /// <summary>Whether a statement may be done before the forward loop already.</summary>
    public bool IsBefore(Statement statement) => statement switch
    {
        Let let => !Effects.MayThrow(let.Value),
        Accumulate { Throws: false, Cell.Storage: Variable target } => !IsKnown(target),
        Opaque { Text.Pure: true } => true,
        _ => false,
    };

    private bool IsKnown(Variable storage) =>
        regions.Of(storage) is var region && (made.Contains(region) || read.Contains(region) || readAgain.Contains(region));

    private void See(Statement statement, bool isReverse)
    {
        switch (statement)
        {
            case Let { Value: Load { Cell.Storage: Variable storage } }: (isReverse ? readAgain : read).Add(regions.Of(storage)); break;
            case Store { Cell.Storage: Variable storage }: (isReverse ? stored : made).Add(regions.Of(storage)); break;
            case Accumulate { Cell.Storage: Variable storage }:
                (isReverse ? added : made).Add(regions.Of(storage));
                if (!isReverse) read.Add(regions.Of(storage));
                break;
            case Perform perform: SeePerformed(perform, isReverse); break;
            case Opaque { Text: { Pure: true } or { Throws: true } }:
                foreach (Variable operand in statement.Operands.OfType<Variable>()) (isReverse ? readAgain : read).Add(regions.Of(operand));
                break;
            case Let or If or Loop { Counter: not null }: break;
            case Loop when !isReverse: break;
            case Call call when !call.Arguments.Any(static argument => argument.Type.IsStorage): break;
            default: IsApart = false; break;
        }
    }

    private void SeePerformed(Perform perform, bool isReverse)
    {
        Kernel kernel = Kernels.Get(perform.Kernel);
        for (int i = 0; i < perform.Arguments.Count; i++)
        {
            if (perform.Arguments[i] is not Variable { Type.IsStorage: true } storage) continue;
            Access access = kernel.Accesses[i];
            if (access != Access.Writes) (isReverse && access != Access.Adds ? readAgain : isReverse ? added : read).Add(regions.Of(storage));
            if (access == Access.Writes && isReverse) stored.Add(regions.Of(storage));
            if (kernel.Writes(i) && !isReverse) made.Add(regions.Of(storage));
        }
    }

    /// <summary>Whether the loops touch some storage only in the trip's own row.</summary>
    private bool AreOfOneTrip(RowWidths widths, HashSet<Variable> storage)
    {
        return IsOfOneTrip(forward, 0) && IsOfOneTrip(reverse, ahead);

        bool IsOfOneTrip(Loop loop, int ahead)
        {
            var invariants = new Invariants(loop);
            HashSet<Operand> parts = [];
            return Walk.All(loop.Body).TrueForAll(statement => statement switch
            {
                Let { Value: Load load } => IsOwn(load.Cell),
                Store store => IsOwn(store.Cell),
                Accumulate add => IsOwn(add.Cell),
                Let { Value: Slice { Storage: Variable whole } slice } let when storage.Contains(regions.Of(whole)) =>
                    (parts.Contains(whole) || IsRow(whole, widths.Of(slice, loop.Counter!.Index, forward.Counter!.Start))) && parts.Add(let.Target),
                _ => statement.Operands.All(operand => parts.Contains(operand) || operand is not Variable other || !storage.Contains(regions.Of(other))),
            });

            bool IsOwn(Cell cell)
            {
                if (cell.Storage is not Variable whole) return false;
                if (!storage.Contains(regions.Of(whole)) || parts.Contains(whole)) return true;
                return cell.Indices is [var index] && IsRow(whole, widths.Of(index, loop.Counter!.Index, forward.Counter!.Start));
            }

            bool IsRow(Variable whole, RowPlace? place)
            {
                if (place?.Widths.All(invariants.Has) != true) return false;
                place = place with { Offset = place.Offset + ahead };
                if (rows.TryGetValue(regions.Of(whole), out TripRow? known)) return known.Storage == whole && widths.AreSame(known.Place, place);
                rows.Add(regions.Of(whole), new TripRow(whole, place));
                return true;
            }
        }
    }

    /// <summary>Whether what a reverse trip writes tells nothing of those before it.</summary>
    private bool AreFoundAsZero(TripScratch scratch) => stored.All(region => scratch.IsFoundAsZero(region, reverse));

    private static IEnumerable<Variable> Reads(Statement statement) => statement switch
    {
        Let { Value: Load { Cell.Storage: Variable storage } } => [storage],
        Accumulate { Cell.Storage: Variable storage } => [storage],
        Opaque or Perform or Call => statement.Operands.OfType<Variable>(),
        _ => [],
    };
}
