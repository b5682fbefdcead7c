using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Whether what stays C# text throws where it overflows: Roslyn's operations say so of numbers alone, so the code around is asked.</summary>
internal static class CheckedContext
{
    /// <summary>Whether a conversion throws where it overflows: of enumerations, and of numbers that there may be, the operation does not say it.</summary>
    public static bool Holds(IConversionOperation conversion, Compilation compilation) => conversion.IsChecked
        || conversion.GetConversion() is { IsExplicit: true, IsUserDefined: false } how && (how.IsEnumeration || how.IsNullable)
        && conversion is { Operand.Type: { } from, Type: { } to } && !compilation.ClassifyConversion(NumberOf(from), NumberOf(to)).IsImplicit
        && Holds(conversion.Syntax, compilation);

    /// <summary>Whether what stands here and does not say so is checked.</summary>
    public static bool Holds(SyntaxNode at, Compilation compilation)
    {
        // What is done to the value of a 'checked' expression is done outside of it.
        for (SyntaxNode? node = at is CheckedExpressionSyntax ? at.Parent : at; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case CheckedExpressionSyntax expression: return expression.IsKind(SyntaxKind.CheckedExpression);
                case CheckedStatementSyntax statement: return statement.IsKind(SyntaxKind.CheckedStatement);
            }
        }
        return compilation.Options is CSharpCompilationOptions { CheckOverflow: true };
    }

    /// <summary>What a type's values are stored as, where there is one.</summary>
    private static ITypeSymbol NumberOf(ITypeSymbol type) =>
        Types.WithoutNull(type) is var value && value is INamedTypeSymbol { EnumUnderlyingType: { } underlying } ? underlying : value;
}
