using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>What type parameters stand for where a generic method is called.</summary>
internal sealed partial class ProgramLowering
{
    private IMethodSymbol Substitute(IMethodSymbol method)
    {
        if (substitution.Count == 0) return method;
        IMethodSymbol definition = method.ContainingType is { IsGenericType: true } type
            ? Substitute(type).GetMembers(method.Name).OfType<IMethodSymbol>()
                .Single(member => SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, method.OriginalDefinition))
            : method.ConstructedFrom;
        return method.IsGenericMethod ? definition.Construct([.. method.TypeArguments.Select(Substitute)]) : definition;
    }

    /// <summary>Lowers a local function's code with the types that a call gives it for its type parameters.</summary>
    public Value Within(IMethodSymbol function, Func<Value> lower)
    {
        if (function.TypeArguments.IsEmpty) return lower();
        Dictionary<ITypeParameterSymbol, ITypeSymbol> outer = substitution, inner = new(outer, SymbolEqualityComparer.Default);
        foreach (ITypeParameterSymbol own in function.OriginalDefinition.TypeParameters) inner[own] = Substitute(function.TypeArguments[own.Ordinal]);
        substitution = inner;
        Value value = lower();
        substitution = outer;
        return value;
    }

    private static Dictionary<ITypeParameterSymbol, ITypeSymbol> SubstitutionOf(IMethodSymbol method)
    {
        Dictionary<ITypeParameterSymbol, ITypeSymbol> map = new(SymbolEqualityComparer.Default);
        Add(method.TypeParameters, method.TypeArguments);
        if (Extensions.MemberOf(method) is not null) Add(Extensions.TypeParametersOf(method), method.TypeArguments);
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType) Add(type.TypeParameters, type.TypeArguments);
        return map;

        void Add(IReadOnlyList<ITypeParameterSymbol> parameters, IReadOnlyList<ITypeSymbol> arguments)
        {
            for (int i = 0; i < parameters.Count; i++)
            {
                if (!SymbolEqualityComparer.Default.Equals(parameters[i], arguments[i])) map[parameters[i].OriginalDefinition] = arguments[i];
            }
        }
    }
}
