using DeepMfg.AutoDiff.Generators.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepMfg.AutoDiff.Generators.Diagnostics;

/// <summary>What there is to say about rules by hand.</summary>
internal static class MarkedRules
{
    public static void Report(SymbolAnalysisContext context)
    {
        IMethodSymbol method = (IMethodSymbol)context.Symbol;
        if (method.PartialDefinitionPart is not null || Marks.DerivativeOf(method) is null) return;
        (RuleByHand? rule, Mistake? mistake) = RuleReading.Of(method);
        if (rule is not null && RulesByHand.Of(context.Compilation, context.CancellationToken).Before(rule) is { } other)
        {
            mistake = new Mistake(
                Descriptors.WrongRule, method.Locations[0], method.Name, $"{rule.Primal.ContainingType.Name}.{rule.Primal.Name}",
                $"is the second of its mode, beside '{other.Method.ContainingType.Name}.{other.Method.Name}'", "keep one of them");
        }
        if (mistake is not null) context.ReportDiagnostic(mistake.ToDiagnostic());
    }
}
