using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace DeepMfg.AutoDiff.CodeFixes;

/// <summary>DMAD021, DMAD024: marks a parameter or a member <c>[NoDerivative]</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HoldConstantCodeFix)), Shared]
public sealed class HoldConstantCodeFix : DocumentCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["DMAD021", "DMAD024"];

    /// <inheritdoc/>
    protected override string Title => "Mark it [NoDerivative]";

    /// <inheritdoc/>
    protected override async Task<Document> Fix(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        SyntaxNode root = await RootOf(document, cancellation).ConfigureAwait(false);
        IEnumerable<SyntaxNode> declarations = diagnostics.Select(diagnostic => DeclarationAt(root, diagnostic)).OfType<SyntaxNode>().Distinct();
        return document.WithSyntaxRoot(root.ReplaceNodes(declarations, static (_, declaration) => Marked(declaration)));
    }

    private static SyntaxNode? DeclarationAt(SyntaxNode root, Diagnostic diagnostic) => root.FindNode(diagnostic.Location.SourceSpan).AncestorsAndSelf()
        .FirstOrDefault(static node => node is ParameterSyntax or FieldDeclarationSyntax or PropertyDeclarationSyntax);

    internal static SyntaxNode Marked(SyntaxNode declaration)
    {
        NameSyntax name = SyntaxFactory.ParseName("DeepMfg.AutoDiff.NoDerivative").WithAdditionalAnnotations(Simplifier.Annotation);
        AttributeListSyntax list = Declarations.ListInFrontOf(declaration, name);
        return declaration.WithoutLeadingTrivia() switch
        {
            ParameterSyntax parameter => parameter.WithAttributeLists(parameter.AttributeLists.Insert(0, list)),
            MemberDeclarationSyntax member => member.WithAttributeLists(member.AttributeLists.Insert(0, list)),
            var other => other,
        };
    }
}
