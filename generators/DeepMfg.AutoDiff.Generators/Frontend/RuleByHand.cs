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
    public bool[] Flows => [.. RuleInput.Of(Primal).Select((input, i) => input.Flows(Method.Parameters[i]))];
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

    /// <summary>Whether a derivative flows through it, as its mark and that of the rule's parameter say.</summary>
    public bool Flows(IParameterSymbol? inRule) =>
        Shape.HasFloat && !(Parameter is not null && Marks.IsNoDerivative(Parameter)) && !(inRule is not null && Marks.IsNoDerivative(inRule));
}
