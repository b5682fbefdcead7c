using System.Buffers;
using System.Globalization;
using System.Text;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>What texts of a file mean.</summary>
internal sealed class CsvText
{
    private static readonly SearchValues<byte> s_plain = SearchValues.Create("0123456789+-.eE"u8);

    private static readonly string[] s_iso =
    [
        "yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss.FFFFFFF",
        "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ssK",
    ];

    private readonly byte[][] _missing;
    private readonly ulong _missingLengths;
    private readonly NumberStyles _styles;

    internal CsvText(CsvOptions options)
    {
        _missing = [.. options.Missing.Select(text => Encoding.UTF8.GetBytes(text.Trim()))];
        _missingLengths = _missing.Aggregate(1ul, (lengths, text) => lengths | Length(text.Length));
        _styles = options.Thousands ? NumberStyles.Float | NumberStyles.AllowThousands : NumberStyles.Float;
        Culture = options.Culture;
        HasPoint = Culture.NumberFormat.NumberDecimalSeparator == "." && Culture.NumberFormat is { NegativeSign: "-", PositiveSign: "+" } && !options.Thousands;
    }

    internal CultureInfo Culture { get; }

    /// <summary>Whether numbers are written as in C#.</summary>
    internal bool HasPoint { get; }

    internal static bool TryTime(string text, string? format, CultureInfo culture, out DateTime time)
    {
        const DateTimeStyles Styles = DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces;
        return format is null
            ? DateTime.TryParseExact(text, s_iso, CultureInfo.InvariantCulture, Styles, out time)
            : DateTime.TryParseExact(text, format, culture, Styles, out time);
    }

    /// <summary>Whether a text has no character that numbers written as in C# do not have; such are read by the quicker parser.</summary>
    internal static bool IsPlain(ReadOnlySpan<byte> text) => text.IndexOfAnyExcept(s_plain) < 0;

    internal bool IsMissing(ReadOnlySpan<byte> text)
    {
        // Most texts are told from the missing ones by their lengths.
        if ((_missingLengths & Length(text.Length)) == 0)
        {
            return false;
        }

        if (text.Trim(" \t"u8).IsEmpty)
        {
            return true;
        }

        foreach (byte[] missing in _missing)
        {
            if (text.SequenceEqual(missing))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A number that is finite; the names of those that are not are no numbers.</summary>
    internal bool TryNumber(ReadOnlySpan<byte> text, out double value) => double.TryParse(text, _styles, Culture, out value) && double.IsFinite(value);

    private static ulong Length(int length) => 1ul << Math.Min(length, 63);
}
