using System.Runtime.CompilerServices;

namespace DeepMfg.AutoDiff.Generators.Tests.Emission;

/// <summary>
/// Compares a text with the file <c>Class.Method.verified.cs</c> beside the test. Where they differ it writes <c>.received.cs</c>; with DMAD_ACCEPT=1
/// in the environment it accepts the text instead.
/// </summary>
internal static class Golden
{
    public static void Verify(string text, [CallerFilePath] string file = "", [CallerMemberName] string method = "")
    {
        string start = Path.Combine(Path.GetDirectoryName(file)!, $"{Path.GetFileNameWithoutExtension(file)}.{method}");
        string verified = start + ".verified.cs", received = start + ".received.cs";
        string expected = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : "";
        if (text == expected)
        {
            File.Delete(received);
            return;
        }
        if (Environment.GetEnvironmentVariable("DMAD_ACCEPT") == "1")
        {
            File.WriteAllText(verified, text);
            File.Delete(received);
            return;
        }
        File.WriteAllText(received, text);
        Assert.Fail($"{Path.GetFileName(verified)} differs.\n--- verified\n{expected}\n--- received\n{text}");
    }
}
