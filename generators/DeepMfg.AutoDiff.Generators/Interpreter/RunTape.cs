namespace DeepMfg.AutoDiff.Generators.Interpreter;

/// <summary>A tape at run time: columns of equal length, and the current row.</summary>
internal sealed class RunTape(int columns, long? rows)
{
    // An arm that is not taken leaves its columns unwritten in that row. Nothing may follow from what is read there, hence a NaN.
    private const long Unwritten = 0x7FF8_0BAD_0BAD_0BAD;

    private readonly long[][] cells = [.. Enumerable.Range(0, columns).Select(static _ => Array.Empty<long>())];
    private int written;

    /// <summary>How many rows lie before the current one.</summary>
    public int Row { get; private set; }

    public void Put(int column, long value)
    {
        if (Row >= rows) throw new InvalidOperationException($"A tape of {rows} rows is written in row {Row}.");
        int length = cells[column].Length;
        if (Row >= length)
        {
            Array.Resize(ref cells[column], Math.Max(16, 2 * Row));
            for (int i = length; i < cells[column].Length; i++) cells[column][i] = Unwritten;
        }
        cells[column][Row] = value;
    }

    public long Get(int column)
    {
        if (Row >= written) throw new InvalidOperationException($"Row {Row} of a tape is read before it is written.");
        return Row < cells[column].Length ? cells[column][Row] : Unwritten;
    }

    public void Turn(bool forward)
    {
        Row += forward ? 1 : -1;
        written = Math.Max(written, Row);
        if (Row < 0) throw new InvalidOperationException("A tape is turned back behind its first row.");
    }
}

internal sealed class OpenTapeStep(int tape, int columns, int? rows) : MachineStep
{
    public override void Run(Machine machine) =>
        machine.Tapes[tape] = new RunTape(columns, rows is { } slot ? machine.Values[slot] : null);
}

internal sealed class PutStep(int tape, int column, int value) : MachineStep
{
    public override void Run(Machine machine) => machine.Tapes[tape].Put(column, machine.Values[value]);
}

internal sealed class GetStep(int tape, int column, int target) : MachineStep
{
    public override void Run(Machine machine) => machine.Values[target] = machine.Tapes[tape].Get(column);
}

internal sealed class TurnStep(int tape, bool forward) : MachineStep
{
    public override void Run(Machine machine) => machine.Tapes[tape].Turn(forward);
}

internal sealed class RowsStep(int tape, int target) : MachineStep
{
    public override void Run(Machine machine) => machine.Values[target] = machine.Tapes[tape].Row;
}
