using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>The file that says to other compilers what a method computes: a constant, which a generated member's attribute refers to.</summary>
internal static class BodyFile
{
    /// <summary>Beside the method's derivatives, in a file of its own: nobody reads it who reads them.</summary>
    public static string NameOf(Signature signature) => $"{signature.HintName},body{Signature.Ending}";

    public static string AttributeOf(Signature signature)
    {
        string home = signature.QualifyNames ? "global::DeepMfg.AutoDiff." : "";
        return $"[{home}DifferentiableBody({Parser.Version}, {signature.HelperName}.{ConstantOf(signature)})]";
    }

    public static string Write(DifferentiableMethod method)
    {
        Signature signature = method.Signature;
        string text = Printer.Print(method.Program, signature.Published);
        return SourceFile.Write(signature.Container, signature.Suppressed, [], writer =>
        {
            writer.Line($"private static partial class {signature.HelperName}");
            writer.Open();
            writer.Line($"/// <summary>What <c>{signature.Name}</c> computes, for the compilers of projects that call it.</summary>");
            writer.Line($"public const string {ConstantOf(signature)} =");
            string quotes = new('"', Math.Max(3, LongestRun(text) + 1));
            writer.Line($"    {quotes}");
            foreach (string line in text.TrimEnd('\n').Split('\n')) writer.Line(line.Length == 0 ? "" : "    " + line);
            writer.Line($"    {quotes};");
            writer.Close();
        });
    }

    private static string ConstantOf(Signature signature) => "Body" + HelperClass.Overload(signature.HintName);

    private static int LongestRun(string text)
    {
        int longest = 0, run = 0;
        foreach (char c in text)
        {
            run = c == '"' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }
        return longest;
    }
}
