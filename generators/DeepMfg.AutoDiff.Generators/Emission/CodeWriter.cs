namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>Collects lines of C#, each with the indentation of the braces around it.</summary>
internal sealed class CodeWriter
{
    private const string Step = "    ";

    private readonly List<string> lines = [];

    /// <summary>For each open <c>else</c> whether an <c>if</c> stands behind it, rather than braces.</summary>
    private readonly Stack<bool> chained = [];
    private string indent = "";
    private int margin;

    /// <summary>Whether an <c>else</c> waits for what is written first inside it.</summary>
    private bool waits;

    /// <summary>Whether nothing is written yet inside the innermost braces.</summary>
    public bool IsAtStart => lines.Count > 0 && lines[lines.Count - 1].EndsWith("{", StringComparison.Ordinal);

    public void Line(string line = "")
    {
        if (waits) line = BehindElse(line);
        lines.Add(line.Length == 0 ? "" : indent + line);
    }

    /// <summary>Opens the braces of a type or a method.</summary>
    public void Open()
    {
        Begin();
        margin += Step.Length;
    }

    /// <summary>Closes the braces of a type or a method.</summary>
    public void Close()
    {
        margin -= Step.Length;
        End();
    }

    /// <summary>Opens the braces of a statement; the number of its head is what closes them.</summary>
    public int Open(string head)
    {
        Line(head);
        int opened = lines.Count - 1;
        Begin();
        return opened;
    }

    /// <param name="opened">The number of the statement's head.</param>
    /// <param name="width">How wide the only line inside the braces may be, to stand behind the head without them.</param>
    public void Close(int opened, int width = 0)
    {
        bool isOnly = lines.Count == opened + 3 && lines[opened + 2].Length - indent.Length + margin <= width;
        if (!isOnly)
        {
            End();
            return;
        }
        lines[opened] += " " + lines[opened + 2].Substring(indent.Length);
        lines.RemoveRange(opened + 1, 2);
        indent = indent.Substring(Step.Length);
    }

    /// <param name="holdsChoice">Whether all that it holds is a choice, whose <c>if</c> goes behind the <c>else</c> where nothing is written before.</param>
    public void OpenElse(bool holdsChoice)
    {
        waits = true;
        if (!holdsChoice) BehindElse("");
    }

    public void CloseElse()
    {
        if (!chained.Pop()) End();
    }

    public override string ToString() => string.Join("\n", lines) + "\n";

    private string BehindElse(string line)
    {
        waits = false;
        bool isChoice = line.StartsWith("if (", StringComparison.Ordinal);
        chained.Push(isChoice);
        if (isChoice) return "else " + line;
        Open("else");
        return line;
    }

    private void Begin()
    {
        Line("{");
        indent += Step;
    }

    private void End()
    {
        indent = indent.Substring(Step.Length);
        Line("}");
    }
}
