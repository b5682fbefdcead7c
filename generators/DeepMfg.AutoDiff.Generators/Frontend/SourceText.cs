using System.Text;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>The user's text for a comment: one line, without comments and final semicolon.</summary>
internal static class SourceText
{
    public static string Of(SyntaxNode syntax)
    {
        string whole = syntax.ToString();
        return (IsOneLine(whole) ? whole : Joined(syntax)).TrimEnd(';');
    }

    /// <summary>Whether a text has no comment and single spaces only, as most statements have: it then is its own tokens joined.</summary>
    private static bool IsOneLine(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            char next = i + 1 < text.Length ? text[i + 1] : '\0';
            bool breaks = text[i] == ' ' ? next == ' ' : char.IsWhiteSpace(text[i]) || char.IsControl(text[i]);
            if (breaks || text[i] == '/' && next is '/' or '*') return false;
        }
        return true;
    }

    private static string Joined(SyntaxNode syntax)
    {
        StringBuilder text = new();
        bool space = false;
        foreach (SyntaxToken token in syntax.DescendantTokens())
        {
            if (text.Length > 0 && (space || token.HasLeadingTrivia)) text.Append(' ');
            text.Append(token.Text.IndexOf('\n') < 0 ? token.Text : "…");
            space = token.HasTrailingTrivia;
        }
        return text.ToString();
    }
}
