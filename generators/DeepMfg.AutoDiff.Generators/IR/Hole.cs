using System.Globalization;

namespace DeepMfg.AutoDiff.Generators.IR;

/// <summary>
/// A hole of an opaque text: <c>{0}</c> for an argument, <c>{out 1}</c> for a result that the text assigns, <c>{ref 1 0}</c> for a result that
/// is a variable of its own: it starts as argument 0, and the text may change it; <c>{tape}</c> for the tape on which sweeps keep what they hand over.
/// </summary>
internal sealed record Hole(int? Argument, int? Result)
{
    private const string Out = "out ", Ref = "ref ", TapeName = "tape";

    public static readonly Hole Tape = new(null, null);

    /// <summary>What stands between braces; none if that is no hole.</summary>
    public static Hole? Parse(string text)
    {
        if (text == TapeName) return Tape;
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
        ({ } argument, null) => Invariant($"{{{argument}}}"),
        (null, { } result) => Invariant($"{{{Out}{result}}}"),
        (null, null) => $"{{{TapeName}}}",
        _ => Invariant($"{{{Ref}{Result} {Argument}}}"),
    };

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
