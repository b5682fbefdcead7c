using System.Text;
using CsvHelper;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>One pass over a file: its header, then its rows, each with as many fields as there are columns.</summary>
internal sealed class CsvScan : IDisposable
{
    private readonly CsvSource _source;
    private readonly CsvReader _reader;
    private readonly bool _spaced;
    private int[] _places = [];
    private bool _atFirst;

    internal CsvScan(CsvSource source, Func<CsvReaderOptions, CsvReader> open)
    {
        CsvOptions options = source.Options;
        _source = source;
        _spaced = options.Separator == ' ';
        _reader = open(new CsvReaderOptions
        {
            Separator = options.Separator,
            Quote = options.Quote,
            CommentPrefix = options.Comment,
            Encoding = options.Encoding,
            HasHeader = false,
            TrimWhitespace = !_spaced,
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Recover,
            OnMalformedRecord = Refuse,
        });
    }

    /// <summary>The columns' names.</summary>
    internal string[] Names { get; private set; } = [];

    /// <summary>The row of data that is read, from 1.</summary>
    internal long Row { get; private set; }

    public void Dispose() => _reader.Dispose();

    internal bool Read()
    {
        if (!(_atFirst || _reader.Read()))
        {
            return false;
        }

        _atFirst = false;
        Row++;
        int fields = Fields();
        return fields == Names.Length ? true : throw WrongCount(fields);
    }

    internal ReadOnlySpan<byte> Utf8(int column) => _reader.GetSpan(_places[column]);

    internal bool TryParsePlain(int column, out double value) => _reader.TryParse(_places[column], out value);

    internal CsvPlace Place(int column) => new(_source.Name, _reader.LineNumber, Row, NameAt(column));

    /// <summary>The text of a field.</summary>
    /// <exception cref="TableFormatException">Its bytes are no text in UTF-8.</exception>
    internal string Text(int column)
    {
        ReadOnlySpan<byte> bytes = Utf8(column);
        string text = Encoding.UTF8.GetString(bytes);
        return System.Text.Unicode.Utf8.IsValid(bytes)
            ? text
            : throw new TableFormatException(Place(column), text, "is not text in UTF-8. Name the file's encoding in CsvOptions.Encoding.");
    }

    /// <summary>Reads the columns' names, or takes them from the options.</summary>
    internal void ReadHeader()
    {
        CsvOptions options = _source.Options;
        Names = [.. options.Names];
        if (!_reader.Read())
        {
            if (Names.Length == 0)
            {
                throw new TableFormatException($"{_source.Name} is empty: there is neither a header nor a row.");
            }

            return;
        }

        int fields = Fields();
        _atFirst = !options.HasHeader;
        Names = Names.Length > 0 ? Names : [.. Enumerable.Range(0, fields).Select(HeaderName)];
        if (fields != Names.Length)
        {
            throw WrongCount(fields);
        }

        if (Names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1)?.Key is { } twice)
        {
            throw new TableFormatException(Place(Array.IndexOf(Names, twice)), twice, "names two columns. Name them anew with CsvOptions.Names.");
        }
    }

    private string HeaderName(int column)
    {
        string text = _source.Options.HasHeader ? Text(column).Trim() : "";
        return text.Length > 0 ? text : $"Column {column + 1}";
    }

    /// <summary>How many fields the record has; with spaces between them only those that are not empty.</summary>
    private int Fields()
    {
        int count = _reader.FieldCount;
        if (!_spaced)
        {
            if (_places.Length < count)
            {
                _places = [.. Enumerable.Range(0, count)];
            }

            return count;
        }

        _places = _places.Length < count ? new int[count] : _places;
        int present = 0;
        for (int i = 0; i < count; i++)
        {
            if (!_reader.GetSpan(i).IsEmpty)
            {
                _places[present++] = i;
            }
        }

        return present;
    }

    private TableFormatException WrongCount(int fields)
    {
        string more = fields == 1 || Names.Length == 1 ? $" Is the separator '{_source.Options.Separator}'? CsvOptions.Separator says which it is." : "";
        return new TableFormatException(
            Place(Math.Min(fields, Names.Length)),
            Encoding.UTF8.GetString(_reader.RawRecord),
            $"has {fields} fields where {Names.Length} are expected.{more}");
    }

    private string NameAt(int column) => column < Names.Length ? Names[column] : $"Column {column + 1}";

    private void Refuse(CsvMalformedRecord record)
    {
        (int column, string found) = CsvQuoting.Mistake(record.RawRecord, _source.Options);
        // The header is the first record where there is one.
        long row = record.RecordNumber - (_source.Options.HasHeader ? 1 : 0);
        string mistake = record.Reason switch
        {
            CsvMalformedReason.StrayQuote => "has a quote inside. A field that holds quotes stands between quotes, and those inside are doubled.",
            CsvMalformedReason.TextAfterClosingQuote => "goes on after its closing quote. Quotes inside a quoted field are doubled.",
            CsvMalformedReason.UnterminatedQuote => "opens a quote that is never closed.",
            _ => "is not quoted as CSV is.",
        };
        throw new TableFormatException(new(_source.Name, record.LineNumber, row, NameAt(column)), found, mistake);
    }
}
