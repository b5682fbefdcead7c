using System.Collections.Immutable;
using System.Composition;
using DeepMfg.AutoDiff.Generators.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepMfg.AutoDiff.CodeFixes;

/// <summary>DMAD027: marks an override as the method is marked that it overrides, its parameters too, and makes the types around it partial.</summary>
/// <remarks>Other names of the parameters it leaves: callers may use them.</remarks>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MarkOverrideCodeFix)), Shared]
public sealed class MarkOverrideCodeFix : DocumentCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["DMAD027"];

    /// <inheritdoc/>
    protected override string Title => "Mark it as the method that it overrides";

    /// <inheritdoc/>
    protected override async Task<bool> Applies(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        SyntaxNode root = await RootOf(document, cancellation).ConfigureAwait(false);
        return await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is { } model
            && Overrides(root, model, diagnostics, cancellation).Count > 0;
    }

    /// <inheritdoc/>
    protected override async Task<Document> Fix(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        SemanticModel model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        SyntaxNode root = await RootOf(document, cancellation).ConfigureAwait(false);
        Dictionary<MethodDeclarationSyntax, IMethodSymbol> overrides = Overrides(root, model, diagnostics, cancellation);
        Dictionary<MethodDeclarationSyntax, OverrideMark> marks = overrides.ToDictionary(
            static pair => pair.Key, pair => OverrideMark.Of(pair.Key, pair.Value, BaseOf(pair.Value, overrides.Values)));
        IEnumerable<SyntaxNode> changed = marks.Keys
            .Concat<SyntaxNode>(marks.Keys.SelectMany(static method => method.Ancestors().OfType<TypeDeclarationSyntax>())).Distinct();
        return document.WithSyntaxRoot(root.ReplaceNodes(changed, (original, node) => node is MethodDeclarationSyntax method
            ? marks[(MethodDeclarationSyntax)original].On(method) : Declarations.WithPartial((TypeDeclarationSyntax)node)));
    }

    private static Dictionary<MethodDeclarationSyntax, IMethodSymbol> Overrides(
        SyntaxNode root, SemanticModel model, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        Dictionary<MethodDeclarationSyntax, IMethodSymbol> overrides = [];
        foreach (Diagnostic diagnostic in diagnostics)
        {
            if (root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } declaration) continue;
            if (model.GetDeclaredSymbol(declaration, cancellation) is IMethodSymbol method && CanBeMarked(method, declaration)) overrides[declaration] = method;
        }
        return overrides;
    }

    private static bool CanBeMarked(IMethodSymbol method, MethodDeclarationSyntax declaration)
    {
        if (Overriding.MarkedBase(method) is not { } ancestor || Parts.IsMarked(method.ContainingType) || Parts.IsMarked(ancestor.ContainingType)) return false;
        bool isHere = Marks.DifferentiableOf(method)?.ApplicationSyntaxReference is not { } mark
            || mark.SyntaxTree == declaration.SyntaxTree && declaration.Span.Contains(mark.Span);
        return isHere && method.Parameters.Zip(ancestor.Parameters, static (own, its) => own.Name == its.Name).All(static same => same);
    }

    /// <summary>The nearest marked method that one overrides and that keeps its mark.</summary>
    private static IMethodSymbol BaseOf(IMethodSymbol method, ICollection<IMethodSymbol> changed)
    {
        IMethodSymbol ancestor = Overriding.MarkedBase(method)!;
        while (changed.Any(other => SymbolEqualityComparer.Default.Equals(other, ancestor)) && Overriding.MarkedBase(ancestor) is { } further)
        {
            ancestor = further;
        }
        return ancestor;
    }
}
