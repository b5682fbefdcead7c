using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>Comments that stand for more than their statement: <c>Forward sweep</c>, <c>Reverse sweep</c>.</summary>
internal static class Headings
{
    private static readonly char[] LineEnds = ['\n', '\r', '\u0085', '\u2028', '\u2029'];

    public static string[] Lines(string origin) => origin.Split(LineEnds, StringSplitOptions.RemoveEmptyEntries);

    public static bool IsHeading(string line) => line.EndsWith(" sweep", StringComparison.Ordinal);

    /// <summary>
    /// Moves the heading of a step that prints no comment of its own to the next that does. A sweep that prints nothing needs no heading, nor
    /// does the one behind it.
    /// </summary>
    public static void Lower(Body body, Func<Step, bool> isFolded)
    {
        string[] waiting = [];
        foreach (Step step in body.Steps)
        {
            if (step.Origin.Length == 0 && waiting.Length == 0) continue;
            string[] lines = Lines(step.Origin), headings = [.. lines.Where(IsHeading)];
            if (headings.Length > 0 && waiting.Length > 0)
            {
                headings = [];
                waiting = [];
            }
            if (isFolded(step) || step is Define { Value: Alloc })
            {
                waiting = [.. waiting, .. headings];
                continue;
            }
            step.Origin = string.Join("\n", [.. waiting, .. headings, .. lines.Where(static line => !IsHeading(line))]);
            waiting = [];
        }
    }
}
