using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepMfg.AutoDiff.CodeFixes;

/// <summary>A fix of declarations of types, which may stand in other documents than the diagnostics.</summary>
public abstract class DeclarationCodeFix : CodeFixProvider
{
    /// <summary>What the user reads before it is done.</summary>
    protected abstract string Title { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => new AllDeclarations(this);

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            List<TypeDeclarationSyntax> types = [.. await TypesOf(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false)];
            if (types.Count == 0) continue;
            context.RegisterCodeFix(
                CodeAction.Create(Title, cancellation => Fix(context.Document.Project.Solution, types, cancellation), equivalenceKey: Title), diagnostic);
        }
    }

    /// <summary>The declarations that a diagnostic asks to change.</summary>
    /// <param name="document">The document that it is in.</param>
    /// <param name="diagnostic">The diagnostic.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <returns>None where the fix has nothing to change.</returns>
    protected abstract Task<IEnumerable<TypeDeclarationSyntax>> TypesOf(Document document, Diagnostic diagnostic, CancellationToken cancellation);

    /// <summary>What becomes of a declaration or of one around it.</summary>
    /// <param name="type">It, with what has been changed inside.</param>
    /// <param name="isAsked">Whether it is one of those that were asked for.</param>
    /// <returns>The declaration in its place.</returns>
    protected abstract TypeDeclarationSyntax Changed(TypeDeclarationSyntax type, bool isAsked);

    private async Task<Solution> Fix(Solution solution, IEnumerable<TypeDeclarationSyntax> types, CancellationToken cancellation)
    {
        foreach (IGrouping<DocumentId?, TypeDeclarationSyntax> one in types.GroupBy(type => solution.GetDocument(type.SyntaxTree)?.Id))
        {
            if (one.Key is null) continue;
            HashSet<TypeDeclarationSyntax> asked = [.. one];
            SyntaxNode root = (await solution.GetDocument(one.Key)!.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
            IEnumerable<TypeDeclarationSyntax> around = asked.SelectMany(static type => type.AncestorsAndSelf()).OfType<TypeDeclarationSyntax>().Distinct();
            root = root.ReplaceNodes(around, (original, type) => Changed(type, asked.Contains(original)));
            solution = solution.WithDocumentSyntaxRoot(one.Key, root);
        }
        return solution;
    }

    /// <summary>All at once: two of one type, or of types in one another, would change the same words twice.</summary>
    private sealed class AllDeclarations(DeclarationCodeFix fix) : FixAllProvider
    {
        public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
        {
            HashSet<TypeDeclarationSyntax> types = [];
            IEnumerable<Document> documents = fixAllContext.Scope == FixAllScope.Document ? [fixAllContext.Document!]
                : fixAllContext.Scope == FixAllScope.Project ? fixAllContext.Project.Documents
                : fixAllContext.Solution.Projects.SelectMany(static project => project.Documents);
            foreach (Document document in documents)
            {
                foreach (Diagnostic diagnostic in await fixAllContext.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false))
                {
                    types.UnionWith(await fix.TypesOf(document, diagnostic, fixAllContext.CancellationToken).ConfigureAwait(false));
                }
            }
            return CodeAction.Create(fix.Title, cancellation => fix.Fix(fixAllContext.Solution, types, cancellation), equivalenceKey: fix.Title);
        }
    }
}
