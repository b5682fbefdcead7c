using System.Collections.Immutable;
using System.Numerics.Tensors;
using System.Text;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace DeepMfg.AutoDiff.Generators.Tests.Compiling;

/// <summary>How a user's project compiles: as the SDK's defaults are, where nothing else is said.</summary>
internal sealed record Settings
{
    public bool Nullable { get; init; } = true;

    public bool ImplicitUsings { get; init; } = true;

    /// <summary>Whether integers are checked for overflow where the code does not say.</summary>
    public bool ChecksOverflow { get; init; }

    /// <summary>Whether it is an application, to which no other project refers.</summary>
    public bool IsApplication { get; init; }

    /// <summary>The folder in which the files stand; nothing generated may show it.</summary>
    public string Folder { get; init; } = "/home/user/project";
}

/// <summary>Compiles texts as a user's project that references the library.</summary>
internal static class UserProject
{
    private const string Usings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; "
        + "global using System.Threading; global using System.Threading.Tasks;";

    /// <summary>Documentation comments are read too, so that a wrong <c>cref</c> is a warning.</summary>
    internal static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    private static readonly ImmutableArray<MetadataReference> s_references =
    [
        .. Net100.References.All,
        .. new[] { typeof(DifferentiableAttribute), typeof(TensorPrimitives) }.Select(static type => MetadataReference.CreateFromFile(type.Assembly.Location)),
    ];

    private static readonly ImmutableArray<DiagnosticAnalyzer> s_analyzers =
    [
        .. from type in typeof(DifferentiableGenerator).Assembly.GetTypes()
           where type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract
           select (DiagnosticAnalyzer)Activator.CreateInstance(type)!,
    ];

    internal static CSharpCompilation Compile(IEnumerable<UserFile> files, Settings? settings = null)
    {
        settings ??= new Settings();
        List<SyntaxTree> trees = [.. files.Select(file => Parse(file, settings))];
        if (settings.ImplicitUsings)
        {
            trees.Add(Parse(new UserFile("obj/GlobalUsings.g.cs", Usings), settings));
        }

        if (settings.IsApplication)
        {
            trees.Add(Parse(new UserFile("Main.cs", "static class Start { static void Main() { } }"), settings));
        }

        var options = new CSharpCompilationOptions(
            settings.IsApplication ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            checkOverflow: settings.ChecksOverflow,
            nullableContextOptions: settings.Nullable ? NullableContextOptions.Enable : NullableContextOptions.Disable,
            warningLevel: 9999);
        return CSharpCompilation.Create("UserProject", trees, s_references, options);
    }

    internal static SyntaxTree Parse(UserFile file, Settings? settings = null) => CSharpSyntaxTree.ParseText(
        SourceText.From(file.Text, Encoding.UTF8), ParseOptions, $"{(settings ?? new Settings()).Folder}/{file.Path}");

    /// <summary>A generator driver that tracks its steps.</summary>
    internal static GeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [new DifferentiableGenerator().AsSourceGenerator()],
        parseOptions: ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    internal static Generated Generate(Compilation compilation)
    {
        GeneratorDriver driver = Driver().RunGeneratorsAndUpdateCompilation(compilation, out Compilation whole, out ImmutableArray<Diagnostic> reported);
        return new Generated(driver, (CSharpCompilation)whole, reported);
    }

    internal static Generated Generate(params IEnumerable<UserFile> files) => Generate(Compile(files));

    /// <summary>What our analyzers report, and what goes wrong inside them (AD0001).</summary>
    internal static ImmutableArray<Diagnostic> Analyze(Compilation compilation)
    {
        if (s_analyzers.IsEmpty)
        {
            return [];
        }

        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        return new CompilationWithAnalyzers(compilation, s_analyzers, options).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
    }
}
