using System.Runtime.CompilerServices;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>The rules by hand that a compilation knows.</summary>
internal sealed class RulesByHand
{
    private const string Attribute = "DerivativeOf";

    private static readonly ConditionalWeakTable<Compilation, RulesByHand> Known = new();

    /// <summary>For each file the methods with an attribute that may be the mark: files that stay as they are are not looked through again.</summary>
    private static readonly ConditionalWeakTable<SyntaxTree, MethodDeclarationSyntax[]> Candidates = new();

    private readonly Dictionary<(ISymbol Primal, Mode Mode), List<RuleByHand>> rules = new(new ByPrimal());

    private RulesByHand(Compilation compilation, CancellationToken cancellation)
    {
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            foreach (MethodDeclarationSyntax method in Candidates.GetValue(tree, asked => [.. CandidatesIn(asked, cancellation)]))
            {
                if (compilation.ModelOf(tree).GetDeclaredSymbol(method, cancellation) is { } symbol && RuleReading.Of(symbol).Rule is { } rule) Add(rule);
            }
        }
    }

    public static RulesByHand Of(Compilation compilation, CancellationToken cancellation) =>
        Known.GetValue(compilation, asked => new RulesByHand(asked, cancellation));

    /// <summary>The rule for a method in a mode.</summary>
    public RuleByHand? Of(IMethodSymbol primal, Mode mode) =>
        rules.Count > 0 && rules.TryGetValue((KeyOf(primal), mode), out List<RuleByHand>? found) ? found[0] : null;

    /// <summary>Whether a method has a rule in some mode.</summary>
    public bool Has(IMethodSymbol primal) => rules.Count > 0 && (Of(primal, Mode.Forward) ?? Of(primal, Mode.Reverse)) is not null;

    /// <summary>The rule that was there before another for the same method in the same mode.</summary>
    public RuleByHand? Before(RuleByHand rule) =>
        Of(rule.Primal, rule.Mode) is { } first && !SymbolEqualityComparer.Default.Equals(first.Method, rule.Method) ? first : null;

    private void Add(RuleByHand rule)
    {
        (ISymbol, Mode) key = (KeyOf(rule.Primal), rule.Mode);
        if (!rules.TryGetValue(key, out List<RuleByHand>? same)) rules.Add(key, same = []);
        same.Add(rule);
    }

    private static ISymbol KeyOf(IMethodSymbol method) => (method.PartialDefinitionPart ?? method).OriginalDefinition;

    private static IEnumerable<MethodDeclarationSyntax> CandidatesIn(SyntaxTree tree, CancellationToken cancellation)
    {
        CompilationUnitSyntax? unit = tree.GetRoot(cancellation) as CompilationUnitSyntax;
        // Under another name it must be looked up.
        bool isRenamed = unit?.DescendantNodes(static node => node is not TypeDeclarationSyntax).OfType<UsingDirectiveSyntax>()
            .Any(static directive => directive.Alias is not null && directive.ToString().Contains(Attribute)) == true;
        return (unit?.DescendantNodes(static node => node is not BlockSyntax).OfType<MethodDeclarationSyntax>() ?? [])
            .Where(method => method.AttributeLists.Any(list => isRenamed || list.Attributes.Any(static mark => mark.Name.ToString().Contains(Attribute))));
    }

    private sealed class ByPrimal : IEqualityComparer<(ISymbol Primal, Mode Mode)>
    {
        public bool Equals((ISymbol Primal, Mode Mode) x, (ISymbol Primal, Mode Mode) y) =>
            x.Mode == y.Mode && SymbolEqualityComparer.Default.Equals(x.Primal, y.Primal);

        public int GetHashCode((ISymbol Primal, Mode Mode) key) => SymbolEqualityComparer.Default.GetHashCode(key.Primal) * 2 + (int)key.Mode;
    }
}
