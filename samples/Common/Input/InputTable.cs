using DeepMfg.AutoDiff.Learning;

namespace DeepMfg.AutoDiff.Samples;

/// <summary>A table from outside, of which nothing is taken that is not what it should be.</summary>
/// <param name="source">What messages call it.</param>
/// <param name="table">The table.</param>
public sealed class InputTable(string source, Table table)
{
    /// <summary>The table.</summary>
    public Table Table { get; } = table;

    /// <summary>What messages call it.</summary>
    public string Source { get; } = source;

    /// <summary>The number of rows.</summary>
    public int Count => Table.Count;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="numbers">The columns that must be there and hold numbers.</param>
    /// <param name="others">The other columns that must be there.</param>
    /// <param name="options">How the file is written.</param>
    /// <exception cref="InputException">It is no such file.</exception>
    public static InputTable Read(string path, IReadOnlyList<string> numbers, IReadOnlyList<string> others, CsvOptions? options = null)
    {
        options ??= CsvOptions.Default;
        string name = Path.GetFileName(path);
        RequireColumns(name, ReadAs(path, options, numbers).Names, [.. numbers, .. others]);
        Dictionary<string, ColumnKind> kinds = new(options.Kinds);
        foreach (string column in numbers)
        {
            kinds[column] = ColumnKind.Number;
        }

        // Said to be numbers, they are refused at the first text, however many there are.
        var table = new InputTable(name, ReadAs(path, options with { Kinds = kinds }, numbers));
        return table.Count > 0 ? table : throw new InputException($"{name} is empty: it has no row. Name a file with rows.");
    }

    /// <summary>Whether there is such a column.</summary>
    public bool Has(string column) => Table.Contains(column);

    /// <summary>The numbers of a column.</summary>
    /// <exception cref="InputException">One is missing.</exception>
    public double[] Numbers(string column)
    {
        double[] numbers = Table.Numbers(column).ToArray();
        int bad = Array.FindIndex(numbers, number => !double.IsFinite(number));
        return bad < 0 ? numbers : throw Mistake(bad, column, "a finite number is missing. Fill it in, or leave the row out.");
    }

    /// <summary>The numbers of columns, row by row.</summary>
    /// <exception cref="InputException">One is missing.</exception>
    public double[] Numbers(IReadOnlyList<string> columns)
    {
        var rows = new double[Count * columns.Count];
        for (int j = 0; j < columns.Count; j++)
        {
            double[] column = Numbers(columns[j]);
            for (int i = 0; i < Count; i++)
            {
                rows[i * columns.Count + j] = column[i];
            }
        }

        return rows;
    }

    /// <summary>For each row the place of its text among those that may be.</summary>
    /// <exception cref="InputException">One is none of them.</exception>
    public int[] Choices(string column, params IReadOnlyList<string> choices)
    {
        string[] allowed = [.. choices];
        var found = new int[Count];
        for (int i = 0; i < Count; i++)
        {
            string text = Table.Row(i).Text(column) ?? "";
            found[i] = Array.IndexOf(allowed, text);
            if (found[i] < 0)
            {
                throw Mistake(i, column, $"\"{text}\" is none of {string.Join(", ", choices)}. Correct it, or leave the row out.");
            }
        }

        return found;
    }

    /// <summary>The times of a column.</summary>
    /// <exception cref="InputException">One is missing.</exception>
    public DateTime[] Times(string column)
    {
        var times = new DateTime[Count];
        for (int i = 0; i < Count; i++)
        {
            times[i] = Table.Row(i).Time(column) ?? throw Mistake(i, column, "a time is missing. Fill it in, or leave the row out.");
        }

        return times;
    }

    /// <summary>Says what is wrong with a value.</summary>
    public InputException Mistake(int row, string column, string mistake) => new($"{Source}, row {row + 1}, column \"{column}\": {mistake}");

    private static Table ReadAs(string path, CsvOptions options, IReadOnlyList<string> numbers)
    {
        if (!File.Exists(path))
        {
            throw new InputException(
                Directory.Exists(path) ? $"'{path}' is a folder; name a file in it." : $"There is no file '{path}'; name one that there is.");
        }

        try
        {
            return Table.ReadCsv(path, options);
        }
        catch (TableFormatException mistake) when (
            numbers.Contains(mistake.Column) && mistake.Message.Contains("is not a number", StringComparison.Ordinal))
        {
            string place = $"{mistake.File}, line {mistake.Line} (row {mistake.Row}), column \"{mistake.Column}\"";
            throw new InputException($"{place}: \"{mistake.Found}\" is not a number. Correct it, or leave the row out.");
        }
        catch (TableFormatException mistake)
        {
            throw new InputException(mistake.Message);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"'{path}' cannot be read: {refused.Message}");
        }
    }

    private static void RequireColumns(string name, IReadOnlyList<string> present, IReadOnlyList<string> needed)
    {
        string[] missing = [.. needed.Except(present)];
        if (missing.Length > 0)
        {
            string[] shown = [.. present.Take(40).Select(column => $"\"{column}\"")];
            throw new InputException(
                $"{name} has no column \"{string.Join("\", \"", missing)}\". It has {string.Join(", ", shown)}. Name its columns so, in the first line.");
        }
    }
}
