using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace DeepMfg.AutoDiff.Learning.Tests.Documentation;

/// <summary>What these pages show as <c>cs</c> stands in a test, which is compiled and run.</summary>
public sealed partial class ShownProgramTests
{
    [Theory]
    [InlineData("README.md", 1)]
    [InlineData("docs/tutorial.md", 10)]
    public void Programs_of_the_page_are_those_of_the_tests(string page, int count)
    {
        string tests = string.Concat(Directory.EnumerateFiles(PathOf("tests/DeepMfg.AutoDiff.Learning.Tests/Programs"), "*.cs")
            .Select(File.ReadAllText).Select(Bare));
        string[] shown = [.. Block().Matches(File.ReadAllText(PathOf(page)).ReplaceLineEndings("\n")).Select(match => match.Groups[1].Value)];
        Assert.Equal(count, shown.Length);
        Assert.All(shown, block => Assert.Contains(Bare(block), tests, StringComparison.Ordinal));
    }

    [Fact]
    public void Pictures_and_pages_that_the_pages_name_are_there()
    {
        foreach (string page in new[] { "README.md", "docs/tutorial.md", "docs/training.md", "samples/README.md" })
        {
            string[] links = [.. Link().Matches(File.ReadAllText(PathOf(page))).Select(match => match.Groups[1].Value)];
            Assert.NotEmpty(links);
            string folder = Path.GetDirectoryName(PathOf(page))!;
            Assert.All(links, link => Assert.True(Path.Exists(Path.Combine(folder, link)), $"{page} names {link}, which is not there."));
        }
    }

    /// <summary>Without indentation and empty lines, and with files by their bare names.</summary>
    private static string Bare(string text) => string.Concat(Folder().Replace(text.ReplaceLineEndings("\n"), "$1")
        .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(line => line + "\n"));

    [GeneratedRegex("^```cs\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex("""_folder\[("[^"]+")\]""")]
    private static partial Regex Folder();

    [GeneratedRegex(@"\]\((?!https?:|#)([^)#]+)")]
    private static partial Regex Link();

    private static string PathOf(string path, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", path);
}
