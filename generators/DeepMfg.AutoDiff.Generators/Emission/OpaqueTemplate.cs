using System.Text;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>Fills the holes of an opaque statement's text.</summary>
internal static class OpaqueTemplate
{
    /// <param name="opaque">The statement.</param>
    /// <param name="expressions">Writes its arguments.</param>
    /// <param name="outVariable">The text of an <c>out</c> argument, by the number of the result.</param>
    public static string Fill(Opaque opaque, ExpressionWriter expressions, Func<int, string> outVariable)
    {
        string template = opaque.Text.Template;
        var text = new StringBuilder();
        foreach ((string part, bool isHole, int at) in Hole.Parts(template))
        {
            if (!isHole)
            {
                text.Append(part.Replace("{{", "{").Replace("}}", "}"));
                continue;
            }
            int end = at + part.Length + 2;
            bool isDelimited = (at == 0 || template[at - 1] is '(' or '[' || template.Substring(0, at).EndsWith(", ", StringComparison.Ordinal))
                && (end == template.Length || template[end] is ')' or ',' or ']' || template.Substring(end).StartsWith("{said ", StringComparison.Ordinal));
            text.Append(Hole.Parse(part)! switch
            {
                { Saying: (var of, var said) } => Argument(expressions, opaque.Arguments[of], isDelimited: true) == said ? "" : $", {Notation.Quoted(said)}",
                { Argument: { } argument, Result: null } => Argument(expressions, opaque.Arguments[argument], isDelimited),
                { Argument: null, Result: { } result } => outVariable(result),
                { Argument: null } => expressions.Kept,
                { Result: var changed } => expressions.Write(opaque.Results[changed!.Value]),
            });
        }
        return Single(text.ToString());
    }

    /// <summary>A text without the parentheses that stand right inside of others, as around a cast that is an argument.</summary>
    private static string Single(string text)
    {
        if (!text.Contains("((") || text.Contains("$\"")) return text;
        var open = new Stack<(int At, bool IsTuple)>();
        var closed = new Dictionary<int, int>();
        var doubled = new HashSet<int>();
        for (int i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '"' or '\'': i = EndOfLiteral(text, i); break;
                case '(' or '[' or '{': open.Push((i, false)); break;
                case ',': if (open.Count > 0) open.Push(open.Pop() with { IsTuple = true }); break;
                case ')' or ']' or '}':
                    if (open.Count == 0) return text;
                    (int start, bool isTuple) = open.Pop();
                    if (!isTuple) closed[start] = i;
                    if (text[start] == '(' && text[start + 1] == '(' && closed.TryGetValue(start + 1, out int end) && end == i - 1)
                    {
                        doubled.UnionWith([start + 1, end]);
                    }
                    break;
            }
        }
        return new string([.. text.Where((_, i) => !doubled.Contains(i))]);
    }

    /// <summary>A text without the parentheses around all of it, which are for what may stand beside it; those of a tuple stay.</summary>
    public static string Alone(string text)
    {
        // Quotes within the holes of an interpolated string are not looked through.
        if (text[0] != '(' || text.Contains("$\"")) return text;
        int depth = 0;
        for (int i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '"' or '\'': i = EndOfLiteral(text, i); break;
                case '(' or '[' or '{': depth++; break;
                case ')' or ']' or '}' when --depth == 0: return i == text.Length - 1 ? Alone(text.Substring(1, i - 1)) : text;
                case ',' when depth == 1: return text;
            }
        }
        return text;
    }

    /// <summary>A text with <c>nameof(x)</c> for each argument <c>"x"</c> that is one of these names, as users write in exceptions.</summary>
    public static string WithNames(string text, IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            string quoted = $"\"{name}\"", named = $"nameof({NameTable.Escaped(name)})";
            foreach ((string before, string behind) in new[] { ("(", ")"), ("(", ","), (", ", ")"), (", ", ",") })
            {
                text = text.Replace(before + quoted + behind, before + named + behind);
            }
        }
        return text;
    }

    private static int EndOfLiteral(string text, int start)
    {
        int i = start + 1;
        while (text[i] != text[start]) i += text[i] == '\\' ? 2 : 1;
        return i;
    }

    private static string Argument(ExpressionWriter expressions, Operand operand, bool isDelimited)
    {
        // The text around may choose an overload by the type.
        Fragment fragment = expressions.Of(operand, isTyped: false);
        return isDelimited ? ExpressionWriter.InList(fragment) : fragment.AtLeast(Fragment.Primary);
    }
}
