using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.Diagnostics;
using DeepMfg.AutoDiff.Generators.Frontend;
using DeepMfg.AutoDiff.Generators.Interpreter;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Transforms;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepMfg.AutoDiff.Generators.Tests.Frontend;

/// <summary>A user's project in memory: what the Frontend makes of it, and what the compiler says with the generator in it.</summary>
internal static class UserCode
{
    private const string Usings =
        "global using System; global using System.Collections.Generic; global using System.Linq; global using DeepMfg.AutoDiff;";

    private static readonly CSharpParseOptions s_options = new(LanguageVersion.CSharp14);

    private static readonly MetadataReference[] s_references =
        [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(DifferentiableAttribute).Assembly.Location)];

    public static SyntaxTree Parse(string source, string path = "") => CSharpSyntaxTree.ParseText(source, s_options, path);

    public static CSharpCompilation Compile(params string[] sources) => CSharpCompilation.Create(
        "User",
        [Parse(Usings, "Usings.cs"), .. sources.Select((source, i) => Parse(source, $"File{i}.cs"))],
        s_references,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>A class around members, one of which is <c>[Differentiable] double F(…)</c> or the like.</summary>
    public static string Class(string members) => $"public static partial class C {{ {members} }}";

    public static Lowered Lower(params string[] sources)
    {
        CSharpCompilation compilation = Compile(sources);
        IMethodSymbol method = compilation.Assembly.GlobalNamespace.GetMembers().OfType<INamespaceOrTypeSymbol>()
            .SelectMany(Members).OfType<IMethodSymbol>().First(Marks.IsDifferentiable);
        return MethodLowering.Lower(compilation, method, CancellationToken.None);
    }

    /// <summary>The IR of the first marked method of a class with these members.</summary>
    public static DifferentiableMethod Method(string members)
    {
        Lowered lowered = Lower(Class(members));
        Assert.True(lowered.Method is not null, string.Join("\n", lowered.Mistakes.Select(static m => m.ToDiagnostic().ToString())) + (lowered.IsBroken ? "broken" : ""));
        Assert.Empty(Verifier.Messages(lowered.Method.Program));
        return lowered.Method;
    }

    public static string Print(string members) => Printer.Print(Method(members).Program);

    /// <summary>The compiler's and the analyzer's diagnostics with the generator's output in the compilation, hidden ones left out.</summary>
    public static ImmutableArray<Diagnostic> Diagnose(params string[] sources) =>
        [.. DiagnoseAll(sources).Where(static diagnostic => diagnostic.Severity > DiagnosticSeverity.Info)];

    public static ImmutableArray<Diagnostic> DiagnoseAll(params string[] sources) => DiagnoseAll(Compile(sources));

    /// <summary>The same in a project that refers to more.</summary>
    public static ImmutableArray<Diagnostic> Diagnose(MetadataReference[] more, params string[] sources) =>
        [.. DiagnoseAll(Compile(sources).AddReferences(more)).Where(static diagnostic => diagnostic.Severity > DiagnosticSeverity.Info)];

    private static ImmutableArray<Diagnostic> DiagnoseAll(CSharpCompilation compilation)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new DifferentiableGenerator().AsSourceGenerator()], parseOptions: s_options);
        driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> generator);
        CompilationWithAnalyzers analyzed = output.WithAnalyzers([new DifferentiableAnalyzer()]);
        return [.. generator, .. analyzed.GetAllDiagnosticsAsync().GetAwaiter().GetResult()];
    }

    public static IEnumerable<Diagnostic> DiagnoseWithoutGenerator(string source) =>
        Compile(source).WithAnalyzers([new DifferentiableAnalyzer()]).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();

    private static IEnumerable<ISymbol> Members(INamespaceOrTypeSymbol container) =>
        container.GetMembers().SelectMany(static member =>
            member is INamespaceOrTypeSymbol inner ? Members(inner).Prepend(member) : Enumerable.Repeat(member, 1));
}
