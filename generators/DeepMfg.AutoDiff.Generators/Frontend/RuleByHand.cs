using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>A rule by hand: the method that it is, the one that it is for, and the mode in which it derives that.</summary>
internal sealed record RuleByHand(IMethodSymbol Method, IMethodSymbol Primal, Mode Mode)
{
    /// <summary>Whether it is the half of a rule that hands values over.</summary>
    public bool IsRecording { get; init; }

    /// <summary>The other half of it.</summary>
    public IMethodSymbol? Pullback { get; init; }

    /// <summary>Whether the halves hand values over on a tape, as those of a split do.</summary>
    public bool IsOnTape { get; init; }

    /// <summary>Whether it is no exact derivative, on purpose.</summary>
    public bool IsApproximate { get; init; }

    /// <summary>For each input of the primal whether a derivative flows through it.</summary>
    public bool[] Flows => [.. RuleInput.Of(Primal).Select((input, i) => input.Flows(RuleInput.In(Method, Primal, i)))];
}

/// <summary>An input of a method that a rule is for: a parameter, or the receiver, which comes first.</summary>
internal sealed record RuleInput(string Name, ITypeSymbol Type, IParameterSymbol? Parameter)
{
    public Shape Shape => Types.ShapeOf(Type);

    /// <summary>Whether the method may write what it refers to: a span that can be written; an array, where the method gives nothing else.</summary>
    public bool IsWritten => Shape.Leaf is { IsVector: true } leaf
        && (leaf.Form == StorageForm.Span || leaf.Form == StorageForm.Array && Parameter?.ContainingSymbol is IMethodSymbol { ReturnsVoid: true });

    public static IReadOnlyList<RuleInput> Of(IMethodSymbol primal)
    {
        IEnumerable<RuleInput> parameters = primal.Parameters.Select(static parameter => new RuleInput(parameter.Name, parameter.Type, parameter));
        return [.. primal.IsStatic ? parameters : parameters.Prepend(new RuleInput("self", primal.ContainingType, null))];
    }

    /// <summary>How many of a method's inputs stand before the dot of its rule: the receiver, of a rule that is generated beside the method.</summary>
    public static int BeforeDot(IMethodSymbol rule, IMethodSymbol primal) => rule.IsStatic || primal.IsStatic ? 0 : 1;

    /// <summary>The rule's parameter for an input of a method; none for a receiver that stands before the dot.</summary>
    public static IParameterSymbol? In(IMethodSymbol rule, IMethodSymbol primal, int input) =>
        rule.Parameters.ElementAtOrDefault(input - BeforeDot(rule, primal));

    /// <summary>Whether a derivative flows through it, as its mark and that of the rule's parameter say.</summary>
    public bool Flows(IParameterSymbol? inRule) =>
        Shape.HasFloat && !(Parameter is not null && Marks.IsNoDerivative(Parameter)) && !(inRule is not null && Marks.IsNoDerivative(inRule));
}
