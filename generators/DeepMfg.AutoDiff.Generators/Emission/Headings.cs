namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>Comments that stand for more than their statement: <c>Forward sweep</c>, <c>Reverse sweep</c>.</summary>
internal static class Headings
{
    private static readonly char[] LineEnds = ['\n', '\r', '\u0085', '\u2028', '\u2029'];

    public static string[] Lines(string origin) => origin.Split(LineEnds, StringSplitOptions.RemoveEmptyEntries);

    public static bool IsHeading(string line) => line.EndsWith(" sweep", StringComparison.Ordinal);

    /// <summary>Moves the heading of a step that prints no comment of its own to the next that does.</summary>
    public static void Lower(Body body, Func<Step, bool> isFolded)
    {
        string waiting = "";
        foreach (Step step in body.Steps)
        {
            if (isFolded(step) || step is Open or Advance)
            {
                foreach (string line in Lines(step.Origin).Where(IsHeading)) waiting += line + "\n";
            }
            else if (waiting.Length > 0)
            {
                step.Origin = waiting + step.Origin;
                waiting = "";
            }
        }
    }
}
