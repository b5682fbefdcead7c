using DeepMfg.AutoDiff.Generators.Tests.Frontend;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Tests.Diagnostics;

/// <summary>Diagnostics of a user's code, with the generator's output in the compilation.</summary>
internal static class Expect
{
    /// <summary>Each diagnostic as <c>id at «text under it»: message</c>; the message is matched by its beginning and end.</summary>
    public static void Of(string source, params (string Id, string At, string Says)[] expected) => Check(UserCode.Diagnose(source), source, expected);

    public static void InClass(string members, params (string Id, string At, string Says)[] expected) => Of(UserCode.Class(members), expected);

    public static void Hidden(string members, params (string Id, string At, string Says)[] expected) => Check(
        UserCode.DiagnoseAll(UserCode.Class(members)).Where(static d => d.Id.StartsWith("DMAD", StringComparison.Ordinal)), UserCode.Class(members), expected);

    private static void Check(IEnumerable<Diagnostic> diagnostics, string source, (string Id, string At, string Says)[] expected)
    {
        Diagnostic[] actual = [.. diagnostics.OrderBy(static d => d.Location.SourceSpan.Start)];
        Assert.Equal(
            expected.Select(static e => (e.Id, e.At)),
            actual.Select(d => (d.Id, d.Location.SourceTree?.FilePath == "File0.cs" ? source.Substring(d.Location.SourceSpan.Start, d.Location.SourceSpan.Length) : d.ToString())));
        foreach ((Diagnostic diagnostic, (_, _, string says)) in actual.Zip(expected)) Assert.Contains(says, diagnostic.GetMessage(), StringComparison.Ordinal);
    }
}
