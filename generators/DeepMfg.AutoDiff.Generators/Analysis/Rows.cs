using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Analysis;

/// <summary>The arrays that a function puts into arrays of arrays, where each is made for its place and stays there.</summary>
internal sealed class Rows
{
    private readonly Dictionary<Variable, Cell> places = [];

    private Rows() { }

    /// <summary>The rows of a function's arrays of arrays; where one may be replaced, or put elsewhere too, the statement that does so.</summary>
    /// <param name="function">The function.</param>
    /// <param name="isActive">Whether derivatives flow through what a reference refers to.</param>
    public static (Rows Rows, Store? Wrong) Of(Function function, Func<Operand, bool> isActive)
    {
        var survey = new Survey();
        survey.Visit(function.Body, []);
        var rows = new Rows();
        List<Placing> before = [];
        foreach (Placing put in survey.Placings.Where(put => isActive(put.Store.Cell.Storage)))
        {
            bool isOwn = survey.IsMadeOnce(put) && before.TrueForAll(other => other.Store.Cell.Storage != put.Store.Cell.Storage || AreApart(other, put));
            if (!isOwn) return (rows, put.Store);
            before.Add(put);
            rows.places[(Variable)put.Store.Value] = put.Store.Cell;
        }
        return (rows, null);
    }

    /// <summary>Where a row is kept from when it is made.</summary>
    public Cell? PlaceOf(Variable row) => places.TryGetValue(row, out Cell? place) ? place : null;

    // A constant, or the counter of a loop that begins behind it.
    private static bool AreApart(Placing first, Placing second) => (first.Store.Cell.Indices[0], second.Store.Cell.Indices[0]) switch
    {
        (Constant a, Constant b) => a.Bits != b.Bits,
        (Constant a, _) => IsBefore(a, second),
        (_, Constant b) => IsBefore(b, first),
        _ => false,
    };

    private static bool IsBefore(Constant place, Placing counted) =>
        counted.Loops[0].Counter is { Step: > 0, Start: Constant start } && place.Bits < start.Bits;

    /// <summary>Where a reference is put into storage: the statement, its block and the loops around it.</summary>
    private sealed record Placing(Store Store, Block Block, IReadOnlyList<Loop> Loops);

    private sealed class Survey
    {
        private readonly Dictionary<Variable, (Expression Value, Block Block, int Loops, int Order)> made = [];

        public List<Placing> Placings { get; } = [];

        public void Visit(Block block, IReadOnlyList<Loop> loops)
        {
            foreach (Statement statement in block.Statements)
            {
                if (statement is Let let) made[let.Target] = (let.Value, block, loops.Count, made.Count);
                if (statement is Store { Value.Type.IsStorage: true } store) Placings.Add(new(store, block, loops));
                foreach (Block inner in statement.Blocks) Visit(inner, statement is Loop loop ? [.. loops, loop] : loops);
            }
        }

        /// <summary>
        /// Whether a row is made where it is put into a table of the function's own, which is there already and gets no other at that place in another trip.
        /// </summary>
        public bool IsMadeOnce(Placing put) =>
            put.Store is { Cell: { Storage: Variable table, Indices: [var index] }, Value: Variable row }
            && made.TryGetValue(row, out var own) && own.Value is Alloc && ReferenceEquals(own.Block, put.Block)
            && made.TryGetValue(table, out var all) && all is { Value: Alloc, Loops: 0 } && all.Order < own.Order
            && Placings.FindAll(other => other.Store.Value == put.Store.Value).Count == 1
            && (index is Constant && put.Loops.Count == 0 || put.Loops is [{ Counter: { } counter }] && counter.Index == index);
    }
}
