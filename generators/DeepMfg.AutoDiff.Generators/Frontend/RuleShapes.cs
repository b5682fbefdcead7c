using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>The shapes of rules: those of the members that would be generated for the method, and the two halves of one that hands values over.</summary>
internal static class RuleShapes
{
    /// <summary>How the other half of a rule that hands values over is declared.</summary>
    public static string PullbackOf(RuleByHand recording)
    {
        IEnumerable<string> bars = Flowing(recording.Method, recording.Primal)
            .Select(static input => $"{Held(input.Type, "Span") ?? $"ref {NameOf(input.Type)}"} {input.Name}Bar");
        string cotangent = Held(recording.Primal.ReturnType, "ReadOnlySpan") ?? NameOf(recording.Primal.ReturnType);
        return $"static void {recording.Method.Name}Pullback({NameOf(SavedBy(recording.Method))} saved, {cotangent} cotangent, {string.Join(", ", bars)})";
    }

    /// <summary>With how many of a method's inputs a rule begins.</summary>
    public static int Shared(IMethodSymbol primal, IMethodSymbol rule) => RuleInput.Of(primal)
        .Zip(rule.Parameters, static (input, parameter) => IsSame(input.Type, parameter.Type) && parameter.RefKind is RefKind.None or RefKind.In)
        .TakeWhile(static same => same).Count();

    // (R Value, R Tangent) F(p…, pDot…)
    public static bool IsForward(IMethodSymbol rule, IMethodSymbol primal) =>
        ItemsOf(rule.ReturnType) is [var value, var tangent] && IsSame(value, primal.ReturnType) && IsSame(tangent, primal.ReturnType)
        && Are(Behind(rule, primal), [.. Flowing(rule, primal).Select(static input => new RuleCompanion(input.Type, "ReadOnlySpan", RefKind.None))]);

    // R F(p…, R cotangent, pBar…)
    public static bool IsReverse(IMethodSymbol rule, IMethodSymbol primal) =>
        IsSame(rule.ReturnType, primal.ReturnType) && Are(Behind(rule, primal), Cotangents(rule, primal));

    // (R Value, S Saved) F(p…)
    public static bool IsRecording(IMethodSymbol rule, IMethodSymbol primal) =>
        ItemsOf(rule.ReturnType) is [var value, _] && IsSame(value, primal.ReturnType) && Behind(rule, primal).Count == 0 && Flowing(rule, primal).Any();

    // void B(S saved, R cotangent, pBar…)
    public static bool IsPullback(RuleByHand recording, IMethodSymbol rule) =>
        rule is { ReturnsVoid: true, IsStatic: true } && rule.Parameters is [{ RefKind: RefKind.None } saved, ..]
        && IsSame(saved.Type, SavedBy(recording.Method)) && Are([.. rule.Parameters.Skip(1)], Cotangents(recording.Method, recording.Primal));

    /// <summary>The type of the values that the first half of a rule hands over.</summary>
    public static ITypeSymbol SavedBy(IMethodSymbol recording) => ItemsOf(recording.ReturnType)[1];

    /// <summary>How a rule of a mode is declared.</summary>
    public static string Declaration(IMethodSymbol primal, IMethodSymbol? rule, Mode mode)
    {
        IReadOnlyList<RuleInput> inputs = RuleInput.Of(primal);
        string result = NameOf(primal.ReturnType), name = rule?.Name ?? primal.Name + (mode == Mode.Forward ? GeneratedMembers.Jvp : GeneratedMembers.Vjp);
        RuleInput[] flowing = [.. inputs.Where((input, i) => input.Flows(i < rule?.Parameters.Length ? rule.Parameters[i] : null))];
        IEnumerable<string> own = inputs.Select(static input => $"{NameOf(input.Type)} {input.Name}");
        IEnumerable<string> companions = mode == Mode.Forward
            ? flowing.Select(static input => $"{Held(input.Type, "ReadOnlySpan") ?? NameOf(input.Type)} {input.Name}Dot")
            : flowing.Select(static input => $"{Held(input.Type, "Span") ?? $"ref {NameOf(input.Type)}"} {input.Name}Bar")
                .Prepend($"{Held(primal.ReturnType, "ReadOnlySpan") ?? result} cotangent");
        string returned = mode == Mode.Forward ? $"({result} Value, {result} Tangent)" : result;
        return $"static {returned} {name}({string.Join(", ", own.Concat(companions))})";
    }

    /// <summary>What a rule has beside a value: its type, where that is no vector; else a span; and how it is passed.</summary>
    private sealed record RuleCompanion(ITypeSymbol Of, string Span, RefKind Passed)
    {
        public bool Fits(IParameterSymbol parameter) => Types.LeafOf(Of).IsVector
            ? parameter.RefKind == RefKind.None && parameter.Type is INamedTypeSymbol { TypeArguments: [var element] } span && Types.IsSpan(span)
                && span.Name == Span && IsSame(element, ElementOf(Of))
            : parameter.RefKind == Passed && IsSame(parameter.Type, Of);
    }

    private static RuleCompanion[] Cotangents(IMethodSymbol rule, IMethodSymbol primal) =>
    [
        new(primal.ReturnType, "ReadOnlySpan", RefKind.None),
        .. Flowing(rule, primal).Select(static input => new RuleCompanion(input.Type, "Span", RefKind.Ref)),
    ];

    private static bool Are(IReadOnlyList<IParameterSymbol> parameters, RuleCompanion[] companions) =>
        companions.Length > 0 && parameters.Count == companions.Length
        && parameters.Zip(companions, static (parameter, companion) => companion.Fits(parameter)).All(static fits => fits);

    private static IReadOnlyList<IParameterSymbol> Behind(IMethodSymbol rule, IMethodSymbol primal) => [.. rule.Parameters.Skip(RuleInput.Of(primal).Count)];

    private static IEnumerable<RuleInput> Flowing(IMethodSymbol rule, IMethodSymbol primal) =>
        RuleInput.Of(primal).Where((input, i) => input.Flows(rule.Parameters[i]));

    private static ITypeSymbol[] ItemsOf(ITypeSymbol type) =>
        type is INamedTypeSymbol { IsTupleType: true } tuple ? [.. tuple.TupleElements.Select(static item => item.Type)] : [];

    private static ITypeSymbol ElementOf(ITypeSymbol type) => type is IArrayTypeSymbol array ? array.ElementType : ((INamedTypeSymbol)type).TypeArguments[0];

    private static string? Held(ITypeSymbol type, string span) => Types.LeafOf(type).IsVector ? $"{span}<{NameOf(ElementOf(type))}>" : null;

    // As overloads tell types apart: the names of a tuple's items do not matter.
    private static bool IsSame(ITypeSymbol a, ITypeSymbol b) => MemberSignature.TypeOf(a) == MemberSignature.TypeOf(b);

    private static string NameOf(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
