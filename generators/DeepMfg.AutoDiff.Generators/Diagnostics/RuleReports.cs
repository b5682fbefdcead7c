using DeepMfg.AutoDiff.Generators.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepMfg.AutoDiff.Generators.Diagnostics;

/// <summary>What there is to say about rules by hand: of their shape, and of their values.</summary>
internal static class RuleReports
{
    public static void Report(SymbolAnalysisContext context)
    {
        IMethodSymbol method = (IMethodSymbol)context.Symbol;
        if (method.PartialDefinitionPart is not null || Marks.DerivativeOf(method) is null) return;
        RulesByHand rules = RulesByHand.Of(context.Compilation, context.CancellationToken);
        Mistake? mistake = rules.MistakeOf(method);
        if (mistake is null && rules.RuleOf(method) is { } rule && SymbolEqualityComparer.Default.Equals(rule.Method, method))
        {
            mistake = new RuleCheck(context.Compilation, rules, context.CancellationToken).Of(rule);
        }
        if (mistake is not null) context.ReportDiagnostic(mistake.ToDiagnostic());
    }
}
