using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepMfg.AutoDiff.CodeFixes;

/// <summary>DMAD001: makes the type around a marked method partial, with all types that enclose it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePartialCodeFix)), Shared]
public sealed class MakePartialCodeFix : CodeFixProvider
{
    private const string Title = "Make the type partial, with all that enclose it";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["DMAD001"];

    /// <inheritdoc/>
    /// <remarks>
    /// A document at a time, not the batch fixer: fixes of two types in one would both make that one partial, and the batch fixer drops
    /// one of two edits at the same place.
    /// </remarks>
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        async (context, document, diagnostics) => await MakePartial(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        CodeAction action = CodeAction.Create(
            Title, cancellation => MakePartial(context.Document, context.Diagnostics, cancellation), equivalenceKey: Title);
        context.RegisterCodeFix(action, context.Diagnostics);
        return Task.CompletedTask;
    }

    private static async Task<Document> MakePartial(
        Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        SyntaxNode root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false)
            ?? throw new InvalidOperationException("A C# document has a syntax tree.");
        IEnumerable<TypeDeclarationSyntax> types = diagnostics
            .SelectMany(diagnostic => root.FindNode(diagnostic.Location.SourceSpan).AncestorsAndSelf())
            .OfType<TypeDeclarationSyntax>()
            .Where(type => !type.Modifiers.Any(SyntaxKind.PartialKeyword))
            .Distinct();
        return document.WithSyntaxRoot(root.ReplaceNodes(types, (_, type) => Declarations.WithPartial(type)));
    }
}
