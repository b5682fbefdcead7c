using System.Collections.Immutable;
using DeepMfg.AutoDiff.Generators.Tests.Compiling;
using DeepMfg.AutoDiff.Generators.Tests.RandomSource;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DeepMfg.AutoDiff.Generators.Tests.Mutation;

/// <summary>A file to mutate, with the files that it needs to compile.</summary>
internal sealed record Subject(UserFile File, ImmutableArray<UserFile> Around)
{
    /// <summary>The tokens of types: without those of <c>using</c> and of a namespace little compiles.</summary>
    private readonly SyntaxToken[] _tokens =
    [
        .. UserProject.Parse(File).GetRoot()
            .DescendantTokens(static node => node is not (UsingDirectiveSyntax or NameSyntax { Parent: BaseNamespaceDeclarationSyntax }))
            .Where(static token => token.Span.Length > 0 && token.Parent is not BaseNamespaceDeclarationSyntax),
    ];

    /// <summary>One token left out, or two, doubled, replaced by another, or swapped with the next.</summary>
    public Mutant Mutate(Draw draw)
    {
        int at = draw.Below(_tokens.Length - 1);
        (TextSpan token, TextSpan next) = (_tokens[at].Span, _tokens[at + 1].Span);
        string text = File.Text, first = _tokens[at].Text, second = _tokens[at + 1].Text, other = draw.Of(Alike(_tokens[at])).Text;
        (string what, string replacement, int end) = draw.Below(5) switch
        {
            0 => ($"'{first}' left out", "", token.End),
            1 => ($"'{first}' doubled", $"{first} {first}", token.End),
            2 => ($"'{first}' and '{second}' swapped", $"{second} {first}", next.End),
            3 => ($"'{first} {second}' left out", "", next.End),
            _ => ($"'{other}' for '{first}'", other, token.End),
        };
        string line = $"{what} in line {text.AsSpan(0, token.Start).Count('\n') + 1}";
        return new Mutant(File with { Text = $"{text[..token.Start]}{replacement}{text[end..]}" }, Around, line);
    }

    /// <summary>The other tokens that may stand where one stands, or all.</summary>
    private SyntaxToken[] Alike(SyntaxToken token)
    {
        SyntaxToken[] alike = Array.FindAll(_tokens, other => RoleOf(other) == RoleOf(token) && other.Text != token.Text);
        return alike.Length > 0 ? alike : _tokens;
    }

    private static SyntaxKind RoleOf(SyntaxToken token) => token.Kind() switch
    {
        var kind when SyntaxFacts.IsBinaryExpressionOperatorToken(kind) => SyntaxKind.PlusToken,
        var kind when SyntaxFacts.IsAssignmentExpressionOperatorToken(kind) => SyntaxKind.EqualsToken,
        var kind when SyntaxFacts.IsPredefinedType(kind) => SyntaxKind.PredefinedType,
        var kind => kind,
    };
}

internal sealed record Mutant(UserFile File, ImmutableArray<UserFile> Around, string What);
