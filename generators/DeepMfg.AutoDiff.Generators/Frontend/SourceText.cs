using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

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
        int end = 0;
        foreach (SyntaxToken token in syntax.DescendantTokens())
        {
            if (token.SpanStart < end) continue;
            if (text.Length > 0 && (space || token.HasLeadingTrivia)) text.Append(' ');
            bool isLeftOut = IsLeftOut(token);
            text.Append(isLeftOut ? "{ …" : token.Text.IndexOf('\n') < 0 ? token.Text : "…");
            if (isLeftOut) end = token.Parent!.GetLastToken().SpanStart;
            space = isLeftOut || token.HasTrailingTrivia;
        }
        return text.ToString();
    }

    /// <summary>Whether a brace opens what has comments of its own: the arms of a switch expression, a lambda's statements.</summary>
    private static bool IsLeftOut(SyntaxToken token) =>
        token.IsKind(SyntaxKind.OpenBraceToken) && token.Parent is SwitchExpressionSyntax or BlockSyntax { Parent: AnonymousFunctionExpressionSyntax };
}
