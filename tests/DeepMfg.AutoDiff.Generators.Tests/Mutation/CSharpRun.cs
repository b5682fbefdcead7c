using System.Collections.Immutable;
using DeepMfg.AutoDiff.Generators.Tests.Compiling;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepMfg.AutoDiff.Generators.Tests.Mutation;

/// <summary>What the compiler makes of a file with our generator and analyzer in it.</summary>
/// <param name="Compiles">Whether the file compiles without them.</param>
/// <param name="Failure">What must not be, or <see langword="null"/>.</param>
internal sealed record CSharpRun(bool Compiles, string? Failure)
{
    public static CSharpRun Of(Mutant mutant)
    {
        CSharpCompilation compilation = UserProject.Compile([mutant.File, .. mutant.Around]);
        bool compiles = !Errors(compilation.GetDiagnostics()).Any();
        Generated generated = UserProject.Generate(compilation);
        ImmutableArray<Diagnostic> analysis = UserProject.Analyze(generated.Compilation);
        Diagnostic[] thrown = [.. generated.Reported.Concat(analysis).Where(d => d.Id is "CS8785" or "AD0001" || (compiles && d.Id == "DMAD033"))];
        if (thrown.Length > 0)
        {
            return new CSharpRun(compiles, List(thrown));
        }

        // A mutant may loop for ever, and then what follows cannot be reached: warnings are no fault here.
        Diagnostic[] faults = [.. Errors(generated.Faults())];
        return new CSharpRun(compiles, compiles && faults.Length > 0 && !Errors(analysis).Any() ? $"{List(faults)}\n{generated.TextOf(faults[0].Location)}" : null);
    }

    private static IEnumerable<Diagnostic> Errors(IEnumerable<Diagnostic> diagnostics) => diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error);

    private static string List(IEnumerable<Diagnostic> diagnostics) => string.Join("\n", diagnostics);
}
