extern alias compiler;

using System.Diagnostics;
using System.Text;
using Basic.Reference.Assemblies;
using compiler::DeepMfg.AutoDiff.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepMfg.AutoDiff.Benchmarks.Generator;

/// <summary>Compilations in this process.</summary>
internal static class Compiling
{
    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.CSharp14);

    internal static CSharpCompilation Of(IEnumerable<string> sources) => CSharpCompilation.Create(
        "Timed",
        sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, s_parse, $"File{i}.cs", Encoding.UTF8)),
        [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(DifferentiableAttribute).Assembly.Location)],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    internal static GeneratorDriver Driver() =>
        CSharpGeneratorDriver.Create([new DifferentiableGenerator().AsSourceGenerator()], parseOptions: s_parse);

    /// <summary>How long the generator takes after an edit in a file of its own, and after one inside a method.</summary>
    internal static (double Elsewhere, double Inside) Edits(int methods)
    {
        CSharpCompilation compilation = Of([.. Sources.Of(methods), "class Other { int x = 1; }"]);
        GeneratorDriver driver = Driver().RunGenerators(compilation);

        CSharpCompilation elsewhere = Edited(compilation, compilation.SyntaxTrees.Length - 1, "x = 1", "x = 2");
        long start = Stopwatch.GetTimestamp();
        driver = driver.RunGenerators(elsewhere);
        double first = Stopwatch.GetElapsedTime(start).TotalSeconds;

        CSharpCompilation inside = Edited(elsewhere, 0, "t * x", "x * t");
        start = Stopwatch.GetTimestamp();
        driver.RunGenerators(inside);
        return (first, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private static CSharpCompilation Edited(CSharpCompilation compilation, int tree, string old, string replacement)
    {
        SyntaxTree before = compilation.SyntaxTrees[tree];
        int at = before.ToString().IndexOf(old, StringComparison.Ordinal);
        var change = new Microsoft.CodeAnalysis.Text.TextChange(new(at, old.Length), replacement);
        return compilation.ReplaceSyntaxTree(before, before.WithChangedText(before.GetText().WithChanges(change)));
    }
}
