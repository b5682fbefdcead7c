using System.Globalization;
using Spectre.Console;
using SpectreTable = Spectre.Console.Table;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>Tables on a console.</summary>
public static class ConsoleTables
{
    /// <summary>Writes a report: title, confusion matrix where it has one, and the figures with their intervals.</summary>
    /// <param name="console">The console.</param>
    /// <param name="report">The report.</param>
    /// <param name="classes">The classes' names; none: their numbers.</param>
    /// <exception cref="ArgumentException">There are names, but not one for each class.</exception>
    public static void WriteReport(this IAnsiConsole console, Report report, params IReadOnlyList<string> classes)
    {
        ArgumentNullException.ThrowIfNull(console);
        ArgumentNullException.ThrowIfNull(report);
        if (report.Confusion is not null)
        {
            console.WriteConfusion(report.Confusion, classes);
        }

        string level = string.Create(CultureInfo.InvariantCulture, $"{100 * report.Level:0.##} %");
        console.WriteTable(
            report.Title,
            ["", "value", level],
            [.. report.Lines.Select(line => (string[])[line.Name, line.Value.ToString("0.####", CultureInfo.InvariantCulture), line.Interval.ToString()])]);
    }

    /// <summary>Writes a confusion matrix: a line for each right class with its recall, what was right in bold.</summary>
    /// <param name="console">The console.</param>
    /// <param name="matrix">The counts.</param>
    /// <param name="classes">The classes' names; none: their numbers.</param>
    /// <exception cref="ArgumentException">There are names, but not one for each class.</exception>
    public static void WriteConfusion(this IAnsiConsole console, ConfusionMatrix matrix, params IReadOnlyList<string> classes)
    {
        ArgumentNullException.ThrowIfNull(console);
        ArgumentNullException.ThrowIfNull(matrix);
        ArgumentNullException.ThrowIfNull(classes);
        if (classes.Count != 0 && classes.Count != matrix.Classes)
        {
            throw new ArgumentException($"There are {classes.Count} names for {matrix.Classes} classes.", nameof(classes));
        }

        string Name(int k) => classes.Count == 0 ? k.ToString(CultureInfo.InvariantCulture) : classes[k];
        SpectreTable table = New("Confusion matrix", ["actual", .. Enumerable.Range(0, matrix.Classes).Select(k => $"predicted {Name(k)}"), "recall"]);
        for (int target = 0; target < matrix.Classes; target++)
        {
            int row = target;
            table.AddRow(
            [
                new Text(Name(row)),
                .. Enumerable.Range(0, matrix.Classes).Select(k => new Text(
                    matrix[row, k].ToString(CultureInfo.InvariantCulture), new Style(decoration: k == row ? Decoration.Bold : Decoration.None))),
                new Text(matrix.Recall(row).ToString("0.###", CultureInfo.InvariantCulture)),
            ]);
        }

        console.Write(table);
    }

    /// <summary>Writes any table, the first column to the left, the others to the right.</summary>
    /// <param name="console">The console.</param>
    /// <param name="title">What stands above it; empty: nothing.</param>
    /// <param name="columns">The columns' names.</param>
    /// <param name="rows">The rows' texts.</param>
    /// <exception cref="ArgumentException">There is no column, or a row has another number of texts.</exception>
    public static void WriteTable(this IAnsiConsole console, string title, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        ArgumentNullException.ThrowIfNull(console);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        if (columns.Count == 0)
        {
            throw new ArgumentException("A table needs a column.", nameof(columns));
        }

        SpectreTable table = New(title, columns);
        for (int i = 0; i < rows.Count; i++)
        {
            if (rows[i].Count != columns.Count)
            {
                throw new ArgumentException($"Row {i} has {rows[i].Count} texts for {columns.Count} columns.", nameof(rows));
            }

            table.AddRow(rows[i].Select(text => new Text(text)));
        }

        console.Write(table);
    }

    private static SpectreTable New(string title, IReadOnlyList<string> columns)
    {
        var table = new SpectreTable { Border = TableBorder.Rounded };
        if (!string.IsNullOrEmpty(title))
        {
            table.Title = new TableTitle(Markup.Escape(title));
        }

        for (int i = 0; i < columns.Count; i++)
        {
            table.AddColumn(new TableColumn(new Text(columns[i])) { Alignment = i == 0 ? Justify.Left : Justify.Right });
        }

        return table;
    }
}
