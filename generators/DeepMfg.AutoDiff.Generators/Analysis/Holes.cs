using System.Globalization;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Analysis;

/// <summary>Whether the holes of an opaque text are those that its arguments and results fill.</summary>
internal static class Holes
{
    public static IEnumerable<string> Errors(Opaque opaque)
    {
        List<string> errors = [];
        HashSet<string> holes = [];
        Collect(opaque.Text.Template, holes, errors);
        int firstOut = opaque.Text.HasValue ? 1 : 0;
        if (opaque.Results.Count < firstOut) errors.Add("its value has no variable");
        for (int i = 0; i < opaque.Arguments.Count; i++) Require(Hole(i), $"argument {i}");
        for (int k = firstOut; k < opaque.Results.Count; k++) Require($"out {Hole(k)}", $"result {k}");
        errors.AddRange(holes.Select(static hole => $"nothing fills the hole {{{hole}}}"));
        return errors;

        void Require(string hole, string what)
        {
            if (!holes.Remove(hole)) errors.Add($"{what} has no hole");
        }
    }

    private static void Collect(string template, HashSet<string> holes, List<string> errors)
    {
        for (int i = 0; i < template.Length; i++)
        {
            char c = template[i];
            if (c is not ('{' or '}')) continue;
            bool isDoubled = i + 1 < template.Length && template[i + 1] == c;
            int end = c == '{' && !isDoubled ? template.IndexOf('}', i) : -1;
            if (isDoubled) i++;
            else if (end < 0) errors.Add($"the brace at {i.ToString(CultureInfo.InvariantCulture)} stands alone");
            else
            {
                holes.Add(template.Substring(i + 1, end - i - 1));
                i = end;
            }
        }
    }

    private static string Hole(int index) => index.ToString(CultureInfo.InvariantCulture);
}
