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

    /// <summary>A method of a generated file with its documentation, without the file's indentation.</summary>
    public static string Member(string file, string name)
    {
        string[] lines = file.ReplaceLineEndings("\n").Split('\n');
        int head = Array.FindIndex(lines, line => line.Contains($"public static double {name}(", StringComparison.Ordinal));
        int indent = lines[head].Length - lines[head].TrimStart().Length;
        int first = Array.FindLastIndex(lines, head, line => line.Length == 0 || line.EndsWith('{')) + 1;
        int last = Array.FindIndex(lines, head, line => line == new string(' ', indent) + "}");
        return string.Join('\n', lines[first..(last + 1)].Select(line => line.Length > indent ? line[indent..] : line.Trim()));
    }
}
