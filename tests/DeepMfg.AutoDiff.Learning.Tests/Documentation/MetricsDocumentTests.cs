using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Spectre.Console;

namespace DeepMfg.AutoDiff.Learning.Tests;

/// <summary>What docs/metrics.md shows is what compiles here, and prints what it says.</summary>
public sealed class MetricsDocumentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _console = new() { NewLine = "\n" };

    public void Dispose()
    {
        _folder.Dispose();
        _console.Dispose();
    }

    [Theory]
    [InlineData("measure")]
    [InlineData("report")]
    [InlineData("classes")]
    [InlineData("draw")]
    [InlineData("show")]
    [InlineData("keep")]
    public void A_program_of_the_document_is_one_that_compiles(string name) => Assert.Equal(Program(name), Block(name, "csharp"));

    [Fact]
    public void The_programs_print_what_the_document_says()
    {
        AssertPrints("measure", () => MetricsSnippets.Measure(_console));
        AssertPrints("report", () => MetricsSnippets.Report(_console));
        AssertPrints("classes", () => MetricsSnippets.Classes(_console));
        AssertPrints("keep", () => MetricsSnippets.Keep(_console, _folder["wear.model"]));
    }

    [Fact]
    public void The_programs_draw_and_show()
    {
        using var folder = new TemporaryFolder();
        MetricsSnippets.Draw(folder["."]);
        Assert.Equal(["confusion.svg", "roc.png"], folder.Names);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(_console) });
        MetricsSnippets.Show(console);
        Assert.Contains("drill 7", _console.ToString(), StringComparison.Ordinal);
    }

    private void AssertPrints(string name, Action program)
    {
        _console.GetStringBuilder().Clear();
        program();
        Assert.Equal(Block(name, "text"), _console.ToString().TrimEnd());
    }

    /// <summary>The block of a language after the mark of a name.</summary>
    private static string Block(string name, string language)
    {
        string text = File.ReadAllText(Root("docs", "metrics.md"));
        Match block = Regex.Match(text, $@"<!-- {name} -->.*?```{language}\n(.*?)\n```", RegexOptions.Singleline);
        Assert.True(block.Success, $"docs/metrics.md has no {language} after <!-- {name} -->");
        return block.Groups[1].Value;
    }

    /// <summary>The lines between a name's marks, without the indentation of the first.</summary>
    private static string Program(string name)
    {
        string[] lines = File.ReadAllLines(Root("tests", "DeepMfg.AutoDiff.Learning.Tests", "Documentation", "MetricsSnippets.cs"));
        int begin = Array.FindIndex(lines, line => line.Trim() == $"// begin {name}"), end = Array.FindIndex(lines, line => line.Trim() == $"// end {name}");
        int indentation = lines[begin].Length - lines[begin].TrimStart().Length;
        return string.Join('\n', lines[(begin + 1)..end].Select(line => line.Length == 0 ? line : line[indentation..]));
    }

    private static string Root(params ReadOnlySpan<string> parts) => Path.Combine([RepositoryOf(), .. parts]);

    private static string RepositoryOf([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", ".."));
}
