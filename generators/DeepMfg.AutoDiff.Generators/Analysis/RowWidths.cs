using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Analysis;

/// <summary>
/// Indices of elements as places in rows, of which each trip of a loop has one: <c>(trip · a + k) · b + j</c> is in row <c>trip</c>, which holds
/// <c>a · b</c> elements, if <c>k</c> counts below <c>a</c> and <c>j</c> below <c>b</c>.
/// </summary>
internal sealed class RowWidths
{
    private readonly Indices indices = new();

    private RowWidths(Function function) => Visit(function.Body, []);

    public static RowWidths Of(Function function) => function.Fact(static asked => new RowWidths(asked));

    /// <summary>What the trip's number is multiplied with, outermost first; nothing where the index may be one in another trip's row.</summary>
    public IReadOnlyList<Operand>? Of(Operand index, Variable trip)
    {
        if (index == trip) return [];
        foreach ((Operand row, Operand width) in indices.RowsOf(index))
        {
            if (Of(row, trip) is { } outer) return [.. outer, width];
        }
        return null;
    }

    /// <summary>Whether rows of some widths are rows of others.</summary>
    public bool AreSame(IReadOnlyList<Operand> some, IReadOnlyList<Operand> others) =>
        some.Count == others.Count && some.Zip(others, indices.AreSame).All(static same => same);

    private void Visit(Block block, Loop[] loops)
    {
        foreach (Statement statement in block.Statements)
        {
            indices.Define(statement, loops);
            Loop[] inside = statement is Loop loop ? [.. loops, loop] : loops;
            foreach (Block inner in statement.Blocks) Visit(inner, inside);
        }
    }
}
