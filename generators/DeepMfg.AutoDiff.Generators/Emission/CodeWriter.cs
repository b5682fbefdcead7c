namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>Collects lines of C# with the indentation of the braces around them.</summary>
internal sealed class CodeWriter
{
    private const string Step = "    ";

    private readonly List<string> lines = [];
    private string indent = "";

    public int Count => lines.Count;

    public void Line(string line = "") => lines.Add(line.Length == 0 ? "" : indent + line);

    /// <summary>Each line of a text that may have several.</summary>
    public void Lines(string text)
    {
        foreach (string line in text.Split('\n')) Line(line);
    }

    public void Open()
    {
        Line("{");
        indent += Step;
    }

    public void Close(string behind = "")
    {
        indent = indent.Substring(Step.Length);
        Line("}" + behind);
    }

    /// <summary>Takes back the last line, if it is the only one since there were <paramref name="count"/>, and not wider than asked for.</summary>
    public string? TakeOnly(int count, int maxWidth)
    {
        if (lines.Count != count + 1 || lines[count].Length > maxWidth) return null;
        string line = lines[count].Trim();
        lines.RemoveAt(count);
        return line;
    }

    /// <summary>Puts lines around those written since there were <paramref name="count"/>, as if they had been inside braces.</summary>
    public void Brace(int count, string head, string behind = "")
    {
        for (int i = count; i < lines.Count; i++) lines[i] = lines[i].Length == 0 ? "" : Step + lines[i];
        lines.InsertRange(count, [indent + head, indent + "{"]);
        Line("}" + behind);
    }

    /// <summary>Makes <c>else { if … }</c> that begins at line <paramref name="at"/> an <c>else if …</c>, if the braces hold nothing else.</summary>
    public void Chain(int at)
    {
        string inner = indent + Step;
        if (!lines[at + 2].StartsWith(inner + "if (", StringComparison.Ordinal)) return;
        lines[at] += " " + lines[at + 2].Substring(inner.Length);
        lines.RemoveRange(at + 1, 2);
        lines.RemoveAt(lines.Count - 1);
        for (int i = at + 1; i < lines.Count; i++) lines[i] = lines[i].Length == 0 ? "" : lines[i].Substring(Step.Length);
    }

    public override string ToString() => string.Join("\n", lines) + "\n";
}
