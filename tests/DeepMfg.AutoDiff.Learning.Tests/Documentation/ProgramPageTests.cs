using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;

namespace DeepMfg.AutoDiff.Learning.Tests.Documentation;

/// <summary>What these pages of docs say is so: the programs of each are one, which compiles without a warning and prints what the page shows.</summary>
public sealed class ProgramPageTests
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        """;

    /// <summary>What the page takes as given, besides the library.</summary>
    private const string TrainingUsings = """
        global using DeepMfg.AutoDiff;
        global using DeepMfg.AutoDiff.Learning;
        global using DeepMfg.AutoDiff.Optimization;
        global using DeepMfg.AutoDiff.Tests.Models;
        """;

    [Fact]
    public void The_programs_on_data_compile_and_print_what_the_page_says() => AssertPrints("data.md");

    [Fact]
    public void The_programs_on_operations_compile_and_print_what_the_page_says() => AssertPrints("operations.md", "global using DeepMfg.AutoDiff;");

    [Fact]
    public void The_programs_on_training_compile_and_print_what_the_page_says() =>
        AssertPrints("training.md", TrainingUsings, File.ReadAllText(PathOf("tests/Models/Soft.cs")));

    private static void AssertPrints(string name, params string[] given)
    {
        string page = File.ReadAllText(PathOf($"docs/{name}")).ReplaceLineEndings("\n");
        using var image = new MemoryStream();
        EmitResult result = Compile([Program(page), Usings, .. given]).Emit(image);
        Assert.Empty(result.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        Assert.Equal(Fenced(page, "text"), Printed(System.Reflection.Assembly.Load(image.ToArray())));
    }

    private static CSharpCompilation Compile(string[] texts) => CSharpCompilation.Create(
        "Page",
        texts.Select(Parse),
        [.. Net100.References.All, .. Libraries()],
        new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));

    private static IEnumerable<MetadataReference> Libraries() => Directory.EnumerateFiles(AppContext.BaseDirectory, "DeepMfg.AutoDiff*.dll")
        .Where(file => !file.EndsWith("Tests.dll", StringComparison.Ordinal))
        .Select(file => MetadataReference.CreateFromFile(file));

    /// <summary>The blocks in order; types stand behind statements in a program, wherever they stand on the page.</summary>
    private static string Program(string page)
    {
        CompilationUnitSyntax[] blocks = [.. Blocks(page, "csharp").Select(block => (CompilationUnitSyntax)Parse(block).GetRoot())];
        IEnumerable<SyntaxNode> members = blocks.SelectMany(block => block.Members).OrderBy(member => member is not GlobalStatementSyntax);
        return string.Concat(blocks.SelectMany(block => block.Usings).Cast<SyntaxNode>().Concat(members).Select(node => node.ToFullString()));
    }

    private static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.CSharp14));

    private static string Fenced(string page, string language) => string.Concat(Blocks(page, language));

    private static IEnumerable<string> Blocks(string page, string language) => Regex.Matches(
        page, $"^```{language}\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline).Select(match => match.Groups[1].Value);

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

    private static string PathOf(string path, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", path);
}
