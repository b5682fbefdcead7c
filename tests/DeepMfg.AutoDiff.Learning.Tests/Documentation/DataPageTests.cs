using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace DeepMfg.AutoDiff.Learning.Tests.Documentation;

/// <summary>What docs/data.md says is so: its programs are one, which compiles without a warning and prints what the page shows.</summary>
public sealed class DataPageTests
{
    private const string Usings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;";

    [Fact]
    public void The_programs_compile_and_print_what_the_page_says()
    {
        string page = File.ReadAllText(PagePath()).ReplaceLineEndings("\n");
        using var image = new MemoryStream();
        EmitResult result = Compile(Fenced(page, "csharp")).Emit(image);
        Assert.Empty(result.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        Assert.Equal(Fenced(page, "text"), Printed(System.Reflection.Assembly.Load(image.ToArray())));
    }

    private static CSharpCompilation Compile(string program) => CSharpCompilation.Create(
        "DataPage",
        [Parse(program), Parse(Usings)],
        [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(Table).Assembly.Location)],
        new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));

    private static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.CSharp14));

    private static string Fenced(string page, string language) =>
        string.Concat(Regex.Matches(page,
            $"^```{language}\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline).Select(match => match.Groups[1].Value));

    private static string Printed(System.Reflection.Assembly program)
    {
        TextWriter console = Console.Out;
        using var printed = new StringWriter();
        Console.SetOut(printed);
        try
        {
            program.EntryPoint!.Invoke(null, [Array.Empty<string>()]);
        }
        finally
        {
            Console.SetOut(console);
        }

        return printed.ToString().ReplaceLineEndings("\n");
    }

    private static string PagePath([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "data.md");
}
