namespace DeepMfg.AutoDiff.Generators.Interpreter;

/// <summary>A tape at run time: columns of equal length, and the current row.</summary>
internal sealed class RunTape(int columns, long? rows)
{
    private readonly long[][] cells = [.. Enumerable.Range(0, columns).Select(static _ => Array.Empty<long>())];
    private readonly int[] written = new int[columns];
    private int row;

    public void Put(int column, long value)
    {
        if (row >= rows) throw new InvalidOperationException($"A tape of {rows} rows is written in row {row}.");
        if (row >= cells[column].Length) Array.Resize(ref cells[column], Math.Max(16, 2 * row));
        cells[column][row] = value;
        written[column] = Math.Max(written[column], row + 1);
    }

    public long Get(int column) =>
        row < written[column] ? cells[column][row] : throw new InvalidOperationException($"Row {row} of a tape is read before it is written.");

    public void Turn(bool forward)
    {
        row += forward ? 1 : -1;
        if (row < 0) throw new InvalidOperationException("A tape is turned back behind its first row.");
    }
}

internal sealed class OpenTapeStep(int tape, int columns, int? rows) : Step
{
    public override void Run(Machine machine) =>
        machine.Tapes[tape] = new RunTape(columns, rows is { } slot ? machine.Values[slot] : null);
}

internal sealed class PutStep(int tape, int column, int value) : Step
{
    public override void Run(Machine machine) => machine.Tapes[tape].Put(column, machine.Values[value]);
}

internal sealed class GetStep(int tape, int column, int target) : Step
{
    public override void Run(Machine machine) => machine.Values[target] = machine.Tapes[tape].Get(column);
}

internal sealed class TurnStep(int tape, bool forward) : Step
{
    public override void Run(Machine machine) => machine.Tapes[tape].Turn(forward);
}
