using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DeepMfg.AutoDiff.CodeFixes;

/// <summary>A fix of a document that does the same for one diagnostic as for all of them.</summary>
/// <remarks>All of a document at a time, not by the batch fixer: edits of two may meet at one place, where that drops one of them.</remarks>
public abstract class DocumentCodeFix : CodeFixProvider
{
    /// <summary>What the user reads before it is done.</summary>
    protected abstract string Title { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        async (context, document, diagnostics) => await Fix(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (!await Applies(context.Document, context.Diagnostics, context.CancellationToken).ConfigureAwait(false)) return;
        context.RegisterCodeFix(
            CodeAction.Create(Title, cancellation => Fix(context.Document, context.Diagnostics, cancellation), equivalenceKey: Title), context.Diagnostics);
    }

    /// <summary>Whether some of the diagnostics are at what can be fixed.</summary>
    /// <param name="document">The document.</param>
    /// <param name="diagnostics">The diagnostics in it.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <returns>Whether there is anything to do.</returns>
    protected virtual Task<bool> Applies(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation) => Task.FromResult(true);

    /// <summary>The document without the diagnostics.</summary>
    /// <param name="document">The document.</param>
    /// <param name="diagnostics">The diagnostics in it.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>The changed document.</returns>
    protected abstract Task<Document> Fix(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation);

    private protected static async Task<SyntaxNode> RootOf(Document document, CancellationToken cancellation) =>
        await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) ?? throw new InvalidOperationException("A C# document has a syntax tree.");
}
