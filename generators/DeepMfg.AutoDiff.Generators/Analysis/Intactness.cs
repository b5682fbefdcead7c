using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Analysis;

/// <summary>
/// Which loads may be made again when the function has run, for they give the same: no statement that runs later writes the place. A statement
/// runs later that stands behind the load, and any in a loop around both, in a later trip.
/// </summary>
internal sealed class Intactness
{
    private readonly Regions regions;
    private readonly Indices indices = new();
    private readonly Dictionary<Statement, Position> positions = new(ReferenceComparer.Instance);
    private readonly List<StorageWrite> writes = [];

    /// <summary>The storage that code may know into which the compiler does not look.</summary>
    private readonly (Variable Storage, Cell? Cell)[] outside;

    private Intactness(Function function)
    {
        regions = Regions.Of(function);
        IEnumerable<Opaque> texts = function.Statements.OfType<Opaque>();
        outside = [.. Storage([.. function.Parameters, .. texts.SelectMany(static text => text.Results.Concat(text.Operands.OfType<Variable>()))])];
        Visit(function.Body, null, 0, []);
    }

    /// <summary>Where a statement stands: in a block of another, after so many in that, in the given loops, outermost first.</summary>
    private sealed record Position(Position? Parent, Statement Statement, int Block, int Index, Loop[] Loops);

    /// <summary>What writes storage: an element of it, or any where that is not known.</summary>
    private sealed record StorageWrite(Position Position, Variable Region, Cell? Cell);

    public static Intactness Of(Function function) => new(function);

    /// <summary>Whether what a load of this function has read, or a store has written, is there when the function has run.</summary>
    public bool IsIntact(Statement statement)
    {
        Cell cell = statement switch
        {
            Let { Value: Load load } => load.Cell,
            Store store => store.Cell,
            _ => throw new InvalidOperationException($"{statement} reads or writes no element."),
        };
        Variable region = regions.Of((Variable)cell.Storage);
        return writes.TrueForAll(write => write.Region != region || !MayOverwrite(write, positions[statement], cell));
    }

    private void Visit(Block block, Position? parent, int number, Loop[] loops)
    {
        for (int i = 0; i < block.Statements.Count; i++)
        {
            Statement statement = block.Statements[i];
            var position = new Position(parent, statement, number, i, loops);
            positions[statement] = position;
            indices.Define(statement, loops);
            foreach ((Variable storage, Cell? cell) in WrittenBy(statement)) writes.Add(new StorageWrite(position, regions.Of(storage), cell));
            Loop[] inside = statement is Loop loop ? [.. loops, loop] : loops;
            for (int k = 0; k < statement.Blocks.Length; k++) Visit(statement.Blocks[k], position, k, inside);
        }
    }

    private IEnumerable<(Variable Storage, Cell? Cell)> WrittenBy(Statement statement) => statement switch
    {
        Store store => [((Variable)store.Cell.Storage, store.Cell)],
        Accumulate add => [((Variable)add.Cell.Storage, add.Cell)],
        Call => Storage(statement.Operands.OfType<Variable>()),
        _ => Effects.WritesOutside(statement) ? outside : Storage(Effects.Written(statement)),
    };

    private static IEnumerable<(Variable, Cell?)> Storage(IEnumerable<Variable> variables) =>
        variables.Where(static variable => variable.Type.IsStorage).Select(static variable => (variable, (Cell?)null));

    private bool MayOverwrite(StorageWrite write, Position load, Cell cell)
    {
        int common = 0;
        int most = Math.Min(load.Loops.Length, write.Position.Loops.Length);
        while (common < most && ReferenceEquals(load.Loops[common], write.Position.Loops[common])) common++;
        if (StandsBehind(write.Position, load) && MayMeet(write, cell, new Moments(common, null))) return true;
        for (int same = 0; same < common; same++)
        {
            if (MayMeet(write, cell, new Moments(same, load.Loops[same]))) return true;
        }
        return false;
    }

    private bool MayMeet(StorageWrite write, Cell cell, Moments moments) => write.Cell is null || !indices.AreApart(cell, write.Cell, moments);

    /// <summary>Whether one statement may run after another in the same trips of the loops around both.</summary>
    private static bool StandsBehind(Position position, Position other)
    {
        Position[] path = [.. Path(position)], before = [.. Path(other)];
        int k = 0;
        int most = Math.Min(path.Length, before.Length) - 1;
        while (k < most && ReferenceEquals(path[k].Statement, before[k].Statement) && path[k + 1].Block == before[k + 1].Block) k++;
        return path[k].Index > before[k].Index;
    }

    private static IEnumerable<Position> Path(Position position) => position.Parent is null ? [position] : Path(position.Parent).Append(position);
}
