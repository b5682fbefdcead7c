using System.Text;

namespace DeepMfg.AutoDiff.Learning.Tests.Tables;

/// <summary>Reads CSV as RFC 4180 says, a character after another, knowing nothing of the library: what mutated files are judged by.</summary>
internal sealed class CsvOracle
{
    private readonly List<string[]> _records = [];
    private readonly List<string> _fields = [];
    private readonly StringBuilder _field = new();
    private bool _quoted;
    private bool _closed;
    private bool _wasQuoted;

    private CsvOracle()
    {
    }

    /// <summary>The records of a file; null where it is no table: quotes that are wrong, bytes that are no text, rows of different lengths.</summary>
    internal static IReadOnlyList<string[]>? Read(byte[] bytes)
    {
        string text;
        try
        {
            text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }

        var oracle = new CsvOracle();
        return
            oracle.Parse(text.TrimStart('\uFEFF')) && oracle._records.TrueForAll(record => record.Length == oracle._records[0].Length) ? oracle._records : null;
    }

    private bool Parse(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (_quoted)
            {
                if (c != '"')
                {
                    _field.Append(c);
                }
                else if (i + 1 < text.Length && text[i + 1] == '"')
                {
                    _field.Append(text[i++]);
                }
                else
                {
                    (_quoted, _closed) = (false, true);
                }
            }
            else if (!Unquoted(c))
            {
                return false;
            }
        }

        EndRecord();
        return !_quoted;
    }

    private bool Unquoted(char c)
    {
        switch (c)
        {
            case ',':
                EndField();
                return true;
            case '\r' or '\n':
                EndRecord();
                return true;
            case '"':
                bool opens = !_closed && string.IsNullOrWhiteSpace(_field.ToString());
                _field.Clear();
                (_quoted, _wasQuoted) = (true, true);
                return opens;
            case ' ' or '\t' when _closed:
                return true;
            default:
                _field.Append(c);
                return !_closed;
        }
    }

    private void EndField()
    {
        _fields.Add(_wasQuoted ? _field.ToString() : _field.ToString().Trim(' ', '\t'));
        _field.Clear();
        (_closed, _wasQuoted) = (false, false);
    }

    private void EndRecord()
    {
        // An empty line is none.
        if (_fields.Count == 0 && _field.Length == 0 && !_wasQuoted)
        {
            return;
        }

        EndField();
        _records.Add([.. _fields]);
        _fields.Clear();
    }
}
