using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace DeepMfg.AutoDiff.CodeFixes;

/// <summary>DMAD021, DMAD024: marks a parameter or a member <c>[NoDerivative]</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HoldConstantCodeFix)), Shared]
public sealed class HoldConstantCodeFix : CodeFixProvider
{
    private const string Title = "Mark it [NoDerivative]";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["DMAD021", "DMAD024"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        async (context, document, diagnostics) => await Mark(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        CodeAction action = CodeAction.Create(Title, cancellation => Mark(context.Document, context.Diagnostics, cancellation), equivalenceKey: Title);
        context.RegisterCodeFix(action, context.Diagnostics);
        return Task.CompletedTask;
    }

    private static async Task<Document> Mark(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        IEnumerable<SyntaxNode> declarations = diagnostics.Select(diagnostic => DeclarationAt(root, diagnostic)).OfType<SyntaxNode>().Distinct();
        return document.WithSyntaxRoot(root.ReplaceNodes(declarations, static (_, declaration) => Marked(declaration)));
    }

    private static SyntaxNode? DeclarationAt(SyntaxNode root, Diagnostic diagnostic) => root.FindNode(diagnostic.Location.SourceSpan).AncestorsAndSelf()
        .FirstOrDefault(static node => node is ParameterSyntax or FieldDeclarationSyntax or PropertyDeclarationSyntax);

    // The declaration's comments and indentation go before what is now its first word.
    private static SyntaxNode Marked(SyntaxNode declaration)
    {
        NameSyntax name = SyntaxFactory.ParseName("DeepMfg.AutoDiff.NoDerivative").WithAdditionalAnnotations(Simplifier.Annotation);
        AttributeListSyntax list = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Attribute(name)))
            .WithLeadingTrivia(declaration.GetLeadingTrivia()).WithTrailingTrivia(SyntaxFactory.Space);
        return declaration.WithoutLeadingTrivia() switch
        {
            ParameterSyntax parameter => parameter.WithAttributeLists(parameter.AttributeLists.Insert(0, list)),
            MemberDeclarationSyntax member => member.WithAttributeLists(member.AttributeLists.Insert(0, list)),
            var other => other,
        };
    }
}
