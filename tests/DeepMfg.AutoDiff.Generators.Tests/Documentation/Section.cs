namespace DeepMfg.AutoDiff.Generators.Tests.Documentation;

/// <summary>
/// A part of a page that is made from the code: what stands between <c>&lt;!-- name:begin --&gt;</c> and <c>&lt;!-- name:end --&gt;</c>.
/// With DMAD_ACCEPT=1 in the environment a difference is written to the page instead.
/// </summary>
internal static class Section
{
    public static void Verify(string page, string name, string made)
    {
        string text = Repository.Read(page);
        string begin = $"<!-- {name}:begin -->\n", end = $"<!-- {name}:end -->";
        int from = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length, to = text.IndexOf(end, StringComparison.Ordinal);
        Assert.True(from >= begin.Length && to >= from, $"{page} has no section {name}.");

        string expected = made.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        if (text[from..to] == expected)
        {
            return;
        }

        if (Environment.GetEnvironmentVariable("DMAD_ACCEPT") == "1")
        {
            File.WriteAllText(Repository.Path(page), text[..from] + expected + text[to..]);
            return;
        }

        Assert.Fail($"{page}, section {name}, differs.\n--- page\n{text[from..to]}\n--- made\n{expected}");
    }

    /// <summary>The first fenced block of a language.</summary>
    public static string Fenced(string page, string language)
    {
        string text = Repository.Read(page);
        string begin = $"```{language}\n";
        int from = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        return text[from..text.IndexOf("```", from, StringComparison.Ordinal)];
    }
}
