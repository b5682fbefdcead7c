using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Tests.Compiling;

/// <summary>
/// Which members code binds to. What is written again from a method and from what that calls must bind to what it binds to there: where derivatives bind to
/// a member whose namesakes in the same type, its ancestors or descendants the method names, the method has to name that very one, for the same types.
/// </summary>
internal sealed class Bindings
{
    /// <summary>Derivatives call these by themselves, with numbers of their own.</summary>
    private static readonly HashSet<string> s_ours =
    [
        "Math", "MathF", "Double", "Single", "Int32", "Nullable", "Span", "ReadOnlySpan", "MemoryExtensions", "Array", "Enumerable", "MemoryMarshal",
        "TensorPrimitives", "Ops", "Partials", "Tape",
    ];

    private readonly CSharpCompilation _compilation;
    private readonly HashSet<SyntaxTree> _generated;
    private readonly Dictionary<ISymbol, HashSet<ISymbol>> _bound = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IMethodSymbol, ILookup<string, ISymbol>> _named = new(SymbolEqualityComparer.Default);
    private readonly ILookup<string, IMethodSymbol> _overrides;

    private Bindings(Generated generated)
    {
        _compilation = generated.Compilation;
        _generated = [.. generated.Sources.Select(static source => source.SyntaxTree)];
        foreach (SyntaxTree tree in _compilation.SyntaxTrees.Where(tree => !_generated.Contains(tree))) Read(tree);
        _overrides = _bound.Keys.OfType<IMethodSymbol>().Where(static method => method.IsOverride || !method.ContainingType.AllInterfaces.IsEmpty)
            .ToLookup(static method => method.Name);
    }

    /// <summary>What the members that are generated bind to, and their methods do not, with the file in which it stands.</summary>
    public static IEnumerable<(string File, string Said)> Strange(Generated generated)
    {
        Bindings bindings = new(generated);
        return generated.Sources.Where(static source => !source.HintName.Contains(',')).SelectMany(source =>
            bindings.Strange(source.SyntaxTree).Select(said => (source.HintName, said)));
    }

    private IEnumerable<string> Strange(SyntaxTree tree)
    {
        SemanticModel model = _compilation.GetSemanticModel(tree);
        foreach (MethodDeclarationSyntax member in tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>())
        {
            if (model.GetDeclaredSymbol(member)?.ContainingType is not { } type || MethodOf(type, member.Identifier.ValueText) is not { } method) continue;
            if (!_named.TryGetValue(method, out ILookup<string, ISymbol>? named))
            {
                _named[method] = named = Closure(method).ToLookup(static symbol => symbol.Name);
            }

            foreach (ISymbol symbol in Bound(model, member).Where(symbol => !IsOurs(symbol)))
            {
                ISymbol[] namesakes = [.. named[symbol.Name].Where(other => AreRelated(other, symbol))];
                if (namesakes.Length > 0 && !Array.Exists(namesakes, other => AreOne(other, symbol)))
                {
                    string bound = string.Join(", ", namesakes.Select(static one => one.ToDisplayString()));
                    yield return $"{member.Identifier} binds to {symbol.ToDisplayString()}, {method.Name} to {bound}";
                }
            }
        }
    }

    // Vectors and quaternions are made of their parts.
    private bool IsOurs(ISymbol symbol) => symbol.ContainingType is null || s_ours.Contains(symbol.ContainingType.Name)
        || symbol.ContainingNamespace.ToDisplayString() == "System.Numerics"
        || symbol.DeclaringSyntaxReferences.Any(reference => _generated.Contains(reference.SyntaxTree));

    /// <summary>The method that a member is generated for: its name begins with that one's.</summary>
    private IMethodSymbol? MethodOf(INamedTypeSymbol type, string member) => type.GetMembers().OfType<IMethodSymbol>()
        .Where(method => _bound.ContainsKey(method) && member.StartsWith(method.Name, StringComparison.Ordinal)).MaxBy(static method => method.Name.Length);

    /// <summary>What a method binds to, and what it calls, overrides included.</summary>
    private HashSet<ISymbol> Closure(IMethodSymbol start)
    {
        var all = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var pending = new Stack<ISymbol>([.. start.ContainingType.GetMembers(start.Name).OfType<IMethodSymbol>()]);
        while (pending.TryPop(out ISymbol? symbol))
        {
            foreach (ISymbol bound in _bound.GetValueOrDefault(symbol) ?? [])
            {
                if (!all.Add(bound)) continue;
                foreach (ISymbol code in CodeOf(bound.OriginalDefinition)) pending.Push(code);
            }
        }

        return all;
    }

    private IEnumerable<ISymbol> CodeOf(ISymbol symbol) => symbol switch
    {
        IPropertySymbol property => new[] { property.GetMethod, property.SetMethod }.OfType<IMethodSymbol>().SelectMany(CodeOf),
        IMethodSymbol { AssociatedExtensionImplementation: { } implementation } => [implementation, symbol],
        IMethodSymbol method => [method, method.PartialImplementationPart ?? method, .. _overrides[method.Name]],
        _ => [],
    };

    private void Read(SyntaxTree tree)
    {
        SemanticModel model = _compilation.GetSemanticModel(tree);
        foreach (SyntaxNode node in tree.GetRoot().DescendantNodes())
        {
            ISymbol? symbol = node switch
            {
                BaseMethodDeclarationSyntax or AccessorDeclarationSyntax => model.GetDeclaredSymbol(node),
                ArrowExpressionClauseSyntax { Parent: BasePropertyDeclarationSyntax property } => (model.GetDeclaredSymbol(property) as IPropertySymbol)?.GetMethod,
                _ => null,
            };
            if (symbol is not null) _bound[symbol] = Bound(model, node);
        }
    }

    private static HashSet<ISymbol> Bound(SemanticModel model, SyntaxNode code)
    {
        var bound = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (IOperation operation in model.GetOperation(code)?.DescendantsAndSelf() ?? [])
        {
            ISymbol? symbol = operation switch
            {
                IInvocationOperation call => call.TargetMethod.GetConstructedReducedFrom() ?? call.TargetMethod,
                IMethodReferenceOperation reference => reference.Method,
                IMemberReferenceOperation reference => reference.Member,
                IObjectCreationOperation creation => creation.Constructor,
                IBinaryOperation binary => binary.OperatorMethod,
                IUnaryOperation unary => unary.OperatorMethod,
                ICompoundAssignmentOperation compound => compound.OperatorMethod,
                IIncrementOrDecrementOperation step => step.OperatorMethod,
                IConversionOperation conversion => conversion.OperatorMethod,
                _ => null,
            };
            if (symbol is not null && symbol.ContainingType is { IsAnonymousType: false, IsTupleType: false }) bound.Add(symbol);
        }

        return bound;
    }

    /// <summary>Whether two are one member for the same types: what was inferred from the types of arguments shows what these are.</summary>
    private static bool AreOne(ISymbol one, ISymbol other) => SymbolEqualityComparer.Default.Equals(one.OriginalDefinition, other.OriginalDefinition)
        && TypesOf(one).Zip(TypesOf(other)).All(static pair =>
            SymbolEqualityComparer.Default.Equals(pair.First, pair.Second) || IsOpen(pair.First) || IsOpen(pair.Second));

    private static IEnumerable<ITypeSymbol> TypesOf(ISymbol? member) => member is null ? []
        : [.. (member as IMethodSymbol)?.TypeArguments ?? [], .. (member as INamedTypeSymbol)?.TypeArguments ?? [], .. TypesOf(member.ContainingType)];

    /// <summary>Whether a type depends on what its method or its type is made for.</summary>
    private static bool IsOpen(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol => true,
        IArrayTypeSymbol array => IsOpen(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(IsOpen),
        _ => false,
    };

    private static bool AreRelated(ISymbol one, ISymbol other) => one is IMethodSymbol { MethodKind: MethodKind.Constructor }
        ? SymbolEqualityComparer.Default.Equals(one.ContainingType.OriginalDefinition, other.ContainingType.OriginalDefinition)
        : Derives(one.ContainingType, other.ContainingType) || Derives(other.ContainingType, one.ContainingType);

    private static bool Derives(INamedTypeSymbol? type, INamedTypeSymbol? from)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, from?.OriginalDefinition)) return true;
        }

        return false;
    }
}
