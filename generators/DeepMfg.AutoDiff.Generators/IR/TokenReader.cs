using DeepMfg.AutoDiff.Generators.Infrastructure;

namespace DeepMfg.AutoDiff.Generators.IR;

/// <summary>Goes through the tokens of a text; what a parser asks of them.</summary>
internal abstract class TokenReader(string text)
{
    private readonly List<Token> tokens = Lexer.Tokens(text);
    private int position;

    protected Token Current => tokens[position];

    protected Token Advance() => tokens[position++];

    protected long Integer()
    {
        if (Current.Kind != TokenKind.Number || Notation.ParseInteger(Current.Text) is not { } value) throw Error("an integer");
        Advance();
        return value;
    }

    protected string Name() => Current.Kind == TokenKind.String ? Advance().Text : Identifier();

    protected string Identifier() => Current.Kind == TokenKind.Name ? Advance().Text : throw Error("a name");

    protected EquatableArray<T> ListUntil<T>(string close, Func<T> item)
    {
        List<T> items = [];
        if (Take(close)) return [];
        do items.Add(item());
        while (Take(","));
        Expect(close);
        return items.ToEquatableArray();
    }

    // A keyword is one by its place only: users may have variables of that name, and a definition goes on with a colon.
    protected bool IsKeyword(string word) => Is(word) && !Next(":");

    protected bool Is(string text) =>
        Current.Kind is TokenKind.Name or TokenKind.Symbol && !Current.IsEscaped && Current.Text == text;

    protected bool Next(string symbol) => position + 1 < tokens.Count && tokens[position + 1] is { Kind: TokenKind.Symbol } next && next.Text == symbol;

    protected bool Take(string text)
    {
        if (!Is(text)) return false;
        position++;
        return true;
    }

    protected void Expect(string text)
    {
        if (!Take(text)) throw Error($"'{text}'");
    }

    protected ParseException Error(string expected) => new(Current.Line, $"expected {expected}, found {Current}.");

    protected ParseException ErrorBehind(string message) => new(tokens[position - 1].Line, message);
}
