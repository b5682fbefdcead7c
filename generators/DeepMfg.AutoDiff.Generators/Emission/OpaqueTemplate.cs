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

    private static string Argument(ExpressionWriter expressions, Operand operand, bool isDelimited)
    {
        // The text around may choose an overload by the type.
        Fragment fragment = expressions.Of(operand, isTyped: false);
        return isDelimited ? ExpressionWriter.InList(fragment) : fragment.AtLeast(Fragment.Primary);
    }
}
