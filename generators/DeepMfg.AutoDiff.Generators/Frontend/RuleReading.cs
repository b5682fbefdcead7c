using DeepMfg.AutoDiff.Generators.Diagnostics;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>What the mark of a rule says: the methods of the name that it gives.</summary>
internal sealed record RuleMark(IMethodSymbol Method, INamedTypeSymbol Type, string Name)
{
    public bool IsApproximate { get; init; }

    /// <summary>Nothing, where the C# compiler has something to say itself.</summary>
    public static RuleMark? Of(IMethodSymbol method)
    {
        AttributeData? mark = Marks.DerivativeOf(method);
        if (mark?.ConstructorArguments is not [{ Value: INamedTypeSymbol type }, { Value: string name }]) return null;
        if (type.TypeKind == TypeKind.Error || method.Parameters.Any(static parameter => parameter.Type.TypeKind == TypeKind.Error)) return null;
        bool isApproximate = mark.NamedArguments.Any(static argument => argument is { Key: "Approximate", Value.Value: true });
        return new RuleMark(method, type.OriginalDefinition, name) { IsApproximate = isApproximate };
    }

    public bool IsForSame(RuleMark other) => Name == other.Name && SymbolEqualityComparer.Default.Equals(Type, other.Type);

    public IEnumerable<IMethodSymbol> Overloads()
    {
        for (INamedTypeSymbol? holder = Type; holder is not null; holder = holder.BaseType)
        {
            foreach (IMethodSymbol method in holder.GetMembers(Name).OfType<IMethodSymbol>()) yield return method.PartialDefinitionPart ?? method;
        }
    }
}

/// <summary>Finds the overload that a rule is for, by its shape.</summary>
internal static class RuleReading
{
    /// <summary>The rule, or what is wrong with it.</summary>
    public static (RuleByHand? Rule, Mistake? Mistake) Of(RuleMark mark)
    {
        IMethodSymbol method = mark.Method;
        if (!method.IsStatic) return (null, Wrong(mark, "is not static", "declare it 'static'"));
        IMethodSymbol[] overloads = [.. mark.Overloads()];
        if (overloads.Length == 0) return (null, Wrong(mark, $"is for no method: '{mark.Type.Name}' has none of this name", "name one that it has"));
        RuleByHand? fitting = overloads.Select(overload => Fitting(method, overload)).OfType<RuleByHand>()
            .OrderBy(static rule => rule.IsRecording).ThenByDescending(static rule => rule.Primal.Parameters.Length).FirstOrDefault();
        if (fitting is not null) return (fitting with { IsApproximate = mark.IsApproximate }, null);
        IMethodSymbol meant = overloads.OrderByDescending(overload => RuleShapes.Shared(overload, method)).First();
        return (null, Refused(meant) is { } refused ? Wrong(mark, refused, "write it for a method of numbers, arrays and spans, and return what it computes")
            : Wrong(mark, "does not have its shape",
                $"write '{RuleShapes.Declaration(meant, method, Mode.Forward)}' or '{RuleShapes.Declaration(meant, method, Mode.Reverse)}'"));
    }

    /// <summary>The rule of which two methods are the halves.</summary>
    public static RuleByHand? Pair(RuleMark recording, RuleMark pullback)
    {
        if (!recording.IsForSame(pullback) || !recording.Method.IsStatic) return null;
        foreach (IMethodSymbol overload in recording.Overloads())
        {
            if (For(recording.Method, overload) is not { } method || For(pullback.Method, overload) is not { } other) continue;
            if (!CanBe(method, overload) || !RuleShapes.IsRecording(method, overload)) continue;
            RuleByHand rule = new(method, overload, Mode.Reverse) { IsRecording = true };
            if (!RuleShapes.IsPullback(rule, other)) continue;
            return rule with { Pullback = other, IsApproximate = recording.IsApproximate || pullback.IsApproximate };
        }
        return null;
    }

    /// <summary>The rule whose halves two methods are that hand values over on a tape.</summary>
    public static RuleByHand? Split(IMethodSymbol[] forward, IMethodSymbol[] reverse, IMethodSymbol primal)
    {
        if (Refused(primal) is not null) return null;
        foreach (IMethodSymbol first in forward)
        {
            foreach (IMethodSymbol second in reverse)
            {
                if (For(first, primal) is not { } recording || For(second, primal) is not { } pullback) continue;
                if (!CanBe(recording, primal) || !CanBe(pullback, primal) || !RuleShapes.IsSplit(recording, pullback, primal)) continue;
                return new RuleByHand(recording, primal, Mode.Reverse) { IsRecording = true, IsOnTape = true, Pullback = pullback };
            }
        }
        return null;
    }

    public static Mistake Wrong(RuleMark mark, string what, string instead) =>
        new(Descriptors.WrongRule, mark.Method.Locations[0], mark.Method.Name, $"{mark.Type.Name}.{mark.Name}", what, instead);

    /// <summary>The rule that a method is for another, if it has the shape of one.</summary>
    public static RuleByHand? Fitting(IMethodSymbol rule, IMethodSymbol overload)
    {
        if (For(rule, overload) is not { } method || !CanBe(method, overload)) return null;
        (bool isForward, bool isReverse) = (RuleShapes.IsForward(method, overload), RuleShapes.IsReverse(method, overload));
        // Of a method that does nothing but write spans both are the same: their names tell.
        if (isForward && isReverse) (isForward, isReverse) = (RuleShapes.IsNamedForward(method), !RuleShapes.IsNamedForward(method));
        if (isForward) return new RuleByHand(method, overload, Mode.Forward);
        if (isReverse) return new RuleByHand(method, overload, Mode.Reverse);
        return RuleShapes.IsRecording(method, overload) ? new RuleByHand(method, overload, Mode.Reverse) { IsRecording = true } : null;
    }

    /// <summary>Whether a rule for a method is possible, and another one begins with its inputs.</summary>
    private static bool CanBe(IMethodSymbol method, IMethodSymbol overload) =>
        Refused(overload) is null && RuleShapes.Shared(overload, method) == RuleInput.Of(overload).Count;

    /// <summary>A rule by the type arguments of a method that it is for, those of the types around it first; nothing where it has others than these.</summary>
    public static IMethodSymbol? For(IMethodSymbol rule, IMethodSymbol primal)
    {
        // A member beside the method has the same types around it.
        bool isBeside = SymbolEqualityComparer.Default.Equals(rule.ContainingType, primal.ContainingType);
        ITypeSymbol[] arguments = [.. isBeside ? primal.TypeArguments : TypeArgumentsOf(primal)];
        if (rule.Arity != arguments.Length) return null;
        return arguments.Length == 0 ? rule : rule.ConstructedFrom.Construct(arguments);
    }

    public static IEnumerable<ITypeParameterSymbol> TypeParametersOf(IMethodSymbol primal) =>
        TypeArgumentsOf(primal.OriginalDefinition).Cast<ITypeParameterSymbol>();

    private static IEnumerable<ITypeSymbol> TypeArgumentsOf(IMethodSymbol primal)
    {
        IEnumerable<ITypeSymbol> arguments = primal.TypeArguments;
        for (INamedTypeSymbol? type = primal.ContainingType; type is not null; type = type.ContainingType) arguments = type.TypeArguments.Concat(arguments);
        return arguments;
    }

    /// <summary>What of a primal no rule can be for.</summary>
    public static string? Refused(IMethodSymbol primal) => primal switch
    {
        { MethodKind: not (MethodKind.Ordinary or MethodKind.UserDefinedOperator or MethodKind.Conversion) } => "is for no ordinary method",
        { IsStatic: false, ContainingType: { IsValueType: true, IsReadOnly: false }, IsReadOnly: false } =>
            "is for a method that may change its struct, which is not supported",
        { ReturnsVoid: true } when !RuleInput.Of(primal).Any(static input => input.IsWritten) => "is for a method that returns nothing and writes no span",
        { ReturnsVoid: false } when !Types.ShapeOf(primal.ReturnType).HasFloat => "is for a method whose result is no real number",
        _ when primal.Parameters.Any(static parameter => parameter.RefKind is not (RefKind.None or RefKind.In)) =>
            "is for a method with 'ref' or 'out' parameters, which is not supported",
        _ when Types.IsSpan(primal.ReturnType) || RuleInput.Of(primal).Select(static input => input.Shape).Append(Types.ShapeOf(primal.ReturnType))
            .Any(static shape => !IsPassed(shape)) =>
            "is for a method over tables, or over arrays inside other values, or that returns a span, which is not supported",
        _ => null,
    };

    /// <summary>Whether values of a shape are numbers, also those in one array or span, or in a value of a type parameter.</summary>
    private static bool IsPassed(Shape shape) => !shape.HasStorage || shape.Leaf is { IsVector: true } or { IsModel: true };
}
