using System.Globalization;
using System.Text;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>How a CSV file is written.</summary>
/// <example>
/// <code>
/// var energy = Table.ReadCsv("energy.csv", new CsvOptions { TimeFormats = new() { ["date"] = "dd/MM/yyyy HH:mm" } });
/// var german = Table.ReadCsv("messung.csv", CsvOptions.DecimalComma);   // 1,5;2,25
/// </code>
/// </example>
public sealed record CsvOptions
{
    /// <summary>Commas between fields, decimal points, a header.</summary>
    public static CsvOptions Default { get; } = new();

    /// <summary>Semicolons between fields and decimal commas, as spreadsheets write in much of Europe.</summary>
    public static CsvOptions DecimalComma { get; } = new() { Separator = ';', Culture = WithDecimalComma() };

    /// <summary>
    /// What stands between fields, an ASCII character. With a space, several count as one, and those at the start and end of a line not at all.
    /// </summary>
    public char Separator { get; init; } = ',';

    /// <summary>What stands around fields that hold a separator, a line break or, doubled, itself.</summary>
    public char Quote { get; init; } = '"';

    /// <summary>What a line starts with that is to be left out, if there are such lines.</summary>
    public char? Comment { get; init; }

    /// <summary>Whether the first line holds the columns' names. Without, they are those of <see cref="Names"/>, or "Column 1" and so on.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>The columns' names, in order, instead of the header's; empty: those of the header.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>What numbers and times are written in: its decimal separator, its signs.</summary>
    public CultureInfo Culture { get; init; } = CultureInfo.InvariantCulture;

    /// <summary>Whether the culture's group separator may stand in numbers. Without it 1,234 is a mistake and not 1234.</summary>
    public bool Thousands { get; init; }

    /// <summary>Texts that say that a value is missing; a field without any text always says so.</summary>
    public IReadOnlyList<string> Missing { get; init; } = ["NA", "N/A", "NaN", "nan", "NULL", "null", "?"];

    /// <summary>
    /// What columns hold, by name, where it is not to be told from the first thousand rows: numbers or ISO 8601 times where more than half
    /// of the values are such, else categories, or texts where there are more than a hundred different ones.
    /// </summary>
    public Dictionary<string, ColumnKind> Kinds { get; init; } = [];

    /// <summary>
    /// How times are written, by column name, in the words of <see cref="DateTime.ParseExact(string, string, IFormatProvider)"/>; ISO 8601
    /// needs none.
    /// </summary>
    public Dictionary<string, string> TimeFormats { get; init; } = [];

    /// <summary>The encoding; by default that of the byte order mark, and UTF-8 without one.</summary>
    public Encoding? Encoding { get; init; }

    private static CultureInfo WithDecimalComma()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        return CultureInfo.ReadOnly(culture);
    }
}
