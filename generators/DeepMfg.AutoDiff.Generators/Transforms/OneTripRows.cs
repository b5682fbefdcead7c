using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms;

/// <summary>
/// Storage that holds a row for each trip of a loop, where no trip reads another's: one row does for all. It is made with the size of one, and each index
/// is what it is in the first trip.
/// </summary>
internal sealed class OneTripRows
{
    private readonly Dictionary<Variable, Variable> storage = [];
    private readonly HashSet<Variable> indices = [];

    /// <summary>For the number of the trip, and all that an index is computed of with it, what that is in the first trip.</summary>
    private readonly Dictionary<Variable, Operand> first;

    private readonly NameSupply names;

    private OneTripRows(Counter counter, NameSupply names) =>
        (first, this.names) = (new() { [counter.Index] = counter.Start }, names);

    /// <param name="loop">The loop.</param>
    /// <param name="rows">The storage.</param>
    /// <param name="around">The outermost loop around, or this one.</param>
    /// <param name="before">Takes what is made before that.</param>
    public static Loop Of(Loop loop, IEnumerable<TripRow> rows, Loop around, Builder before)
    {
        var pass = new OneTripRows(loop.Counter!, before.Names);
        var invariants = new Invariants(around);
        var copier = new Copier(names: null);
        foreach (TripRow row in rows.Where(row => row.Place.Offset == 0 && row.Place.Widths.All(invariants.Has)))
        {
            Operand size = row.Place.Widths.Select(width => AtLeastZero(before, invariants.Compute(width, copier, before)))
                .Aggregate((Operand)Constant.Of(1), (all, width) => RowCounting.Rows(before, all, width));
            pass.storage.Add(row.Storage, before.Let(row.Storage.BaseName, new Alloc(row.Storage.Type, [size], Contents.Unspecified)));
        }
        if (pass.storage.Count == 0) return loop;
        pass.FindIndices(loop.Body);
        return loop with { Body = pass.Of(loop.Body) };
    }

    private static Operand AtLeastZero(Builder before, Operand width) =>
        width is Constant ? width : RowCounting.AtLeastZero(before, "rows", width);

    private void FindIndices(Block block)
    {
        List<Statement> all = Walk.All(block);
        foreach (Statement statement in all)
        {
            if (CellOf(statement) is { Storage: Variable target } cell && storage.ContainsKey(target)) indices.UnionWith(cell.Indices.OfType<Variable>());
            if (statement is Let { Value: Slice { Storage: Variable whole, Start: Variable start } } && storage.ContainsKey(whole)) indices.Add(start);
        }
        for (int i = all.Count - 1; i >= 0; i--)
        {
            if (all[i] is Let { Value: Apply apply } let && indices.Contains(let.Target)) indices.UnionWith(apply.Arguments.OfType<Variable>());
        }
    }

    private static Cell? CellOf(Statement statement) => statement switch
    {
        Let { Value: Load load } => load.Cell,
        Store store => store.Cell,
        Accumulate add => add.Cell,
        _ => null,
    };

    private Block Of(Block block)
    {
        List<Statement> statements = [];
        foreach (Statement statement in block.Statements)
        {
            statements.Add(statement switch
            {
                If branch => branch with { Then = Of(branch.Then), Else = Of(branch.Else) },
                Loop loop => loop with { Body = Of(loop.Body) },
                Let { Value: Load load } let => let with { Value = load with { Cell = Of(load.Cell) } },
                Let { Value: Slice { Storage: Variable whole } slice } let when storage.TryGetValue(whole, out Variable? row) =>
                    let with { Value = slice with { Storage = row, Start = InFirst(slice.Start) } },
                Store store => store with { Cell = Of(store.Cell) },
                Accumulate add => add with { Cell = Of(add.Cell) },
                _ => statement,
            });
            if (statement is not Let { Value: Apply apply } index || !indices.Contains(index.Target)) continue;
            if (!apply.Arguments.OfType<Variable>().Any(first.ContainsKey)) continue;
            Variable again = names.Fresh(index.Target.BaseName, index.Target.Type);
            first.Add(index.Target, again);
            statements.Add(new Let(again, apply.Map(InFirst)));
        }
        return block with { Statements = statements.ToEquatableArray() };
    }

    private Cell Of(Cell cell) => cell.Storage is Variable target && storage.TryGetValue(target, out Variable? row)
        ? new Cell(row, cell.Indices.Map(InFirst)) : cell;

    private Operand InFirst(Operand operand) => operand is Variable variable && first.TryGetValue(variable, out Operand? known) ? known : operand;
}
