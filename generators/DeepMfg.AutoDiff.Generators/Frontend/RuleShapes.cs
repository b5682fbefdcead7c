using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>The shapes of rules: those of the members that would be generated for the method, and the two halves of one that hands values over.</summary>
internal static class RuleShapes
{
    /// <summary>How the other half of a rule that hands values over is declared.</summary>
    public static string PullbackOf(RuleByHand recording)
    {
        IEnumerable<string> parameters = Bars(recording.Primal, Flowing(recording.Method, recording.Primal));
        return $"static void {recording.Method.Name}Pullback({string.Join(", ", parameters.Prepend($"{NameOf(SavedBy(recording))} saved"))})";
    }

    /// <summary>With how many of a method's inputs a rule begins.</summary>
    public static int Shared(IMethodSymbol primal, IMethodSymbol rule)
    {
        int before = RuleInput.BeforeDot(rule, primal);
        return before + RuleInput.Of(primal).Skip(before)
            .Zip(rule.Parameters, static (input, parameter) => IsSame(input.Type, parameter.Type) && parameter.RefKind is RefKind.None or RefKind.In)
            .TakeWhile(static same => same).Count();
    }

    // (R Value, R Tangent) F(p…, pDot…)
    public static bool IsForward(IMethodSymbol rule, IMethodSymbol primal)
    {
        bool gives = primal.ReturnsVoid ? rule.ReturnsVoid
            : ItemsOf(rule.ReturnType) is [var value, var tangent] && IsSame(value, primal.ReturnType) && IsSame(tangent, primal.ReturnType);
        IEnumerable<RuleCompanion> dots = Flowing(rule, primal).Select(static input => new RuleCompanion(input.Type, SpansOf(input), RefKind.None));
        return gives && Are(Behind(rule, primal), [.. dots]);
    }

    /// <summary>Whether the last companion of a rule is named as a tangent.</summary>
    public static bool IsNamedForward(IMethodSymbol rule) => rule.Parameters[rule.Parameters.Length - 1].Name.EndsWith("Dot", StringComparison.Ordinal);

    // R F(p…, R cotangent, pBar…)
    public static bool IsReverse(IMethodSymbol rule, IMethodSymbol primal) =>
        (primal.ReturnsVoid ? rule.ReturnsVoid : IsSame(rule.ReturnType, primal.ReturnType)) && Are(Behind(rule, primal), Cotangents(rule, primal));

    // (R Value, S Saved) F(p…); of a method that gives nothing S F(p…)
    public static bool IsRecording(IMethodSymbol rule, IMethodSymbol primal)
    {
        bool gives = primal.ReturnsVoid ? !rule.ReturnsVoid : ItemsOf(rule.ReturnType) is [var value, _] && IsSame(value, primal.ReturnType);
        return gives && Behind(rule, primal).Length == 0 && Flowing(rule, primal).Any();
    }

    // void B(S saved, R cotangent, pBar…)
    public static bool IsPullback(RuleByHand recording, IMethodSymbol rule) =>
        rule is { ReturnsVoid: true, IsStatic: true } && rule.Parameters is [{ RefKind: RefKind.None } saved, ..]
        && IsSame(saved.Type, SavedBy(recording)) && Are([.. rule.Parameters.Skip(1)], Cotangents(recording.Method, recording.Primal));

    // R F(p…, Tape tape), void B(p…, Tape tape, R cotangent, pBar…)
    public static bool IsSplit(IMethodSymbol forward, IMethodSymbol reverse, IMethodSymbol primal) =>
        (primal.ReturnsVoid ? forward.ReturnsVoid : IsSame(forward.ReturnType, primal.ReturnType)) && reverse.ReturnsVoid
        && Behind(forward, primal) is [var tape] && IsTape(tape)
        && Behind(reverse, primal) is [var same, ..] companions && IsTape(same) && Are([.. companions.Skip(1)], Cotangents(reverse, primal));

    /// <summary>The type of the values that the first half of a rule hands over.</summary>
    public static ITypeSymbol SavedBy(RuleByHand recording) =>
        recording.Primal.ReturnsVoid ? recording.Method.ReturnType : ItemsOf(recording.Method.ReturnType)[1];

    /// <summary>How a rule of a mode is declared.</summary>
    public static string Declaration(IMethodSymbol primal, IMethodSymbol rule, Mode mode) =>
        Declaration(primal, rule.Name, mode, i => i < rule.Parameters.Length ? rule.Parameters[i] : null);

    /// <summary>How a new rule of a mode is declared.</summary>
    public static string Declaration(IMethodSymbol primal, string name, Mode mode) => Declaration(primal, name, mode, static _ => null);

    private static string Declaration(IMethodSymbol primal, string name, Mode mode, Func<int, IParameterSymbol?> parameter)
    {
        IReadOnlyList<RuleInput> inputs = RuleInput.Of(primal);
        string result = NameOf(primal.ReturnType);
        RuleInput[] flowing = [.. inputs.Where((input, i) => input.Flows(parameter(i)))];
        IEnumerable<string> own = inputs.Select(static input => $"{NameOf(input.Type)} {input.Name}");
        IEnumerable<string> companions = mode == Mode.Forward
            ? flowing.Select(static input => $"{Held(input.Type, SpansOf(input)[0]) ?? NameOf(input.Type)} {input.Name}Dot") : Bars(primal, flowing);
        string returned = mode == Mode.Forward && !primal.ReturnsVoid ? $"({result} Value, {result} Tangent)" : result;
        return $"static {returned} {name}{TypeParametersOf(primal)}({string.Join(", ", own.Concat(companions))})";
    }

    private static IEnumerable<string> Bars(IMethodSymbol primal, IEnumerable<RuleInput> flowing)
    {
        IEnumerable<string> bars = flowing.Select(static input => $"{Held(input.Type, "Span") ?? $"ref {NameOf(input.Type)}"} {input.Name}Bar");
        return primal.ReturnsVoid ? bars : bars.Prepend($"{Held(primal.ReturnType, "ReadOnlySpan") ?? NameOf(primal.ReturnType)} cotangent");
    }

    private static string TypeParametersOf(IMethodSymbol primal)
    {
        ITypeParameterSymbol[] own = [.. RuleReading.TypeParametersOf(primal)];
        return own.Length == 0 ? "" : $"<{string.Join(", ", own.Select(static parameter => parameter.Name))}>";
    }

    /// <summary>What a rule has beside a value: its type, where that is no vector; else one of some spans; and how it is passed.</summary>
    private sealed record RuleCompanion(ITypeSymbol Of, string[] Spans, RefKind Passed)
    {
        public bool Fits(IParameterSymbol parameter) => Types.LeafOf(Of).IsVector
            ? parameter.RefKind == RefKind.None && parameter.Type is INamedTypeSymbol { TypeArguments: [var element] } span && Types.IsSpan(span)
                && Spans.Contains(span.Name) && IsSame(element, ElementOf(Of))
            : parameter.RefKind == Passed && IsSame(parameter.Type, Of);
    }

    /// <summary>How tangents are held: of what the method may write they may be written.</summary>
    private static string[] SpansOf(RuleInput input) => input.IsWritten ? ["Span", "ReadOnlySpan"] : ["ReadOnlySpan"];

    private static RuleCompanion[] Cotangents(IMethodSymbol rule, IMethodSymbol primal)
    {
        IEnumerable<RuleCompanion> bars = Flowing(rule, primal).Select(static input => new RuleCompanion(input.Type, ["Span"], RefKind.Ref));
        return [.. primal.ReturnsVoid ? bars : bars.Prepend(new RuleCompanion(primal.ReturnType, ["ReadOnlySpan"], RefKind.None))];
    }

    private static bool Are(IReadOnlyList<IParameterSymbol> parameters, RuleCompanion[] companions) =>
        companions.Length > 0 && parameters.Count == companions.Length
        && parameters.Zip(companions, static (parameter, companion) => companion.Fits(parameter)).All(static fits => fits);

    private static IParameterSymbol[] Behind(IMethodSymbol rule, IMethodSymbol primal) =>
        [.. rule.Parameters.Skip(RuleInput.Of(primal).Count - RuleInput.BeforeDot(rule, primal))];

    private static IEnumerable<RuleInput> Flowing(IMethodSymbol rule, IMethodSymbol primal) =>
        RuleInput.Of(primal).Where((input, i) => input.Flows(RuleInput.In(rule, primal, i)));

    private static bool IsTape(IParameterSymbol parameter) =>
        parameter is { RefKind: RefKind.None, Type: { Name: "Tape", ContainingNamespace: { Name: "AutoDiff", ContainingNamespace.Name: "DeepMfg" } } };

    private static ITypeSymbol[] ItemsOf(ITypeSymbol type) =>
        type is INamedTypeSymbol { IsTupleType: true } tuple ? [.. tuple.TupleElements.Select(static item => item.Type)] : [];

    private static ITypeSymbol ElementOf(ITypeSymbol type) => type is IArrayTypeSymbol array ? array.ElementType : ((INamedTypeSymbol)type).TypeArguments[0];

    private static string? Held(ITypeSymbol type, string span) => Types.LeafOf(type).IsVector ? $"{span}<{NameOf(ElementOf(type))}>" : null;

    // As overloads tell types apart: the names of a tuple's items do not matter.
    private static bool IsSame(ITypeSymbol a, ITypeSymbol b) => MemberSignature.TypeOf(a) == MemberSignature.TypeOf(b);

    private static string NameOf(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
