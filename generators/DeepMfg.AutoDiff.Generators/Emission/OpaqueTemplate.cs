using System.Globalization;
using System.Text;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>Fills the holes of an opaque statement's text.</summary>
internal static class OpaqueTemplate
{
    private const string Out = "out ";

    /// <param name="opaque">The statement.</param>
    /// <param name="expressions">Writes its arguments.</param>
    /// <param name="outVariable">The text of an <c>out</c> argument, by the number of the result.</param>
    public static string Fill(Opaque opaque, ExpressionWriter expressions, Func<int, string> outVariable)
    {
        string template = opaque.Text.Template;
        var text = new StringBuilder();
        for (int i = 0; i < template.Length; i++)
        {
            char c = template[i];
            if (c is '{' or '}' && i + 1 < template.Length && template[i + 1] == c)
            {
                text.Append(c);
                i++;
            }
            else if (c == '{')
            {
                int end = template.IndexOf('}', i);
                string hole = template.Substring(i + 1, end - i - 1);
                bool isDelimited = (i == 0 || template[i - 1] is '(' or '[' || template.Substring(0, i).EndsWith(", ", StringComparison.Ordinal))
                    && (end + 1 == template.Length || template[end + 1] is ')' or ',' or ']');
                text.Append(hole.StartsWith(Out, StringComparison.Ordinal)
                    ? outVariable(int.Parse(hole.Substring(Out.Length), CultureInfo.InvariantCulture))
                    : Argument(expressions, opaque.Arguments[int.Parse(hole, CultureInfo.InvariantCulture)], isDelimited));
                i = end;
            }
            else text.Append(c);
        }
        return text.ToString();
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
