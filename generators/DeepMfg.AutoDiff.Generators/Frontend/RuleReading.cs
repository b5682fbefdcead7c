using DeepMfg.AutoDiff.Generators.Diagnostics;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>A rule by hand: the method that it is, the one that it is for, and the mode in which it derives that.</summary>
internal sealed record RuleByHand(IMethodSymbol Method, IMethodSymbol Primal, Mode Mode)
{
    /// <summary>For each parameter of the primal whether a derivative flows through it.</summary>
    public bool[] Flows => [.. Primal.Parameters.Select((parameter, i) => RuleReading.Flows(parameter, Method.Parameters[i]))];
}

/// <summary>Reads the mark of a rule, and finds the overload that it is for.</summary>
internal static class RuleReading
{
    /// <summary>The rule, or what is wrong with it; neither, where the C# compiler has something to say itself.</summary>
    public static (RuleByHand? Rule, Mistake? Mistake) Of(IMethodSymbol method)
    {
        if (Marks.DerivativeOf(method)?.ConstructorArguments is not [{ Value: INamedTypeSymbol type }, { Value: string name }]) return default;
        if (type.TypeKind == TypeKind.Error || method.Parameters.Any(static parameter => parameter.Type.TypeKind == TypeKind.Error)) return default;
        if (!method.IsStatic) return (null, Wrong(method, type, name, "is not static", "declare it 'static'"));
        IMethodSymbol[] overloads = [.. Named(type.OriginalDefinition, name)];
        if (overloads.Length == 0) return (null, Wrong(method, type, name, $"is for no method: '{type.Name}' has none of this name", "name one that it has"));
        RuleByHand[] fitting = [.. from overload in overloads from mode in new[] { Mode.Forward, Mode.Reverse } where Fits(method, overload, mode)
                                   select new RuleByHand(method, overload, mode)];
        if (fitting.Length > 0) return (fitting.OrderByDescending(static rule => rule.Primal.Parameters.Length).First(), null);
        IMethodSymbol meant = overloads.OrderByDescending(overload => Shared(overload, method)).First();
        return (null, Refused(meant) is { } refused ? Wrong(method, type, name, refused, "write the primal over numbers")
            : Wrong(method, type, name, "does not have its shape",
                $"write '{Shape(meant, method, Mode.Forward)}' or '{Shape(meant, method, Mode.Reverse)}'"));
    }

    /// <summary>Whether a derivative flows through a parameter, as its mark in the rule and its own say.</summary>
    public static bool Flows(IParameterSymbol parameter, IParameterSymbol inRule) =>
        Types.ShapeOf(parameter.Type).HasFloat && !Marks.IsNoDerivative(parameter) && !Marks.IsNoDerivative(inRule);

    private static IEnumerable<IMethodSymbol> Named(INamedTypeSymbol type, string name)
    {
        for (INamedTypeSymbol? holder = type; holder is not null; holder = holder.BaseType)
        {
            foreach (IMethodSymbol method in holder.GetMembers(name).OfType<IMethodSymbol>()) yield return method.PartialDefinitionPart ?? method;
        }
    }

    private static Mistake Wrong(IMethodSymbol rule, INamedTypeSymbol type, string name, string what, string instead) =>
        new(Descriptors.WrongRule, rule.Locations[0], rule.Name, $"{type.Name}.{name}", what, instead);

    /// <summary>What of a primal no rule can be for.</summary>
    private static string? Refused(IMethodSymbol primal) => primal switch
    {
        { IsStatic: false } => "is for an instance method, which is not supported",
        { IsGenericMethod: true } or { ContainingType.IsGenericType: true } => "is for a generic method, which is not supported",
        { ReturnsVoid: true } => "is for a method that returns nothing, which is not supported",
        _ when !Types.ShapeOf(primal.ReturnType).HasFloat => "is for a method whose result is no real number",
        _ when primal.Parameters.Any(static parameter => parameter.RefKind is not (RefKind.None or RefKind.In)) =>
            "is for a method with 'ref' or 'out' parameters, which is not supported",
        _ when Types.ShapeOf(primal.ReturnType).HasStorage || primal.Parameters.Any(static parameter => Types.ShapeOf(parameter.Type).HasStorage) =>
            "is for a method over arrays, which is not supported",
        _ => null,
    };

    private static int Shared(IMethodSymbol primal, IMethodSymbol rule) =>
        primal.Parameters.Zip(rule.Parameters, IsSame).TakeWhile(static same => same).Count();

    private static bool IsSame(IParameterSymbol parameter, IParameterSymbol inRule) =>
        IsSame(parameter.Type, inRule.Type) && inRule.RefKind is RefKind.None or RefKind.In;

    private static bool IsSame(ITypeSymbol a, ITypeSymbol b) => SymbolEqualityComparer.Default.Equals(a, b);

    private static bool Fits(IMethodSymbol rule, IMethodSymbol primal, Mode mode)
    {
        if (Refused(primal) is not null || rule.IsGenericMethod || Shared(primal, rule) != primal.Parameters.Length) return false;
        IParameterSymbol[] companions = [.. rule.Parameters.Skip(primal.Parameters.Length)];
        ITypeSymbol[] flowing = [.. primal.Parameters.Where((parameter, i) => Flows(parameter, rule.Parameters[i])).Select(static p => p.Type)];
        return flowing.Length > 0 && (mode == Mode.Forward ? IsForward(rule, primal, companions, flowing) : IsReverse(rule, primal, companions, flowing));
    }

    private static bool IsForward(IMethodSymbol rule, IMethodSymbol primal, IParameterSymbol[] tangents, ITypeSymbol[] flowing) =>
        rule.ReturnType is INamedTypeSymbol { IsTupleType: true, TupleElements: [var value, var tangent] }
        && IsSame(value.Type, primal.ReturnType) && IsSame(tangent.Type, primal.ReturnType)
        && Are(tangents, flowing, RefKind.None);

    private static bool IsReverse(IMethodSymbol rule, IMethodSymbol primal, IParameterSymbol[] companions, ITypeSymbol[] flowing) =>
        IsSame(rule.ReturnType, primal.ReturnType) && companions.Length > 0
        && companions[0].RefKind == RefKind.None && IsSame(companions[0].Type, primal.ReturnType)
        && Are([.. companions.Skip(1)], flowing, RefKind.Ref);

    private static bool Are(IParameterSymbol[] companions, ITypeSymbol[] types, RefKind passed) =>
        companions.Length == types.Length
        && companions.Zip(types, (companion, type) => companion.RefKind == passed && IsSame(companion.Type, type)).All(static fits => fits);

    /// <summary>How a rule of a mode is declared.</summary>
    private static string Shape(IMethodSymbol primal, IMethodSymbol rule, Mode mode)
    {
        string result = NameOf(primal.ReturnType);
        IParameterSymbol[] flowing = [.. primal.Parameters.Where((p, i) => i < rule.Parameters.Length ? Flows(p, rule.Parameters[i]) : Flows(p, p))];
        IEnumerable<string> own = primal.Parameters.Select(static p => $"{NameOf(p.Type)} {p.Name}");
        IEnumerable<string> companions = mode == Mode.Forward
            ? flowing.Select(static p => $"{NameOf(p.Type)} {p.Name}Dot")
            : flowing.Select(static p => $"ref {NameOf(p.Type)} {p.Name}Bar").Prepend($"{result} cotangent");
        string returned = mode == Mode.Forward ? $"({result} Value, {result} Tangent)" : result;
        return $"static {returned} {rule.Name}({string.Join(", ", own.Concat(companions))})";
    }

    private static string NameOf(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
