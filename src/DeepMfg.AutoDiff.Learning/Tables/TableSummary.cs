using System.Globalization;
using System.Text;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>What a table holds, a line a column: count, missing, distinct, mean, deviation, quartiles.</summary>
public sealed class TableSummary
{
    private static readonly string[] s_heads = ["column", "kind", "count", "missing", "distinct", "mean", "deviation", "min", "25 %", "median", "75 %", "max"];

    private TableSummary(int rows, IReadOnlyList<ColumnSummary> columns) => (Rows, Columns) = (rows, columns);

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The columns' figures, in the table's order.</summary>
    public IReadOnlyList<ColumnSummary> Columns { get; }

    /// <summary>The figures of a column.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public ColumnSummary this[string name] =>
        Columns.FirstOrDefault(column => column.Name == name) ?? throw new ArgumentException($"There is no column \"{name}\".", nameof(name));

    internal static TableSummary Of(Table table) => new(table.Count, [.. table.Columns.Select(ColumnSummary.Of)]);

    /// <summary>The lines, aligned; numbers with six digits in the invariant culture.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        string[][] lines = [s_heads, .. Columns.Select(Cells)];
        int[] widths = [.. Enumerable.Range(0, s_heads.Length).Select(cell => lines.Max(line => cell < line.Length ? line[cell].Length : 0))];
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Rows} rows, {Columns.Count} columns");
        for (int i = 0; i < lines.Length; i++)
        {
            IEnumerable<string> cells = lines[i].Select((cell, place) => place < 2 ? cell.PadRight(widths[place]) : cell.PadLeft(widths[place]));
            string note = i == 0 ? "" : Columns[i - 1].Note;
            text.AppendLine().Append(string.Join("  ", note.Length == 0 ? cells : cells.Append(note)).TrimEnd());
        }

        return text.ToString();
    }

    private static string[] Cells(ColumnSummary column)
    {
        string[] start = [column.Name, column.Kind.ToString(), Whole(column.Count), Whole(column.Missing), Whole(column.Distinct)];
        return column.Kind == ColumnKind.Number ? [.. start, Real(column.Mean), Real(column.Deviation), .. column.Quartiles.Select(Real)] : start;
    }

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Real(double number) => double.IsNaN(number) ? "" : number.ToString("G6", CultureInfo.InvariantCulture);
}
