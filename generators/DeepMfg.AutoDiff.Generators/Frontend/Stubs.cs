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
        if (reading.Read(cancellation) is not { } signature || reading.Mistakes.HasErrors) return null;
        StringBuilder text = new();
        if (signature.Container.Namespace.Length > 0) text.Append("namespace ").Append(signature.Container.Namespace).Append(";\n");
        foreach (string type in signature.Container.Types) text.Append(type).Append(" {\n");
        foreach (string member in Members(signature, reading.Produce)) text.Append(member).Append(" => throw null!;\n");
        text.Append('}', signature.Container.Types.Count);
        CSharpParseOptions? options = method.DeclaringSyntaxReferences[0].SyntaxTree.Options as CSharpParseOptions;
        string path = $"{typeof(DifferentiableGenerator).FullName}/{signature.HintName}.g.cs";
        return CSharpSyntaxTree.ParseText(text.ToString(), options, path, cancellationToken: cancellation);
    }

    private static IEnumerable<string> Members(Signature signature, Produce produce)
    {
        string result = signature.Result?.Type ?? "void";
        List<string> own = [.. signature.Parameters.Where(static p => !p.IsReceiver).Select(static p => $"{p.Passing.Modifier()}{p.Type} @{p.Name}")];
        Parameter[] active = [.. signature.Parameters.Where(static p => p.Differentiable)];
        if (produce.HasFlag(Produce.Gradient))
        {
            yield return Member(GeneratedMembers.Gradient,
                $"({result} Value, {Gradient([.. active.Where(static p => p.Passing != Passing.Out)])} Gradient)", own);
        }
        if (produce.HasFlag(Produce.Jvp))
        {
            yield return Member(
                GeneratedMembers.Jvp,
                signature.Result is null ? "void" : $"({result} Value, {result} Tangent)",
                [.. own, .. active.Select(static p => $"{(p.Passing is Passing.Ref or Passing.Out ? p.Passing.Modifier() : "")}{p.Type} {p.Name}Dot")]);
        }
        if (produce.HasFlag(Produce.Vjp))
        {
            List<string> cotangent = signature.Result is null ? [] : [$"{result} cotangent"];
            yield return Member(GeneratedMembers.Vjp, result, [.. own, .. cotangent, .. active.Select(static p => $"ref {p.Type} {p.Name}Bar")]);
        }

        string Member(string suffix, string type, List<string> parameters) =>
            $"{signature.Accessibility} {(signature.IsStatic ? "static " : "")}{type} {signature.Name}{suffix}{signature.TypeParameters}"
            + $"({string.Join(", ", parameters)}) {signature.Constraints}";
    }

    private static string Gradient(Parameter[] active) => active.Length == 1
        ? active[0].Type
        : $"({string.Join(", ", active.Select(static p => $"{p.Type} @{p.Name}"))})";
}
