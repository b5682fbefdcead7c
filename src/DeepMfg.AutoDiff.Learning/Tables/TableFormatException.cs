using System.Globalization;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>A file that is not the table that was expected: where it goes wrong, and what stands there.</summary>
public sealed class TableFormatException : FormatException
{
    private const int LongestShown = 60;

    /// <summary>Without a place.</summary>
    public TableFormatException()
        : this("The file is not the table that was expected.")
    {
    }

    /// <summary>With a message alone.</summary>
    /// <param name="message">The message.</param>
    public TableFormatException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and what caused it.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">The cause.</param>
    public TableFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal TableFormatException(CsvPlace place, string found, string mistake)
        : base($"{place}: \"{Shown(found)}\" {mistake}")
    {
        (File, Line, Row, Column) = place;
        Found = found;
    }

    /// <summary>The file, as it was named.</summary>
    public string File { get; } = "";

    /// <summary>The line in the file, from 1; that in which the row begins.</summary>
    public long Line { get; }

    /// <summary>The row of data, from 1; 0 for the header.</summary>
    public long Row { get; }

    /// <summary>The column's name.</summary>
    public string Column { get; } = "";

    /// <summary>What stands there.</summary>
    public string Found { get; } = "";

    private static string Shown(string found)
    {
        string start = found.Length <= LongestShown ? found : string.Concat(found.AsSpan(0, LongestShown), "…");
        return string.Concat(start.Select(c => char.IsControl(c) ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : c.ToString()));
    }
}
