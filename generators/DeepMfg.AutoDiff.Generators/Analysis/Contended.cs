using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Analysis;

/// <summary>
/// Whether storage that a statement has read or written may hold something else when the function ends, by the statements' order. Trips of a loop that
/// write each a row of its own leave one another's as they are.
/// </summary>
internal sealed class Contended
{
    private readonly Dictionary<Statement, Spot> spots = new(ReferenceComparer.Instance);
    private readonly Dictionary<Variable, Expression> values = [];
    private readonly List<Statement> all = [];
    private readonly Memory memory;

    public Contended(Block body, Memory memory)
    {
        this.memory = memory;
        Survey(body, new Spot(0, [], []));
    }

    /// <summary>Where a statement stands: its number, the loops around it, outermost first, and the arms of the choices.</summary>
    private sealed record Spot(int Number, IReadOnlyList<Loop> Loops, IReadOnlyList<(Statement Choice, int Arm)> Arms);

    /// <summary>So many elements of storage behind as many times a counter.</summary>
    private sealed record OwnRow(Operand Storage, Operand Counter, Operand Width);

    private void Survey(Block block, Spot around)
    {
        foreach (Statement statement in block.Statements)
        {
            spots[statement] = around with { Number = all.Count };
            all.Add(statement);
            if (statement is Let let) values[let.Target] = let.Value;
            int arm = 0;
            foreach (Block inner in statement.Blocks)
            {
                Survey(inner, statement is Loop loop
                    ? around with { Loops = [.. around.Loops, loop] }
                    : around with { Arms = [.. around.Arms, (statement, arm++)] });
            }
        }
    }

    /// <summary>Whether something may write the storage after the statement did; other trips of a loop around it count.</summary>
    public bool IsWrittenSince(Statement statement, Variable reference)
    {
        Spot here = spots[statement];
        return all.Exists(writer => Effects.Written(writer).Any(written =>
            memory.MayBeOne(written, reference) && Follows(spots[writer], here) && !IsOfOtherTrips(spots[writer], written, here, reference)));
    }

    private static bool Follows(Spot writer, Spot here)
    {
        bool isInLoop = here.Loops.Count > 0;
        if (writer.Arms.Any(arm => here.Arms.Any(other => other.Choice == arm.Choice && other.Arm != arm.Arm)) && !isInLoop) return false;
        return writer.Number > here.Number || isInLoop && writer.Loops.Count > 0;
    }

    /// <summary>Whether a writer comes afterwards in other trips alone, which have rows of their own.</summary>
    private bool IsOfOtherTrips(Spot writer, Variable written, Spot here, Variable reference) =>
        writer.Number <= here.Number && here.Loops.Count == 1 && writer.Loops.Count == 1 && ReferenceEquals(here.Loops[0], writer.Loops[0])
        && RowOf(reference, here.Loops[0]) is { } row && row == RowOf(written, here.Loops[0]);

    // storage[counter · width, width]
    private OwnRow? RowOf(Variable reference, Loop loop)
    {
        if (loop.Counter is not { Index: var index } || !values.TryGetValue(reference, out Expression? value)) return null;
        if (value is not Slice { Start: Variable start } slice || !values.TryGetValue(start, out Expression? product)) return null;
        if (product is not Apply apply || Sums.FactorsOf(apply) is not { } factors) return null;
        if (factors != (index, slice.Count) && factors != (slice.Count, index)) return null;
        HashSet<Variable> inside = Walk.DefinedIn(loop.Body);
        return inside.Contains((Variable)slice.Storage) || slice.Count is Variable width && inside.Contains(width) ? null
            : new OwnRow(slice.Storage, index, slice.Count);
    }
}
