using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Calls that C# leaves out, their arguments with them: of methods whose condition is not defined, and of partial methods without a body.</summary>
internal static class Omission
{
    public static bool Of(IInvocationOperation call)
    {
        if (call.TargetMethod is { IsPartialDefinition: true, PartialImplementationPart: null, ReturnsVoid: true }) return true;
        string[] conditions = [.. ConditionsOf(call.TargetMethod)];
        return conditions.Length > 0 && !conditions.Any(name => IsDefined(name, call.Syntax));
    }

    /// <summary>Whether a call is left out in a file of the project that does not itself define the condition, as no generated file does.</summary>
    public static bool IsOnlyHere(IInvocationOperation call)
    {
        string[] conditions = [.. ConditionsOf(call.TargetMethod)];
        return conditions.Length > 0 && !conditions.Any(call.Syntax.SyntaxTree.Options.PreprocessorSymbolNames.Contains);
    }

    // An override has the conditions of what it overrides.
    private static IEnumerable<string> ConditionsOf(IMethodSymbol method)
    {
        while (method.OverriddenMethod is { } overridden) method = overridden;
        return from attribute in method.GetAttributes()
               where attribute.AttributeClass is { Name: "ConditionalAttribute", ContainingNamespace: { Name: "Diagnostics" } }
               select attribute.ConstructorArguments[0].Value as string;
    }

    /// <summary>Whether a symbol is defined where a call stands: by the project, or by the file's own <c>#define</c>.</summary>
    private static bool IsDefined(string name, SyntaxNode at)
    {
        bool isDefined = at.SyntaxTree.Options.PreprocessorSymbolNames.Contains(name);
        DirectiveTriviaSyntax? directive = ((CompilationUnitSyntax)at.SyntaxTree.GetRoot()).GetFirstDirective();
        for (; directive is not null; directive = directive.GetNextDirective())
        {
            if (directive is DefineDirectiveTriviaSyntax { IsActive: true } define && define.Name.ValueText == name) isDefined = true;
            if (directive is UndefDirectiveTriviaSyntax { IsActive: true } undefine && undefine.Name.ValueText == name) isDefined = false;
        }
        return isDefined;
    }
}
