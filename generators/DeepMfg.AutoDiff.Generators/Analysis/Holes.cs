using System.Globalization;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Analysis;

/// <summary>Whether the holes of an opaque text are those that its arguments and results fill.</summary>
internal static class Holes
{
    public static IEnumerable<string> Errors(Opaque opaque)
    {
        List<string> errors = [];
        HashSet<int> arguments = [], results = [];
        foreach ((string text, bool isHole, int at) in Hole.Parts(opaque.Text.Template))
        {
            if (!isHole) errors.AddRange(LoneBraces(text, at));
            else if (Hole.Parse(text) is not { } hole || !IsFilled(hole, opaque)) errors.Add($"nothing fills the hole {{{text}}}");
            else
            {
                if (hole.Argument is { } argument) arguments.Add(argument);
                if (hole.Result is { } result) results.Add(result);
                if (hole is { Argument: { } before, Result: { } after } && opaque.Arguments[before].Type != opaque.Results[after].Type)
                {
                    errors.Add($"{hole} starts as a value of another type");
                }
            }
        }
        int firstOut = opaque.Text.HasValue ? 1 : 0;
        if (opaque.Results.Count < firstOut) errors.Add("its value has no variable");
        for (int i = 0; i < opaque.Arguments.Count; i++) Require(arguments.Contains(i), $"argument {i}");
        for (int k = firstOut; k < opaque.Results.Count; k++) Require(results.Contains(k), $"result {k}");
        return errors;

        void Require(bool isMet, string what)
        {
            if (!isMet) errors.Add($"{what} has no hole");
        }
    }

    private static bool IsFilled(Hole hole, Opaque opaque) =>
        (hole.Saying?.Of ?? hole.Argument) is var argument && (argument is null || argument < opaque.Arguments.Count)
        && (hole.Result is not { } result || result < opaque.Results.Count && !(opaque.Text.HasValue && result == 0));

    private static IEnumerable<string> LoneBraces(string text, int start)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('{' or '}')) continue;
            if (i + 1 < text.Length && text[i + 1] == text[i]) i++;
            else yield return $"the brace at {(start + i).ToString(CultureInfo.InvariantCulture)} stands alone";
        }
    }
}
