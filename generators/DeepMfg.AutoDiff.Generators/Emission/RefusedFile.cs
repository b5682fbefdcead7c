using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>
/// Writes what stands in for the derivatives of a method that is refused: members that throw. They are there so that those who call them see the one
/// error that says why, and none that they do not exist.
/// </summary>
internal static class RefusedFile
{
    public static string Write(Signature signature, Produce produce) => SourceFile.Write(signature.Container, signature.Suppressed, [], writer =>
    {
        string why = $"'{signature.Name}' is not differentiated, for the reason that the error at it says.";
        string body = $" => throw new global::System.NotSupportedException(\"{why}\");";
        // An error stands at the method already.
        writer.Line("#pragma warning disable");
        foreach (string head in MemberHeads.Of(signature, produce))
        {
            Begin(signature, writer);
            writer.Line(head + body);
        }
        if (!produce.HasFlag(Produce.Objective)) return;
        (string type, IEnumerable<string> members) = MemberHeads.OfObjective(signature);
        Begin(signature, writer);
        writer.Line(type);
        writer.Open();
        foreach (string member in members) writer.Line(member + body);
        writer.Close();
    });

    private static void Begin(Signature signature, CodeWriter writer)
    {
        writer.Line();
        writer.Line(SourceFile.MarksOf(qualifyNames: true));
        if (signature.Obsolete.Length > 0) writer.Line(signature.Obsolete);
    }
}
