using System.Runtime.CompilerServices;
using System.Text;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>
/// The generator binds the user's code before its own output exists. Where a body mentions a member that will be generated, it is bound
/// once more with the signatures of all that will be, computed from the declarations alone.
/// </summary>
internal static class Stubs
{
    private static readonly ConditionalWeakTable<Compilation, Compilation> Extended = new();

    /// <summary>Whether code mentions a name that could be a generated member's.</summary>
    public static bool Mentioned(SyntaxNode syntax) => syntax.DescendantTokens().Any(static token =>
        token.IsKind(SyntaxKind.IdentifierToken)
        && (Ends(token, GeneratedMembers.Gradient) || Ends(token, GeneratedMembers.Jvp) || Ends(token, GeneratedMembers.Vjp)));

    private static bool Ends(SyntaxToken token, string suffix) => token.ValueText.EndsWith(suffix, StringComparison.Ordinal);

    /// <summary>The compilation with the signatures of what will be generated.</summary>
    public static Compilation In(Compilation compilation, CancellationToken cancellation)
    {
        lock (Extended)
        {
            if (Extended.TryGetValue(compilation, out Compilation? known)) return known;
            IEnumerable<SyntaxTree> stubs = compilation.SyntaxTrees
                .SelectMany(tree => Marked(compilation, tree, cancellation))
                .Select(method => Stub(compilation, method, cancellation))
                .OfType<SyntaxTree>();
            Compilation extended = compilation.AddSyntaxTrees(stubs.ToList());
            Extended.Add(compilation, extended);
            return extended;
        }
    }

    private static IEnumerable<IMethodSymbol> Marked(Compilation compilation, SyntaxTree tree, CancellationToken cancellation)
    {
        SyntaxNode root = tree.GetRoot(cancellation);
        SemanticModel? model = null;
        foreach (MethodDeclarationSyntax method in root.DescendantNodes(static node => node is not BlockSyntax).OfType<MethodDeclarationSyntax>())
        {
            if (method.AttributeLists.Count == 0) continue;
            model ??= compilation.ModelOf(tree);
            if (model.GetDeclaredSymbol(method, cancellation) is { } symbol && Marks.IsDifferentiable(symbol))
            {
                yield return Extensions.MethodOf(symbol)?.OriginalDefinition ?? symbol;
            }
        }
    }

    private static SyntaxTree? Stub(Compilation compilation, IMethodSymbol method, CancellationToken cancellation)
    {
        SignatureReading reading = new(compilation, method);
        DifferentiableMethod? declared = reading.Read(cancellation) is { } read && !reading.Mistakes.HasErrors
            ? DifferentiableMethod.Declared(read, reading.Produce) : RefusedDeclaration.Of(compilation, method);
        if (declared?.Signature is not { } signature) return null;
        StringBuilder text = new();
        if (signature.Container.Namespace.Length > 0) text.Append("namespace ").Append(signature.Container.Namespace).Append(";\n");
        foreach (string type in signature.Container.Types) text.Append(type).Append(" {\n");
        foreach (string member in MemberHeads.Of(signature, declared.Produce)) text.Append(member).Append(" => throw null!;\n");
        text.Append('}', signature.Container.Types.Count);
        CSharpParseOptions? options = method.DeclaringSyntaxReferences[0].SyntaxTree.Options as CSharpParseOptions;
        string path = $"{typeof(DifferentiableGenerator).FullName}/{signature.FileName}";
        return CSharpSyntaxTree.ParseText(text.ToString(), options, path, cancellationToken: cancellation);
    }
}
