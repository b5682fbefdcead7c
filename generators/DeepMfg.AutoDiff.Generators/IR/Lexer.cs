using System.Globalization;
using System.Text;

namespace DeepMfg.AutoDiff.Generators.IR;

internal enum TokenKind { Name, Number, String, Symbol, End }

/// <param name="Text">What it says; a string's without quotes and escapes.</param>
/// <param name="IsEscaped">Whether a name was written with <c>@</c>, and so is neither keyword nor literal.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Line, bool IsEscaped = false)
{
    public override string ToString() => Kind switch
    {
        TokenKind.End => "the end of the text",
        TokenKind.String => Notation.Quoted(Text),
        _ => $"'{Text}'",
    };
}

/// <summary>Printed IR that does not follow the grammar.</summary>
internal sealed class ParseException(int line, string message) : FormatException($"Line {line}: {message}");

/// <summary>Cuts printed IR into tokens.</summary>
internal sealed class Lexer(string text)
{
    private readonly List<Token> tokens = [];
    private int position;
    private int line = 1;

    public static List<Token> Tokens(string text)
    {
        Lexer lexer = new(text);
        while (lexer.position < text.Length) lexer.Next();
        lexer.Add(TokenKind.End, "");
        return lexer.tokens;
    }

    private void Next()
    {
        char c = text[position];
        if (c == '\n') line++;
        if (c is ' ' or '\t' or '\r' or '\n') position++;
        else if (c == '"') String();
        else if (Notation.IsDigit(c) || c == '-') Number();
        else if (c == '@' || Notation.EndOfName(text, position) > position) Name(escaped: c == '@');
        else Symbol(c);
    }

    private void Name(bool escaped)
    {
        if (escaped) position++;
        int end = Notation.EndOfName(text, position);
        if (end == position) throw new ParseException(line, "a name was expected behind '@'.");
        tokens.Add(new Token(TokenKind.Name, text.Substring(position, end - position), line, escaped));
        position = end;
    }

    private void Number()
    {
        int end = position + 1;
        if (text[position] == '-' && Notation.EndOfName(text, end) is var word && word > end) end = word;
        else if (text[position] == '0' && end < text.Length && text[end] == 'x') end = Skip(end + 1, static c => char.IsLetterOrDigit(c));
        else end = EndOfDecimal(end);
        Add(TokenKind.Number, text.Substring(position, end - position));
        position = end;
    }

    private int EndOfDecimal(int end)
    {
        end = Skip(end, Notation.IsDigit);
        // Not the dots of a range.
        if (end + 1 < text.Length && text[end] == '.' && Notation.IsDigit(text[end + 1])) end = Skip(end + 1, Notation.IsDigit);
        if (end >= text.Length || text[end] is not ('E' or 'e')) return end;
        end++;
        if (end < text.Length && text[end] is '+' or '-') end++;
        return Skip(end, Notation.IsDigit);
    }

    private int Skip(int end, Func<char, bool> accepts)
    {
        while (end < text.Length && accepts(text[end])) end++;
        return end;
    }

    private void String()
    {
        StringBuilder value = new();
        int i = position + 1;
        for (; ; i++)
        {
            if (i >= text.Length || text[i] == '\n') throw new ParseException(line, "the string has no end.");
            if (text[i] == '"') break;
            value.Append(text[i] == '\\' ? Escape(ref i) : text[i]);
        }
        Add(TokenKind.String, value.ToString());
        position = i + 1;
    }

    private char Escape(ref int i)
    {
        i++;
        switch (i < text.Length ? text[i] : '\0')
        {
            case '"': return '"';
            case '\\': return '\\';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'u' when i + 4 < text.Length && ushort.TryParse(
                text.Substring(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code):
                i += 4;
                return (char)code;
            default: throw new ParseException(line, "unknown escape in a string.");
        }
    }

    private void Symbol(char c)
    {
        string symbol = string.CompareOrdinal(text, position, "..=", 0, 3) == 0 ? "..="
            : string.CompareOrdinal(text, position, "..", 0, 2) == 0 ? ".."
            : string.CompareOrdinal(text, position, "+=", 0, 2) == 0 ? "+="
            : "(){}[],:=".IndexOf(c) >= 0 ? c.ToString()
            : throw new ParseException(line, $"unexpected character '{c}'.");
        Add(TokenKind.Symbol, symbol);
        position += symbol.Length;
    }

    private void Add(TokenKind kind, string value) => tokens.Add(new Token(kind, value, line));
}
