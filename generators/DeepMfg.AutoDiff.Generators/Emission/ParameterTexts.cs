using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>
/// What the documentation of a member says of its parameters and its result: the user's own words, with their units, where the method has some, and
/// then a word about each of the others, which C# asks for.
/// </summary>
internal static class ParameterTexts
{
    private static readonly (string Ending, string Text)[] Companions =
    [
        ("Dot", "The tangent of {0}."), ("Bar", "What the cotangent of {0} is added to."), ("Gradient", "Is overwritten with the gradient in {0}."),
    ];

    private static readonly Dictionary<string, string> Others = new()
    {
        ["cotangent"] = "The cotangent of the result.",
        ["tape"] = "Where the sweeps keep what they hand over.",
        ["jacobian"] = "A row for each number of the result.",
    };

    public static IEnumerable<string> Of(Member member)
    {
        Signature signature = member.Signature;
        if (signature.Described.IsEmpty) yield break;
        foreach (string name in member.Parameters.Select(NameOf)) yield return $"<param name=\"{name}\">{TextOf(name, signature)}</param>";
        if (member.Result == "void" || signature.Described.FirstOrDefault(static words => words.Name.Length == 0) is not { Text: var value }) yield break;
        string about = member.Result == signature.Result?.Type ? "" : "The value and what the summary names. The value: ";
        yield return $"<returns>{about}{value}</returns>";
    }

    // "params int[] rest", "double x = 1": the last word before what is omitted
    private static string NameOf(string parameter)
    {
        int end = parameter.IndexOf(" = ", StringComparison.Ordinal);
        string declared = end < 0 ? parameter : parameter.Substring(0, end);
        return declared.Substring(declared.LastIndexOf(' ') + 1).TrimStart('@');
    }

    private static string TextOf(string name, Signature signature)
    {
        if (signature.Described.FirstOrDefault(words => words.Name == name) is { } own) return own.Text;
        foreach ((string ending, string text) in Companions)
        {
            string of = name.EndsWith(ending, StringComparison.Ordinal) ? name.Substring(0, name.Length - ending.Length) : "";
            if (of == "this") return string.Format(System.Globalization.CultureInfo.InvariantCulture, text, "the receiver");
            bool isOwn = signature.Parameters.Any(parameter => parameter.Name == of);
            if (isOwn) return string.Format(System.Globalization.CultureInfo.InvariantCulture, text, $"<paramref name=\"{of}\"/>");
        }
        return Others.TryGetValue(name, out string? known) ? known : $"As <c>{signature.Name}</c> takes it.";
    }
}
