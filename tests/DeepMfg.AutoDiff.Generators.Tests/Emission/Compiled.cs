using System.Reflection;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepMfg.AutoDiff.Generators.Tests.Emission;

/// <summary>Generated files compiled and loaded: without implicit usings, every warning an error.</summary>
internal static class Compiled
{
    /// <summary>The user's side of the type <c>Wear</c>.</summary>
    private const string Users = "namespace Made; /// <summary>The user's.</summary>\npublic static partial class Wear;";

    public static Assembly Assembly(params IEnumerable<string> files)
    {
        var parse = new CSharpParseOptions(LanguageVersion.CSharp14, DocumentationMode.Diagnose);
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable,
            generalDiagnosticOption: ReportDiagnostic.Error, warningLevel: 9999);
        CSharpCompilation compilation = CSharpCompilation.Create(
            $"Generated{Guid.NewGuid():N}",
            files.Prepend(Users).Select((file, i) => CSharpSyntaxTree.ParseText(file, parse, $"File{i}.g.cs")),
            [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(Tape).Assembly.Location)],
            options);
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        // CS8019, an unused using, is the only thing hidden that the compiler may find.
        Diagnostic[] found = [.. result.Diagnostics.Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];
        Assert.True(result.Success && found.Length == 0, string.Join("\n", found.Take(10).Select(static x => x.ToString())) + "\n" + string.Join("\n", files));
        return System.Reflection.Assembly.Load(image.ToArray());
    }

    /// <summary>The method of that name of the type <c>Made.Wear</c>.</summary>
    public static MethodInfo Method(string file, string name) => Assembly(file).GetType("Made.Wear")!.GetMethod(name)!;
}
