using CsvHelper;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>Sees what columns hold from a file's first rows.</summary>
internal static class CsvKinds
{
    /// <summary>A column without a value in these rows is decided by those that follow.</summary>
    private const int Rows = 1000;

    internal static ColumnKind[] Of(CsvSource source, CsvText text)
    {
        using CsvScan scan = source.Open();
        RefuseUnknown(source, scan.Names);
        var seen = new Seen[scan.Names.Length];
        while ((scan.Row < Rows || Array.Exists(seen, column => column.Present == 0)) && scan.Read())
        {
            for (int column = 0; column < seen.Length; column++)
            {
                seen[column] = seen[column].And(scan, column, text);
            }
        }

        return [.. scan.Names.Select((name, column) => Declared(source.Options, name) ?? seen[column].Kind)];
    }

    private static ColumnKind? Declared(CsvOptions options, string name) =>
        options.Kinds.TryGetValue(name, out ColumnKind kind) ? kind : options.TimeFormats.ContainsKey(name) ? ColumnKind.Time : null;

    private static void RefuseUnknown(CsvSource source, string[] names)
    {
        string? unknown =
            source.Options.Kinds.Keys.Concat(source.Options.TimeFormats.Keys).FirstOrDefault(name => !names.Contains(name, StringComparer.Ordinal));
        if (unknown is not null)
        {
            throw new ArgumentException(
                $"{source.Name} has no column \"{unknown}\", which the options name. It has: {string.Join(", ", names.Select(name => $"\"{name}\""))}.");
        }
    }

    private readonly record struct Seen(int Present, int Numbers, int Times)
    {
        // One value that is no number among many is a mistake to report, and not a reason to read texts.
        internal ColumnKind Kind => Present == 0 || 2 * Numbers > Present ? ColumnKind.Number : 2 * Times > Present ? ColumnKind.Time : ColumnKind.Category;

        internal Seen And(CsvScan scan, int column, CsvText text)
        {
            ReadOnlySpan<byte> field = scan.Utf8(column);
            return text.IsMissing(field)
                ? this
                : new(
                    Present + 1,
                    Numbers + (text.TryNumber(field, out _) ? 1 : 0),
                    Times + (CsvText.TryTime(scan.Text(column), null, text.Culture, out _) ? 1 : 0));
        }
    }
}
