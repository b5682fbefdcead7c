using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepMfg.AutoDiff.Generators.Tests.Compiling;

/// <summary>A project with what was generated for it.</summary>
/// <param name="Driver">The driver after its run.</param>
/// <param name="Compilation">The project, generated files included.</param>
/// <param name="Reported">What the driver reports: CS8785 where the generator has thrown.</param>
internal sealed record Generated(GeneratorDriver Driver, CSharpCompilation Compilation, ImmutableArray<Diagnostic> Reported)
{
    public ImmutableArray<GeneratedSourceResult> Sources => Driver.GetRunResult().Results.Single().GeneratedSources;

    public string Text => string.Join("\n", Sources.Select(source => $"// {source.HintName}\n{source.SourceText}"));

    /// <summary>The text of the generated files that mention a name.</summary>
    public string TextOf(string name) =>
        string.Join("\n", Sources.Select(source => source.SourceText.ToString()).Where(text => text.Contains(name, StringComparison.Ordinal)));

    /// <summary>The lines around a place in a generated file.</summary>
    public string TextOf(Location location)
    {
        int line = location.GetLineSpan().StartLinePosition.Line;
        return location.SourceTree is { } tree ? string.Join("\n", tree.GetText().Lines.Skip(line - 12).Take(16)) : "";
    }

    /// <summary>What must never be: an exception of ours, an error anywhere, a warning in generated code.</summary>
    public IEnumerable<Diagnostic> Faults()
    {
        HashSet<SyntaxTree> generated = [.. Sources.Select(source => source.SyntaxTree)];
        return Reported.Concat(Compilation.GetDiagnostics()).Where(diagnostic =>
            diagnostic.Severity == DiagnosticSeverity.Error
            || diagnostic.Id == "CS8785"
            || (diagnostic.Severity == DiagnosticSeverity.Warning && diagnostic.Location.SourceTree is { } tree && generated.Contains(tree)));
    }

    /// <param name="referenced">An assembly to which the project refers, beside the library.</param>
    public Loaded Load(byte[]? referenced = null)
    {
        using var image = new MemoryStream();
        var result = Compilation.Emit(image);
        if (!result.Success)
        {
            throw new InvalidOperationException(string.Join("\n", result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)) + "\n" + Text);
        }

        return Loaded.From(image, referenced);
    }
}
