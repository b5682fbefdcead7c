using System.Globalization;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>A place in a file: its line, the row of data (0 for the header) and the column.</summary>
internal readonly record struct CsvPlace(string File, long Line, long Row, string Column)
{
    public override string ToString()
    {
        string row = Row == 0 ? "the header" : string.Create(CultureInfo.InvariantCulture, $"row {Row}");
        return string.Create(CultureInfo.InvariantCulture, $"{File}, line {Line} ({row}), column \"{Column}\"");
    }
}
