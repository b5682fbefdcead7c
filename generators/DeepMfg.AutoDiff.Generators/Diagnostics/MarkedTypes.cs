using DeepMfg.AutoDiff.Generators.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepMfg.AutoDiff.Generators.Diagnostics;

/// <summary>What there is to say about marked types; and that something was generated where that is nothing.</summary>
internal static class MarkedTypes
{
    public static void Report(SymbolAnalysisContext context)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)context.Symbol;
        if (!Marks.IsDifferentiable(type) || type.TypeKind is not (TypeKind.Class or TypeKind.Struct)) return;
        if (context.IsGeneratedCode)
        {
            if (!ModelTypes.Implements(type)) context.ReportDiagnostic(Diagnostic.Create(Descriptors.OutputOfAnother, type.Locations[0], type.Name));
            return;
        }
        foreach (Mistake mistake in Find(type, context.Compilation, context.CancellationToken)) context.ReportDiagnostic(mistake.ToDiagnostic());
    }

    private static IEnumerable<Mistake> Find(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        try
        {
            ModelReading reading = ModelReading.Of(compilation, type, cancellation);
            if (reading.Mistakes.IsBroken) return [];
            return reading.IsFaulty || ModelTypes.Implements(type) || BrokenCode.Surrounds(type, compilation, cancellation)
                ? reading.Mistakes.All : [.. reading.Mistakes.All, Nothing("the generator did not complete")];
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return BrokenCode.Surrounds(type, compilation, cancellation) ? [] : [Nothing($"{exception.GetType().Name}: {exception.Message}")];
        }

        Mistake Nothing(string reason) => new(Descriptors.NothingGenerated, type.Locations[0], type.Name, reason);
    }
}
