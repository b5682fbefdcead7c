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
                && (end == template.Length || template[end] is ')' or ',' or ']');
            text.Append(Hole.Parse(part)! switch
            {
                { Argument: { } argument, Result: null } => Argument(expressions, opaque.Arguments[argument], isDelimited),
                { Argument: null, Result: { } result } => outVariable(result),
                { Result: var changed } => expressions.Write(opaque.Results[changed!.Value]),
            });
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
