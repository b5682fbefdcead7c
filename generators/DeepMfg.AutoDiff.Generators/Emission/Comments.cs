using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>Comments: the user's text, and the headings <c>Forward sweep</c>, <c>Reverse sweep</c>, which stand for more than their statement.</summary>
internal static class Comments
{
    private static readonly char[] LineEnds = ['\n', '\r', '\u0085', '\u2028', '\u2029'];

    /// <summary>The user's text as lines of a comment: its literals may hold what ends one.</summary>
    public static string[] Lines(Origin origin) => origin.Text.Split(LineEnds, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether code says what the comment would, up to the type of what it declares: <c>double z = w[0];</c></summary>
    public static bool Says(string code, string comment)
    {
        string text = code.EndsWith(";", StringComparison.Ordinal) ? code.Substring(0, code.Length - 1) : code;
        if (!text.EndsWith(comment, StringComparison.Ordinal)) return false;
        string before = text.Substring(0, text.Length - comment.Length);
        return before.Length == 0 || before[before.Length - 1] == ' ' && !before.Any(static character => character is '=' or '(');
    }

    /// <summary>
    /// Moves the heading of a step that prints no comment of its own to the next that does. A sweep that prints nothing needs no heading, nor
    /// does the one behind it.
    /// </summary>
    public static void Lower(Body body, Func<Step, bool> isFolded)
    {
        Sweep waiting = Sweep.None;
        foreach (Step step in body.Steps)
        {
            Sweep begins = step.Origin.Begins;
            if (waiting != Sweep.None) (begins, waiting) = (begins == Sweep.None ? waiting : Sweep.None, Sweep.None);
            if (isFolded(step) || step is Define { Value: Alloc }) waiting = begins;
            else step.Origin = step.Origin with { Begins = begins };
        }
    }
}
