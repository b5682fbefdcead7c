using System.Collections.Immutable;
using DeepMfg.AutoDiff.Generators.Tests.Compiling;
using DeepMfg.AutoDiff.Generators.Tests.RandomSource;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace DeepMfg.AutoDiff.Generators.Tests.Mutation;

/// <summary>A file to mutate, with the files that it needs to compile.</summary>
internal sealed record Subject(UserFile File, ImmutableArray<UserFile> Around)
{
    private readonly TextSpan[] _tokens = [.. UserProject.Parse(File).GetRoot().DescendantTokens().Select(token => token.Span).Where(span => span.Length > 0)];

    /// <summary>One token left out, or two, doubled, replaced by another, or swapped with the next.</summary>
    public Mutant Mutate(Draw draw)
    {
        int at = draw.Below(_tokens.Length - 1);
        (TextSpan token, TextSpan next) = (_tokens[at], _tokens[at + 1]);
        string text = File.Text, first = Text(token), second = Text(next), other = Text(draw.Of(_tokens));
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

    private string Text(TextSpan span) => File.Text.Substring(span.Start, span.Length);
}

internal sealed record Mutant(UserFile File, ImmutableArray<UserFile> Around, string What);
