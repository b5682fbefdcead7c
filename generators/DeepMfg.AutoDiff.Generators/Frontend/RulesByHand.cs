using System.Runtime.CompilerServices;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>
/// The rules that a compilation knows: its own, by hand, and where it has none for a method, those of the assemblies that it refers to, and what these
/// have generated for methods of their own.
/// </summary>
internal sealed class RulesByHand
{
    private static readonly ConditionalWeakTable<Compilation, RulesByHand> Known = new();

    private readonly Dictionary<(ISymbol Primal, Mode Mode), List<RuleByHand>> own = new(new ByPrimal()), foreign = new(new ByPrimal());
    private readonly Dictionary<ISymbol, Mistake> mistakes = new(SymbolEqualityComparer.Default);

    private readonly Compilation compilation;

    private RulesByHand(Compilation compilation, CancellationToken cancellation)
    {
        this.compilation = compilation;
        Add(MarkedRules.Of(compilation, cancellation), own, mistakes);
        Add(MarkedRules.OfReferences(compilation), foreign, null);
        foreach (List<RuleByHand> same in own.Values)
        {
            foreach (RuleByHand rule in same.Skip(1)) mistakes[rule.Method] = Competing(rule, same[0], rule.Method.Locations[0]);
        }
    }

    public static RulesByHand Of(Compilation compilation, CancellationToken cancellation) =>
        Known.GetValue(compilation, asked => new RulesByHand(asked, cancellation));

    /// <summary>The rule for a method in a mode.</summary>
    public RuleByHand? Of(IMethodSymbol primal, Mode mode) =>
        Found(primal, mode) is [var first, ..] ? For(first, primal) : Declared(primal, mode) ?? Generated(primal, mode);

    /// <summary>The rule by the type arguments of a method.</summary>
    private static RuleByHand For(RuleByHand rule, IMethodSymbol primal) => rule with
    {
        Primal = primal,
        Method = RuleReading.For(rule.Method, primal) ?? rule.Method,
        Pullback = rule.Pullback is { } pullback ? RuleReading.For(pullback, primal) : null,
    };

    /// <summary>What an interface declares beside a static member as its derivatives: each type that implements it has these, too.</summary>
    private static RuleByHand? Declared(IMethodSymbol primal, Mode mode)
    {
        if (primal is not { IsStatic: true, ContainingType.TypeKind: TypeKind.Interface } || !(primal.IsAbstract || primal.IsVirtual)) return null;
        if (mode == Mode.Forward) return Beside(primal, GeneratedMembers.Jvp).Select(member => RuleReading.Fitting(member, primal)).FirstOrDefault(IsOfMode);
        return RuleReading.Split(Beside(primal, GeneratedMembers.Forward), Beside(primal, GeneratedMembers.Reverse), primal)
            ?? Beside(primal, GeneratedMembers.Vjp).Select(member => RuleReading.Fitting(member, primal)).FirstOrDefault(IsOfMode);

        bool IsOfMode(RuleByHand? rule) => rule is { IsRecording: false } && rule.Mode == mode;
    }

    private static IMethodSymbol[] Beside(IMethodSymbol primal, string suffix) =>
        [.. primal.ContainingType.GetMembers(primal.Name + suffix).OfType<IMethodSymbol>().Where(static member => member.IsStatic)];

    /// <summary>Whether a method has a rule in some mode.</summary>
    public bool Has(IMethodSymbol primal) => (Of(primal, Mode.Forward) ?? Of(primal, Mode.Reverse)) is not null;

    /// <summary>
    /// What another assembly has generated for a marked method of its own, which has the shape of a rule. What is handed an array and gives something may
    /// write the array all the same, which nobody knows here.
    /// </summary>
    private RuleByHand? Generated(IMethodSymbol primal, Mode mode)
    {
        if (SymbolEqualityComparer.Default.Equals(primal.ContainingAssembly, compilation.Assembly) || !Marks.IsDifferentiable(primal)) return null;
        if (PublishedBody.Of(primal) is not null || Summaries.IsOpen(primal)) return null;
        if (!primal.ReturnsVoid && primal.Parameters.Any(static parameter => Types.ShapeOf(parameter.Type).Leaves().Any(IsArray))) return null;
        return primal.ContainingType.GetMembers(primal.Name + (mode == Mode.Forward ? GeneratedMembers.Jvp : GeneratedMembers.Vjp)).OfType<IMethodSymbol>()
            .Where(member => compilation.IsSymbolAccessibleWithin(member, compilation.Assembly))
            .Select(member => RuleReading.Fitting(member, primal)).FirstOrDefault(rule => rule?.Mode == mode);
    }

    /// <summary>What is wrong with a method that is marked as a rule.</summary>
    public Mistake? MistakeOf(IMethodSymbol method) => mistakes.TryGetValue(method, out Mistake? mistake) ? mistake : null;

    /// <summary>The rule that a method is, or the half of which it is.</summary>
    public RuleByHand? RuleOf(IMethodSymbol method) => own.Values.SelectMany(static same => same)
        .FirstOrDefault(rule => IsDefinition(rule.Method, method) || IsDefinition(rule.Pullback, method));

    private static bool IsDefinition(IMethodSymbol? rule, IMethodSymbol method) => SymbolEqualityComparer.Default.Equals(rule?.OriginalDefinition, method);

    /// <summary>That two rules of other assemblies are for one method and mode.</summary>
    public Mistake? Competing(IMethodSymbol primal, Mode mode, Location at) =>
        Found(primal, mode) is [var first, var second, ..] && !own.ContainsKey((KeyOf(primal), mode)) ? Competing(second, first, at) : null;

    private static Mistake Competing(RuleByHand rule, RuleByHand first, Location at) => new(
        Diagnostics.Descriptors.WrongRule, at, rule.Method.Name, $"{rule.Primal.ContainingType.Name}.{rule.Primal.Name}",
        $"is the second of its mode, beside '{first.Method.ContainingType.Name}.{first.Method.Name}'",
        at == rule.Method.Locations[0] ? "keep one of them" : "write one in this project, which then counts");

    private IReadOnlyList<RuleByHand> Found(IMethodSymbol primal, Mode mode)
    {
        if (own.Count == 0 && foreign.Count == 0) return [];
        // What is true of a method is true of each that overrides it.
        for (IMethodSymbol? method = primal; method is not null; method = method.OverriddenMethod)
        {
            (ISymbol, Mode) key = (KeyOf(method), mode);
            if (own.TryGetValue(key, out List<RuleByHand>? found) || foreign.TryGetValue(key, out found)) return found;
        }
        return [];
    }

    private static void Add(
        IEnumerable<RuleMark> marks, Dictionary<(ISymbol Primal, Mode Mode), List<RuleByHand>> rules, Dictionary<ISymbol, Mistake>? mistakes)
    {
        RuleMark[] all = [.. marks];
        RuleMark[] halves = [.. all.Where(static mark => mark.Method is { ReturnsVoid: true, IsStatic: true } && RuleReading.Of(mark).Rule is null)];
        HashSet<RuleMark> used = [];
        foreach (RuleMark mark in all.Except(halves))
        {
            // What has the shape of a whole rule, too, is what its other half makes it.
            RuleMark? other = halves.FirstOrDefault(half => !used.Contains(half) && RuleReading.Pair(mark, half) is not null);
            (RuleByHand? rule, Mistake? mistake) = other is null ? RuleReading.Of(mark) : (RuleReading.Pair(mark, other), null);
            if (other is not null) used.Add(other);
            if (rule is { IsRecording: true, Pullback: null }) mistake = RuleReading.Wrong(
                mark, "hands values over to no other half", $"write '{RuleShapes.PullbackOf(rule)}', marked as it is");
            else if (rule is not null) Add(rule, rules);
            if (mistake is not null && mistakes is not null) mistakes[mark.Method] = mistake;
        }
        foreach (RuleMark half in halves.Where(half => !used.Contains(half)))
        {
            if (RuleReading.Of(half).Mistake is { } mistake && mistakes is not null) mistakes[half.Method] = mistake;
        }
    }

    private static void Add(RuleByHand rule, Dictionary<(ISymbol Primal, Mode Mode), List<RuleByHand>> rules)
    {
        (ISymbol, Mode) key = (KeyOf(rule.Primal), rule.Mode);
        if (!rules.TryGetValue(key, out List<RuleByHand>? same)) rules.Add(key, same = []);
        same.Add(rule);
    }

    private static bool IsArray(Shape leaf) => leaf.Leaf is { IsStorage: true, Form: StorageForm.Array };

    private static ISymbol KeyOf(IMethodSymbol method) => (method.PartialDefinitionPart ?? method).OriginalDefinition;

    private sealed class ByPrimal : IEqualityComparer<(ISymbol Primal, Mode Mode)>
    {
        public bool Equals((ISymbol Primal, Mode Mode) x, (ISymbol Primal, Mode Mode) y) =>
            x.Mode == y.Mode && SymbolEqualityComparer.Default.Equals(x.Primal, y.Primal);

        public int GetHashCode((ISymbol Primal, Mode Mode) key) => SymbolEqualityComparer.Default.GetHashCode(key.Primal) * 2 + (int)key.Mode;
    }
}
