using System.Diagnostics;
using System.Text;
using Basic.Reference.Assemblies;
using DeepMfg.AutoDiff.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepMfg.AutoDiff.Benchmarks;

/// <summary>What the generator costs: a build of 500 methods, an edit in another file, an edit inside one method, a method of 5,000 lines.</summary>
internal static class GeneratorBenchmark
{
    private const int Methods = 500;
    private const double BuildBar = 3, EditBar = 0.3;

    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.CSharp14);

    internal static int Run()
    {
        // The first run pays for the compiler's own start.
        _ = Build(Sources(10), withGenerator: true);
        double without = Build(Sources(Methods), withGenerator: false), with = Build(Sources(Methods), withGenerator: true);
        Console.WriteLine($"Build of {Methods} methods: {without:F2} s without the generator, {with:F2} s with it (bar: {BuildBar} s more)");

        (double elsewhere, double inside) = Edits();
        Console.WriteLine($"Generator after an edit in another file {elsewhere:F3} s (bar {EditBar}), after one inside a method {inside:F3} s");

        double thousand = LongMethod(1000), fiveThousand = LongMethod(5000);
        Console.WriteLine($"Generator on a method of 1,000 lines {thousand:F2} s, of 5,000 lines {fiveThousand:F2} s");
        return with - without <= BuildBar && elsewhere <= EditBar ? 0 : 1;
    }

    private static double Build(IEnumerable<string> sources, bool withGenerator)
    {
        long start = Stopwatch.GetTimestamp();
        Compilation compilation = Compile(sources);
        if (withGenerator)
        {
            Driver().RunGeneratorsAndUpdateCompilation(compilation, out compilation, out _);
        }

        var result = compilation.Emit(Stream.Null);
        if (!result.Success)
        {
            throw new InvalidOperationException(string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(5)));
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static (double Elsewhere, double Inside) Edits()
    {
        CSharpCompilation compilation = Compile([.. Sources(Methods), "class Other { int x = 1; }"]);
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

    private static double LongMethod(int lines)
    {
        var body = new StringBuilder("double t = x;\n");
        for (int line = 0; line < lines; line++)
        {
            body.Append(line % 3 == 0 ? "t = t * x + 0.5;\n" : line % 3 == 1 ? "t = System.Math.Sin(t);\n" : "if (t > 10) t -= x;\n");
        }

        CSharpCompilation compilation = Compile([InClass("Long", Method("F", body.ToString()))]);
        long start = Stopwatch.GetTimestamp();
        Driver().RunGenerators(compilation);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Methods of some twenty lines with calls, a branch and loops, ten to a file.</summary>
    private static IEnumerable<string> Sources(int methods) => Enumerable.Range(0, methods).Chunk(10).Select(chunk => InClass(
        $"C{chunk[0]}", string.Concat(chunk.Select(i => Method($"F{i}", $$"""
            double t = x + {{i}}, sum = 0;
            for (int k = 0; k < 10; k++)
            {
                t = System.Math.Sin(t * x) + y / (1 + t * t);
                if (t > y)
                {
                    sum += t * System.Math.Exp(-x);
                    continue;
                }
                sum -= System.Math.Sqrt(1 + t * t);
            }
            while (sum > 10)
            {
                sum *= 0.5;
                t += sum;
            }
            double low = System.Math.Min(t, sum), high = System.Math.Max(t, sum);
            t = high - low * {{i}};
            t += sum * y;

            """)))));

    private static string Method(string name, string body) =>
        $"[DeepMfg.AutoDiff.Differentiable]\npublic static double {name}(double x, double y)\n{{\n{body}return t * y;\n}}\n";

    private static string InClass(string name, string members) => $"public static partial class {name}\n{{\n{members}}}\n";

    private static CSharpCompilation Compile(IEnumerable<string> sources) => CSharpCompilation.Create(
        "Timed",
        sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, s_parse, $"File{i}.cs", Encoding.UTF8)),
        [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(DifferentiableAttribute).Assembly.Location)],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    private static CSharpGeneratorDriver Driver() =>
        CSharpGeneratorDriver.Create([new DifferentiableGenerator().AsSourceGenerator()], parseOptions: s_parse);
}
