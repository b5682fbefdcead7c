using System.Collections.Immutable;
using System.Composition;
using DeepMfg.AutoDiff.Generators.Frontend;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace DeepMfg.AutoDiff.CodeFixes;

/// <summary>DMAD010: declares rules by hand for the method that is called, in the modes for which it has none, to be filled in.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CreateRuleCodeFix)), Shared]
public sealed class CreateRuleCodeFix : DocumentCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["DMAD010"];

    /// <inheritdoc/>
    protected override string Title => "Create [DerivativeOf] rules";

    /// <inheritdoc/>
    protected override async Task<bool> Applies(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        SyntaxNode root = await RootOf(document, cancellation).ConfigureAwait(false);
        return await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is { } model
            && diagnostics.Any(diagnostic => Called(root, model, diagnostic) is not null);
    }

    /// <inheritdoc/>
    protected override async Task<Document> Fix(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        SemanticModel model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        SyntaxNode root = await RootOf(document, cancellation).ConfigureAwait(false);
        Dictionary<TypeDeclarationSyntax, List<MemberDeclarationSyntax>> added = [];
        HashSet<ISymbol> met = new(SymbolEqualityComparer.Default);
        foreach (Diagnostic diagnostic in diagnostics)
        {
            if (Called(root, model, diagnostic) is not var (primal, type) || !met.Add(primal)) continue;
            if (!added.TryGetValue(type, out List<MemberDeclarationSyntax>? members)) added.Add(type, members = []);
            members.AddRange(Rules(primal, type, model, cancellation));
        }
        return document.WithSyntaxRoot(root.ReplaceNodes(added.Keys, (original, type) => type.AddMembers([.. added[original]])));
    }

    /// <summary>The method that is called, if there can be a rule for it, and the type around the call.</summary>
    private static (IMethodSymbol Primal, TypeDeclarationSyntax Type)? Called(SyntaxNode root, SemanticModel model, Diagnostic diagnostic)
    {
        SyntaxNode node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        InvocationExpressionSyntax? call = node.AncestorsAndSelf().OfType<InvocationExpressionSyntax>()
            .FirstOrDefault(call => call.Span == diagnostic.Location.SourceSpan);
        if (call is null || model.GetSymbolInfo(call).Symbol is not IMethodSymbol { MethodKind: MethodKind.Ordinary } primal) return null;
        bool isActive = RuleInput.Of(primal).Any(static input => input.Flows(null));
        return isActive && RuleReading.Refused(primal) is null && call.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type ? (primal, type) : null;
    }

    private static IEnumerable<MemberDeclarationSyntax> Rules(
        IMethodSymbol primal, TypeDeclarationSyntax type, SemanticModel model, CancellationToken cancellation)
    {
        RulesByHand known = RulesByHand.Of(model.Compilation, cancellation);
        HashSet<string> taken = [.. model.GetDeclaredSymbol(type, cancellation)!.GetMembers().Select(static member => member.Name)];
        string holder = primal.ContainingType.ToMinimalDisplayString(model, type.SpanStart);
        foreach (Mode mode in new[] { Mode.Forward, Mode.Reverse })
        {
            if (known.Of(primal, mode) is not null) continue;
            string name = primal.Name + (mode == Mode.Forward ? GeneratedMembers.Jvp : GeneratedMembers.Vjp), unique = name;
            for (int i = 2; !taken.Add(unique); i++) unique = name + i;
            string text = $"[DerivativeOf(typeof({holder}), nameof({holder}.{primal.Name}))]\n"
                + $"internal {RuleShapes.Declaration(primal, unique, mode)} => throw new System.NotImplementedException();\n";
            yield return SyntaxFactory.ParseMemberDeclaration(text)!.WithLeadingTrivia(SyntaxFactory.LineFeed).WithAdditionalAnnotations(Formatter.Annotation);
        }
    }
}
