using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepMfg.AutoDiff.CodeFixes;

/// <summary>DMAD015: makes the types partial whose private members derivatives in other types read, so that these can be given an accessor.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeReadableCodeFix)), Shared]
public sealed class MakeReadableCodeFix : DeclarationCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["DMAD015"];

    /// <inheritdoc/>
    protected override string Title => "Make the type partial, with all that enclose it";

    /// <inheritdoc/>
    protected override async Task<IEnumerable<TypeDeclarationSyntax>> TypesOf(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        List<TypeDeclarationSyntax> types = [];
        foreach (Location place in diagnostic.AdditionalLocations)
        {
            if (place.SourceTree is not { } tree) continue;
            SyntaxNode root = await tree.GetRootAsync(cancellation).ConfigureAwait(false);
            if (root.FindNode(place.SourceSpan) is TypeDeclarationSyntax type) types.Add(type);
        }
        return types;
    }

    /// <inheritdoc/>
    protected override TypeDeclarationSyntax Changed(TypeDeclarationSyntax type, bool isAsked) => Declarations.WithPartial(type);
}
