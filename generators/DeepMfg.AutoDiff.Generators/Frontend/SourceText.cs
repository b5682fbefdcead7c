using System.Text;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>The user's text for a comment: one line, without comments and final semicolon.</summary>
internal static class SourceText
{
    public static string Of(SyntaxNode syntax)
    {
        StringBuilder text = new();
        bool space = false;
        foreach (SyntaxToken token in syntax.DescendantTokens())
        {
            if (text.Length > 0 && (space || token.HasLeadingTrivia)) text.Append(' ');
            text.Append(token.Text.IndexOf('\n') < 0 ? token.Text : "…");
            space = token.HasTrailingTrivia;
        }
        return text.ToString().TrimEnd(';');
    }
}
