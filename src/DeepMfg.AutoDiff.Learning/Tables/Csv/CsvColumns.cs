using System.Text;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>Collects the values of a column while a file is read.</summary>
internal abstract class CsvColumn(int index, CsvText text)
{
    protected int Index => index;

    protected CsvText Text => text;

    internal static CsvColumn Of(ColumnKind kind, int index, CsvSource source, CsvText text) => kind switch
    {
        ColumnKind.Number => new CsvNumbers(index, text),
        ColumnKind.Time => new CsvTimes(index, text, source.Options),
        _ => new CsvTexts(index, text, source.Options.Kinds, kind),
    };

    internal abstract void Add(CsvScan scan);

    internal abstract Column Done(string name);
}

/// <summary>Numbers, each exactly the double that is nearest to its text.</summary>
internal sealed class CsvNumbers(int index, CsvText text) : CsvColumn(index, text)
{
    private readonly Chunks<double> _values = new();

    internal override void Add(CsvScan scan)
    {
        ReadOnlySpan<byte> field = scan.Utf8(Index);
        if (Text.IsMissing(field))
        {
            _values.Add(double.NaN);
        }
        else if (Text.HasPoint && CsvText.IsPlain(field) && scan.TryParsePlain(Index, out double value) && double.IsFinite(value))
        {
            _values.Add(value);
        }
        else
        {
            _values.Add(Text.TryNumber(field, out double other) ? other : throw NoNumber(scan));
        }
    }

    internal override Column Done(string name) => new NumberColumn(name, _values.ToArray());

    private TableFormatException NoNumber(CsvScan scan) => new(
        scan.Place(Index),
        scan.Text(Index),
        "is not a number. If it says that a value is missing, add it to CsvOptions.Missing; if the column holds no numbers, say so in CsvOptions.Kinds.");
}

/// <summary>Times.</summary>
internal sealed class CsvTimes(int index, CsvText text, CsvOptions options) : CsvColumn(index, text)
{
    private readonly Chunks<long> _ticks = new();

    internal override void Add(CsvScan scan)
    {
        if (Text.IsMissing(scan.Utf8(Index)))
        {
            _ticks.Add(TimeColumn.MissingTicks);
            return;
        }

        string? format = options.TimeFormats.GetValueOrDefault(scan.Names[Index]);
        string field = scan.Text(Index);
        _ticks.Add(CsvText.TryTime(field, format, Text.Culture, out DateTime time)
            ? time.Ticks
            : throw new TableFormatException(
                scan.Place(Index), field, $"is not a time as {format ?? "ISO 8601"} writes it. CsvOptions.TimeFormats says how times are written."));
    }

    internal override Column Done(string name) => new TimeColumn(name, _ticks.ToArray());
}

/// <summary>Categories; or texts, where there are too many different ones.</summary>
internal sealed class CsvTexts(int index, CsvText text, Dictionary<string, ColumnKind> declared, ColumnKind kind) : CsvColumn(index, text)
{
    private const int MostCategories = 100;

    private readonly Chunks<int> _codes = new();
    private readonly List<string> _levels = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private char[] _characters = new char[64];

    internal override void Add(CsvScan scan) => _codes.Add(Text.IsMissing(scan.Utf8(Index)) ? CategoryColumn.MissingCode : Code(scan));

    internal override Column Done(string name)
    {
        int[] codes = _codes.ToArray();
        bool few = declared.ContainsKey(name) ? kind == ColumnKind.Category : _levels.Count <= MostCategories;
        return few
            ? CategoryColumn.Sorted(name, [.. _levels], codes)
            : new TextColumn(name, [.. codes.Select(code => code == CategoryColumn.MissingCode ? null : _levels[code])]);
    }

    private int Code(CsvScan scan)
    {
        ReadOnlySpan<byte> field = scan.Utf8(Index);
        if (field.Length > _characters.Length)
        {
            _characters = new char[field.Length];
        }

        // A text that was seen before is found without making a string of it.
        if (!Encoding.UTF8.TryGetChars(field, _characters, out int length)
            || !_numbers.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(_characters.AsSpan(0, length), out int code)
            || _levels[code].Contains('\uFFFD', StringComparison.Ordinal))
        {
            string level = scan.Text(Index);
            if (!_numbers.TryGetValue(level, out code))
            {
                code = _levels.Count;
                _numbers.Add(level, code);
                _levels.Add(level);
            }
        }

        return code;
    }
}
