using System.Globalization;

namespace DeepMfg.AutoDiff.Generators.IR;

/// <summary>
/// A hole of an opaque text: <c>{0}</c> for an argument, <c>{out 1}</c> for a result that the text assigns, <c>{ref 1 0}</c> for a result that
/// is a variable of its own: it starts as argument 0, and the text may change it; <c>{tape}</c> for the tape on which sweeps keep what they hand over;
/// <c>{said 0 x}</c> for a last argument <c>"x"</c>, which is left out where argument 0 is written as x: the compiler says so itself there.
/// </summary>
internal sealed record Hole(int? Argument, int? Result)
{
    private const string Out = "out ", Ref = "ref ", TapeName = "tape", Said = "said ";

    public static readonly Hole Tape = new(null, null);

    /// <summary>The number of the argument of which a text is said, and the text.</summary>
    public (int Of, string Text)? Saying { get; init; }

    /// <summary>Whether a text can be said in a hole.</summary>
    public static bool CanSay(string text) => text.IndexOfAny(['{', '}', '\n', '\r']) < 0;

    /// <summary>What stands between braces; none if that is no hole.</summary>
    public static Hole? Parse(string text)
    {
        if (text == TapeName) return Tape;
        if (text.StartsWith(Said, StringComparison.Ordinal)) return ParseSaying(text.Substring(Said.Length));
        string[] numbers = text.StartsWith(Out, StringComparison.Ordinal) || text.StartsWith(Ref, StringComparison.Ordinal)
            ? text.Substring(Out.Length).Split(' ') : [text];
        List<int> parsed = [];
        foreach (string number in numbers)
        {
            if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int value)) return null;
            parsed.Add(value);
        }
        return (text[0], parsed.Count) switch
        {
            ('o', 1) => new(null, parsed[0]),
            ('r', 2) => new(parsed[1], parsed[0]),
            (not ('o' or 'r'), 1) => new(parsed[0], null),
            _ => null,
        };
    }

    private static Hole? ParseSaying(string text)
    {
        int end = text.IndexOf(' ');
        return end > 0 && int.TryParse(text.Substring(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out int of)
            ? new Hole(null, null) { Saying = (of, text.Substring(end + 1)) } : null;
    }

    /// <summary>
    /// The parts of a template in order, and where they begin: plain text, its doubled braces as they stand, and what stands between single ones.
    /// </summary>
    public static IEnumerable<(string Text, bool IsHole, int At)> Parts(string template)
    {
        int start = 0;
        for (int i = 0; i < template.Length; i++)
        {
            char c = template[i];
            if (c is not ('{' or '}')) continue;
            if (i + 1 < template.Length && template[i + 1] == c)
            {
                i++;
                continue;
            }
            int end = c == '{' ? template.IndexOf('}', i) : -1;
            if (end < 0) continue;
            if (i > start) yield return (template.Substring(start, i - start), false, start);
            yield return (template.Substring(i + 1, end - i - 1), true, i);
            start = end + 1;
            i = end;
        }
        if (start < template.Length) yield return (template.Substring(start), false, start);
    }

    public static IEnumerable<Hole> Of(OpaqueText text) =>
        Parts(text.Template).Where(static part => part.IsHole).Select(static part => Parse(part.Text)).OfType<Hole>();

    public override string ToString() => (Argument, Result) switch
    {
        _ when Saying is (var of, var said) => Invariant($"{{{Said}{of} {said}}}"),
        ({ } argument, null) => Invariant($"{{{argument}}}"),
        (null, { } result) => Invariant($"{{{Out}{result}}}"),
        (null, null) => $"{{{TapeName}}}",
        _ => Invariant($"{{{Ref}{Result} {Argument}}}"),
    };

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
