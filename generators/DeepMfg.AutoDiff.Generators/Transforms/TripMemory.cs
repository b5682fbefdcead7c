using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms;

/// <summary>What the trips of a forward and of a reverse loop do with storage, and so whether each forward trip may be followed by its reverse one.</summary>
internal sealed class TripMemory
{
    private readonly Regions regions;

    /// <summary>The regions that the forward loop writes, that either loop reads, that the reverse loop adds to.</summary>
    private readonly HashSet<Variable> made = [], read = [], readAgain = [], added = [];

    /// <param name="regions">The function's regions.</param>
    /// <param name="forward">The loop of the forward sweep.</param>
    /// <param name="reverse">The loop of the reverse sweep.</param>
    public TripMemory(Regions regions, Loop forward, Loop reverse)
    {
        this.regions = regions;
        IsApart = true;
        foreach (Statement statement in Walk.All(forward.Body)) See(statement, isReverse: false);
        foreach (Statement statement in Walk.All(reverse.Body)) See(statement, isReverse: true);
        HashSet<Variable> handed = [.. made.Intersect(readAgain)];
        IsApart &= !added.Overlaps(made) && !added.Overlaps(read) && !added.Overlaps(readAgain)
            && IsOfOneTrip(forward, handed) && IsOfOneTrip(reverse, handed);
    }

    /// <summary>Whether no reverse trip reads or overwrites what another trip makes.</summary>
    public bool IsApart { get; private set; }

    /// <summary>Whether a statement behind the forward loop reads what that has written.</summary>
    public bool ReadsWhatIsMade(Statement statement) =>
        Reads(statement).Concat(statement.Blocks.SelectMany(Walk.All).SelectMany(Reads)).Any(variable => made.Contains(regions.Of(variable)));

    /// <summary>Whether a statement may be done before the forward loop already.</summary>
    public bool IsBefore(Statement statement) => statement switch
    {
        Let { Value: Apply apply } => !Throwing.MayThrow(apply),
        Let { Value: Alloc { Type.Form: not StorageForm.Array } or Length or View or Slice { Throws: false } or Load { Throws: false } } => true,
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
            case Store { Cell.Storage: Variable storage } when !isReverse: made.Add(regions.Of(storage)); break;
            case Accumulate { Cell.Storage: Variable storage }:
                (isReverse ? added : made).Add(regions.Of(storage));
                if (!isReverse) read.Add(regions.Of(storage));
                break;
            case Opaque { Text: { Pure: true } or { Throws: true } }:
                foreach (Variable operand in statement.Operands.OfType<Variable>()) (isReverse ? readAgain : read).Add(regions.Of(operand));
                break;
            case Let or If or Loop { Counter: not null }: break;
            case Loop when !isReverse: break;
            case Call call when !call.Arguments.Any(static argument => argument.Type.IsStorage): break;
            default: IsApart = false; break;
        }
    }

    /// <summary>Whether a loop touches some storage only where it has the trip's own number.</summary>
    private bool IsOfOneTrip(Loop loop, HashSet<Variable> storage)
    {
        return Walk.All(loop.Body).TrueForAll(statement => statement switch
        {
            Let { Value: Load load } => IsOwn(load.Cell),
            Store store => IsOwn(store.Cell),
            Accumulate add => IsOwn(add.Cell),
            _ => !statement.Operands.OfType<Variable>().Any(operand => storage.Contains(regions.Of(operand))),
        });

        bool IsOwn(Cell cell) =>
            cell.Storage is Variable variable && (!storage.Contains(regions.Of(variable)) || cell.Indices is [var index] && index == loop.Counter!.Index);
    }

    private static IEnumerable<Variable> Reads(Statement statement) => statement switch
    {
        Let { Value: Load { Cell.Storage: Variable storage } } => [storage],
        Accumulate { Cell.Storage: Variable storage } => [storage],
        Opaque or Perform or Call => statement.Operands.OfType<Variable>(),
        _ => [],
    };
}
