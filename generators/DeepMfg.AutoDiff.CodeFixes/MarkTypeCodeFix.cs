using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepMfg.AutoDiff.CodeFixes;

/// <summary>DMAD024: marks the type of a parameter or a member <c>[Differentiable]</c>, and makes it and all that enclose it partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MarkTypeCodeFix)), Shared]
public sealed class MarkTypeCodeFix : CodeFixProvider
{
    private const string Title = "Mark the type [Differentiable]";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["DMAD024"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => new AllTypes();

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (await TypeAt(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false) is not { } type) continue;
            context.RegisterCodeFix(
                CodeAction.Create(Title, cancellation => Mark(context.Document.Project.Solution, [type], cancellation), equivalenceKey: Title), diagnostic);
        }
    }

    /// <summary>The struct or record of this solution that a diagnostic is about; other types cannot be marked.</summary>
    private static async Task<INamedTypeSymbol?> TypeAt(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        SemanticModel? model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        if (model is null || root is null) return null;
        SyntaxNode node = root.FindNode(diagnostic.Location.SourceSpan);
        ITypeSymbol? type = node is TypeSyntax written ? model.GetTypeInfo(written, cancellation).Type : model.GetDeclaredSymbol(node, cancellation) switch
        {
            IPropertySymbol property => property.Type,
            IFieldSymbol field => field.Type,
            IParameterSymbol parameter => parameter.Type,
            _ => null,
        };
        while (type is IArrayTypeSymbol array) type = array.ElementType;
        return type is INamedTypeSymbol { OriginalDefinition: var definition } && !definition.DeclaringSyntaxReferences.IsEmpty
            && (definition.IsRecord || definition.TypeKind == TypeKind.Struct) ? definition : null;
    }

    private static async Task<Solution> Mark(Solution solution, IReadOnlyCollection<INamedTypeSymbol> types, CancellationToken cancellation)
    {
        Dictionary<DocumentId, HashSet<TypeDeclarationSyntax>> marked = [];
        foreach (SyntaxReference reference in types.Select(static type => type.DeclaringSyntaxReferences[0]))
        {
            if (solution.GetDocument(reference.SyntaxTree) is not { } document) continue;
            if (await reference.GetSyntaxAsync(cancellation).ConfigureAwait(false) is not TypeDeclarationSyntax declaration) continue;
            if (!marked.TryGetValue(document.Id, out HashSet<TypeDeclarationSyntax>? declarations)) marked.Add(document.Id, declarations = []);
            declarations.Add(declaration);
        }
        foreach (KeyValuePair<DocumentId, HashSet<TypeDeclarationSyntax>> one in marked)
        {
            SyntaxNode root = (await solution.GetDocument(one.Key)!.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
            IEnumerable<TypeDeclarationSyntax> around = one.Value.SelectMany(static type => type.AncestorsAndSelf()).OfType<TypeDeclarationSyntax>().Distinct();
            root = root.ReplaceNodes(around, (original, type) => one.Value.Contains(original)
                ? Declarations.WithAttribute(Declarations.WithPartial(type), "Differentiable") : Declarations.WithPartial(type));
            solution = solution.WithDocumentSyntaxRoot(one.Key, root);
        }
        return solution;
    }

    /// <summary>All at once: two of one type, or of types in one another, would change the same words twice.</summary>
    private sealed class AllTypes : FixAllProvider
    {
        public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
        {
            HashSet<INamedTypeSymbol> types = new(SymbolEqualityComparer.Default);
            IEnumerable<Document> documents = fixAllContext.Scope == FixAllScope.Document ? [fixAllContext.Document!]
                : fixAllContext.Scope == FixAllScope.Project ? fixAllContext.Project.Documents
                : fixAllContext.Solution.Projects.SelectMany(static project => project.Documents);
            foreach (Document document in documents)
            {
                foreach (Diagnostic diagnostic in await fixAllContext.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false))
                {
                    if (await TypeAt(document, diagnostic, fixAllContext.CancellationToken).ConfigureAwait(false) is { } type) types.Add(type);
                }
            }
            return CodeAction.Create(Title, cancellation => Mark(fixAllContext.Solution, types, cancellation), equivalenceKey: Title);
        }
    }
}
