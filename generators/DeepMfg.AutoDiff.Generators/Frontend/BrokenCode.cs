using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Code of which the C# compiler itself reports an error, so that we need not.</summary>
internal static class BrokenCode
{
    /// <summary>Whether the file that declares a method or type has an error; asked only where nothing was generated.</summary>
    public static bool Surrounds(ISymbol symbol, Compilation compilation, CancellationToken cancellation) =>
        symbol.DeclaringSyntaxReferences.Any(reference =>
            compilation.ModelOf(reference.SyntaxTree).GetDiagnostics(cancellationToken: cancellation)
                .Any(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
}
