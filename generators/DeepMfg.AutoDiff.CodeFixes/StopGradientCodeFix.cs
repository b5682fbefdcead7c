using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace DeepMfg.AutoDiff.CodeFixes;

/// <summary>DMAD020: writes <c>Ad.StopGradient</c> around a value that is converted to an integer.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(StopGradientCodeFix)), Shared]
public sealed class StopGradientCodeFix : CodeFixProvider
{
    private const string Title = "Hold the converted value constant with Ad.StopGradient";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["DMAD020"];

    /// <inheritdoc/>
    /// <remarks>A document at a time: a conversion may stand within another one's operand.</remarks>
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        async (context, document, diagnostics) => await Stop(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || !context.Diagnostics.Any(diagnostic => CastAt(root, diagnostic) is not null)) return;
        context.RegisterCodeFix(
            CodeAction.Create(Title, cancellation => Stop(context.Document, context.Diagnostics, cancellation), equivalenceKey: Title), context.Diagnostics);
    }

    private static async Task<Document> Stop(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
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
