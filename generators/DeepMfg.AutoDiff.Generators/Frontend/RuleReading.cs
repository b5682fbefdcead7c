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
        return (null, Refused(meant) is { } refused ? Wrong(mark, refused, "write it for a static method of numbers and arrays that returns what it computes")
            : Wrong(mark, "does not have its shape",
                $"write '{RuleShapes.Declaration(meant, method, Mode.Forward)}' or '{RuleShapes.Declaration(meant, method, Mode.Reverse)}'"));
    }

    /// <summary>The rule of which two methods are the halves.</summary>
    public static RuleByHand? Pair(RuleMark recording, RuleMark pullback)
    {
        if (!recording.IsForSame(pullback) || !recording.Method.IsStatic) return null;
        RuleByHand? rule = recording.Overloads().Where(overload => CanBe(recording.Method, overload) && RuleShapes.IsRecording(recording.Method, overload))
            .Select(overload => new RuleByHand(recording.Method, overload, Mode.Reverse) { IsRecording = true })
            .FirstOrDefault(rule => RuleShapes.IsPullback(rule, pullback.Method));
        return rule is null ? null : rule with { Pullback = pullback.Method, IsApproximate = recording.IsApproximate || pullback.IsApproximate };
    }

    public static Mistake Wrong(RuleMark mark, string what, string instead) =>
        new(Descriptors.WrongRule, mark.Method.Locations[0], mark.Method.Name, $"{mark.Type.Name}.{mark.Name}", what, instead);

    private static RuleByHand? Fitting(IMethodSymbol method, IMethodSymbol overload)
    {
        if (!CanBe(method, overload)) return null;
        if (RuleShapes.IsForward(method, overload)) return new RuleByHand(method, overload, Mode.Forward);
        if (RuleShapes.IsReverse(method, overload)) return new RuleByHand(method, overload, Mode.Reverse);
        return RuleShapes.IsRecording(method, overload) ? new RuleByHand(method, overload, Mode.Reverse) { IsRecording = true } : null;
    }

    /// <summary>Whether a rule for a method is possible, and another one begins with its inputs.</summary>
    private static bool CanBe(IMethodSymbol method, IMethodSymbol overload) =>
        Refused(overload) is null && !method.IsGenericMethod && RuleShapes.Shared(overload, method) == RuleInput.Of(overload).Count;

    /// <summary>What of a primal no rule can be for.</summary>
    private static string? Refused(IMethodSymbol primal) => primal switch
    {
        { IsGenericMethod: true } or { ContainingType.IsGenericType: true } => "is for a generic method, which is not supported",
        { MethodKind: not (MethodKind.Ordinary or MethodKind.UserDefinedOperator or MethodKind.Conversion) } => "is for no ordinary method",
        { IsStatic: false } when primal.IsVirtual || primal.IsAbstract || primal.IsOverride =>
            "is for a virtual method, which is not supported",
        { IsStatic: false, ContainingType: { IsValueType: true, IsReadOnly: false }, IsReadOnly: false } =>
            "is for a method that may change its struct, which is not supported",
        { ReturnsVoid: true } => "is for a method that returns nothing, which is not supported",
        _ when !Types.ShapeOf(primal.ReturnType).HasFloat => "is for a method whose result is no real number",
        _ when primal.Parameters.Any(static parameter => parameter.RefKind is not (RefKind.None or RefKind.In)) =>
            "is for a method with 'ref' or 'out' parameters, which is not supported",
        _ when Types.IsSpan(primal.ReturnType) || RuleInput.Of(primal).Select(static input => input.Shape).Append(Types.ShapeOf(primal.ReturnType))
            .Any(static shape => !IsPassed(shape)) =>
            "is for a method over tables, or over arrays inside other values, or that writes a span, which is not supported",
        _ => null,
    };

    /// <summary>Whether values of a shape are numbers, and those in one array or a span that is read.</summary>
    private static bool IsPassed(Shape shape) =>
        !shape.HasStorage || shape.Leaf is { IsVector: true, Form: StorageForm.Array or StorageForm.ReadOnlySpan };
}
