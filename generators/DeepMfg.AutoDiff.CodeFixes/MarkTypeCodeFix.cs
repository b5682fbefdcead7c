using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepMfg.AutoDiff.CodeFixes;

/// <summary>DMAD024: marks the type of a parameter or a member <c>[Differentiable]</c>, and makes it and all that enclose it partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MarkTypeCodeFix)), Shared]
public sealed class MarkTypeCodeFix : DeclarationCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["DMAD024"];

    /// <inheritdoc/>
    protected override string Title => "Mark the type [Differentiable]";

    /// <summary>The struct or record of this solution that a diagnostic is about; other types cannot be marked.</summary>
    /// <inheritdoc/>
    protected override async Task<IEnumerable<TypeDeclarationSyntax>> TypesOf(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        SemanticModel? model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        if (model is null || root is null) return [];
        SyntaxNode node = root.FindNode(diagnostic.Location.SourceSpan);
        ITypeSymbol? type = node is TypeSyntax written ? model.GetTypeInfo(written, cancellation).Type : model.GetDeclaredSymbol(node, cancellation) switch
        {
            IPropertySymbol property => property.Type,
            IFieldSymbol field => field.Type,
            IParameterSymbol parameter => parameter.Type,
            _ => null,
        };
        while (type is IArrayTypeSymbol array) type = array.ElementType;
        bool isMarkable = type is INamedTypeSymbol { OriginalDefinition: { IsRecord: true } or { TypeKind: TypeKind.Struct } };
        if (!isMarkable || type!.OriginalDefinition.DeclaringSyntaxReferences is not [var reference, ..]) return [];
        return await reference.GetSyntaxAsync(cancellation).ConfigureAwait(false) is TypeDeclarationSyntax declaration ? [declaration] : [];
    }

    /// <inheritdoc/>
    protected override TypeDeclarationSyntax Changed(TypeDeclarationSyntax type, bool isAsked) =>
        isAsked ? Declarations.WithAttribute(Declarations.WithPartial(type), "Differentiable") : Declarations.WithPartial(type);
}
