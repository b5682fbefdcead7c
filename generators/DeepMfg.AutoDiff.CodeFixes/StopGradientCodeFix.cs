using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace DeepMfg.AutoDiff.CodeFixes;

/// <summary>DMAD020: writes <c>Ad.StopGradient</c> around a value that is converted to an integer.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(StopGradientCodeFix)), Shared]
public sealed class StopGradientCodeFix : DocumentCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["DMAD020"];

    /// <inheritdoc/>
    protected override string Title => "Hold the converted value constant with Ad.StopGradient";

    /// <inheritdoc/>
    protected override async Task<bool> Applies(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        SyntaxNode root = await RootOf(document, cancellation).ConfigureAwait(false);
        return diagnostics.Any(diagnostic => CastAt(root, diagnostic) is not null);
    }

    /// <inheritdoc/>
    protected override async Task<Document> Fix(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        SyntaxNode root = await RootOf(document, cancellation).ConfigureAwait(false);
        IEnumerable<CastExpressionSyntax> casts = diagnostics.Select(diagnostic => CastAt(root, diagnostic)).OfType<CastExpressionSyntax>().Distinct();
        return document.WithSyntaxRoot(root.ReplaceNodes(casts, static (_, cast) => cast.WithExpression(Stopped(cast.Expression))));
    }

    private static CastExpressionSyntax? CastAt(SyntaxNode root, Diagnostic diagnostic) =>
        root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<CastExpressionSyntax>(
            cast => cast.Span == diagnostic.Location.SourceSpan);

    private static InvocationExpressionSyntax Stopped(ExpressionSyntax value)
    {
        ExpressionSyntax method = SyntaxFactory.ParseExpression("DeepMfg.AutoDiff.Ad.StopGradient").WithAdditionalAnnotations(Simplifier.Annotation);
        ExpressionSyntax inner = value is ParenthesizedExpressionSyntax { Expression: var within } ? within : value.WithoutTrivia();
        return SyntaxFactory.InvocationExpression(
            method, SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(inner)))).WithTriviaFrom(value);
    }
}
