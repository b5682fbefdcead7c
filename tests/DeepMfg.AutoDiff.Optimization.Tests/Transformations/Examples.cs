using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepMfg.AutoDiff.Optimization.Tests.Transformations;

/// <summary>Examples of the documentation: compiled, run, and compared with what their comments say they print.</summary>
internal static partial class Examples
{
    // An alias stands before the class of System; that one writes for all threads together.
    private const string Prelude = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Numerics;
        global using System.Runtime.CompilerServices;
        global using System.Runtime.Intrinsics;
        global using DeepMfg.AutoDiff;
        global using DeepMfg.AutoDiff.Optimization;
        global using Console = Printer;

        public static class Printer
        {
            public static List<string> Lines { get; } = [];

            public static void WriteLine(object value) => Lines.Add($"{value}");
        }
        """;

    /// <summary>The examples of the library's documentation that use optimizers or schedules, by member.</summary>
    internal static IReadOnlyDictionary<string, string> OfMembers { get; } = (
        from member in XDocument.Load(Path.ChangeExtension(typeof(Optimizers).Assembly.Location, "xml")).Descendants("member")
        from code in member.Elements("example").Elements("code")
        where UsesOptimizers().IsMatch(code.Value)
        group code.Value by member.Attribute("name")!.Value).ToDictionary(group => group.Key, group => string.Join('\n', group));

    /// <summary>The C# of a part of a page, block by block.</summary>
    internal static IReadOnlyList<string> OfPage(string path, string heading)
    {
        string page = File.ReadAllText(path);
        string part = page[page.IndexOf($"\n## {heading}\n", StringComparison.Ordinal)..];
        int end = part.IndexOf("\n## ", 1, StringComparison.Ordinal);
        return [.. Fence().Matches(end < 0 ? part : part[..end]).Select(match => match.Groups[1].Value)];
    }

    /// <summary>Runs an example, and fails unless it prints what its comments say.</summary>
    internal static void AssertRuns(string code)
    {
        using var image = new MemoryStream();
        var compilation = CSharpCompilation.Create(
            $"Example{Guid.NewGuid():N}",
            [Parse(Prelude), Parse(code)],
            [
                .. Net100.References.All,
                MetadataReference.CreateFromFile(typeof(Optimizers).Assembly.Location),
                MetadataReference.CreateFromFile(typeof(GradientCheck).Assembly.Location),
            ],
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(image);
        Assert.True(result.Success, code + string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
        Assembly program = Assembly.Load(image.ToArray());
        program.EntryPoint!.Invoke(null, [Array.Empty<string>()]);
        var printed = (List<string>)program.GetType("Printer")!.GetProperty("Lines")!.GetValue(null)!;
        string[] promised = [.. Promise().Matches(code).Select(match => match.Groups[1].Value.Trim())];
        Assert.NotEmpty(promised);
        Assert.Equal(promised, printed);
    }

    private static SyntaxTree Parse(string code) => CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(LanguageVersion.CSharp14));

    [GeneratedRegex(@"\b(Optimizers|Schedules)\.")]
    private static partial Regex UsesOptimizers();

    [GeneratedRegex(@"```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"Console\.WriteLine\(.*\);\s*// (.*)")]
    private static partial Regex Promise();
}
