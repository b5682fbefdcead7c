using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepMfg.AutoDiff.Generators.Tests.RandomSource;

/// <summary>Makes a text shorter as long as a condition holds: leaves out statements, unwraps blocks, puts parts in the place of expressions.</summary>
internal static class Shrinker
{
    private const int MostTries = 400;

    /// <summary>Ever shorter texts for which the condition holds.</summary>
    public static IEnumerable<string> Smaller(string text, Func<string, bool> holds)
    {
        int tries = 0;
        for (bool progress = true; progress;)
        {
            progress = false;
            foreach (string candidate in Candidates(text).Where(candidate => candidate.Length < text.Length).OrderBy(candidate => candidate.Length))
            {
                if (tries++ >= MostTries)
                {
                    yield break;
                }

                if (holds(candidate))
                {
                    text = candidate;
                    progress = true;
                    yield return text;
                    break;
                }
            }
        }
    }

    private static IEnumerable<string> Candidates(string text)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(text).GetRoot();
        foreach (SyntaxNode node in root.DescendantNodes().Where(node => node is StatementSyntax or ExpressionSyntax or SwitchSectionSyntax or ElseClauseSyntax))
        {
            foreach (string part in Replacements(node))
            {
                yield return string.Concat(text.AsSpan(0, node.SpanStart), part, text.AsSpan(node.Span.End));
            }
        }
    }

    private static IEnumerable<string> Replacements(SyntaxNode node)
    {
        if (node is ExpressionSyntax)
        {
            return node.ChildNodes().OfType<ExpressionSyntax>().Select(part => part.ToString()).Append("0.5").Append("true");
        }

        IEnumerable<string> inner = node.DescendantNodes().OfType<StatementSyntax>().Take(3).Select(part => part.ToString());
        return node.Parent is BlockSyntax or SwitchSectionSyntax || node is not StatementSyntax ? inner.Prepend("") : inner;
    }
}
