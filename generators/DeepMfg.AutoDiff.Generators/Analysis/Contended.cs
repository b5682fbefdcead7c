using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Analysis;

/// <summary>Whether storage that a statement has read or written may hold something else when the function ends, by the statements' order alone.</summary>
internal sealed class Contended
{
    private readonly Dictionary<Statement, Spot> spots = new(ReferenceComparer.Instance);
    private readonly List<Statement> all = [];
    private readonly Memory memory;

    public Contended(Block body, Memory memory)
    {
        this.memory = memory;
        Survey(body, new Spot(0, IsInLoop: false, []));
    }

    /// <summary>Where a statement stands: its number, and the arms of the choices around it.</summary>
    private sealed record Spot(int Number, bool IsInLoop, IReadOnlyList<(Statement Choice, int Arm)> Arms);

    private void Survey(Block block, Spot around)
    {
        foreach (Statement statement in block.Statements)
        {
            spots[statement] = around with { Number = all.Count };
            all.Add(statement);
            int arm = 0;
            foreach (Block inner in statement.Blocks)
            {
                Survey(inner, statement is If
                    ? around with { Arms = [.. around.Arms, (statement, arm++)] }
                    : around with { IsInLoop = true });
            }
        }
    }

    /// <summary>Whether something may write the storage after the statement did; other trips of a loop around it count.</summary>
    public bool IsWrittenSince(Statement statement, Variable reference)
    {
        Spot here = spots[statement];
        return all.Exists(writer => Memory.WrittenBy(writer).Any(written => memory.MayBeOne(written, reference)) && Follows(spots[writer], here));
    }

    private static bool Follows(Spot writer, Spot here)
    {
        if (writer.Arms.Any(arm => here.Arms.Any(other => other.Choice == arm.Choice && other.Arm != arm.Arm)) && !here.IsInLoop) return false;
        return writer.Number > here.Number || here.IsInLoop && writer.IsInLoop;
    }
}
