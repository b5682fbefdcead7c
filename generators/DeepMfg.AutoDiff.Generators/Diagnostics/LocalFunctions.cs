using DeepMfg.AutoDiff.Generators.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepMfg.AutoDiff.Generators.Diagnostics;

/// <summary>Marks on local functions, which no symbol action sees.</summary>
internal static class LocalFunctions
{
    public static void Report(SyntaxNodeAnalysisContext context)
    {
        LocalFunctionStatementSyntax function = (LocalFunctionStatementSyntax)context.Node;
        if (function.AttributeLists.Count == 0 || context.SemanticModel.GetDeclaredSymbol(function, context.CancellationToken) is not { } symbol) return;
        if (!Marks.IsDifferentiable(symbol)) return;
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.NotDifferentiableMember, function.Identifier.GetLocation(), symbol.Name, "a local function", "move it to a partial type as a method"));
    }
}
