using DeepMfg.AutoDiff.Generators.Infrastructure;

namespace DeepMfg.AutoDiff.Generators.IR;

/// <summary>How a function is called and derived that has a rule: each part is a function whose body is C#, of the user's or the platform's.</summary>
/// <param name="Call">Of the function's parameters: yields its results.</param>
/// <param name="Jvp">Of these and a tangent for each that is real: yields the results, then a tangent for each that is real.</param>
/// <param name="Vjp">
/// Of these, a cotangent for each real result and one for each real parameter that is storage, to which it adds, or which it turns from the cotangent of
/// what the function leaves there into that of what it finds: yields the results, then what is pulled back to each real number among the parameters.
/// </param>
internal sealed record CustomRule(Function Call, Function? Jvp, Function? Vjp)
{
    /// <summary>The halves of a <see cref="Vjp"/> that hands values from one to the other.</summary>
    public RulePair? Pair { get; init; }

    /// <summary>The numbers of the parameters that refer to storage which the function may write.</summary>
    public EquatableArray<int> Writes { get; init; } = [];

    /// <summary>Whether it is only how a value is computed, of which the function's body says the derivative.</summary>
    public bool IsOfValue => Jvp is null && Vjp is null && Pair is null;

    public Function? In(Mode mode) => mode == Mode.Forward ? Jvp : Vjp ?? Pair?.Pullback;

    /// <summary>The types of the companions that a part has behind the function's own parameters.</summary>
    public IEnumerable<IrType> Tangents(IEnumerable<IrType> inputs) =>
        inputs.Select((type, i) => (type, i)).Where(static input => input.type.IsReal)
            .Select(input => Writes.Contains(input.i) ? input.type.Shadow() : ForReading(input.type));

    public static IEnumerable<IrType> Cotangents(IEnumerable<IrType> inputs, IEnumerable<IrType> results) =>
        results.Where(static type => type.IsReal).Select(ForReading).Concat(inputs.Where(static type => type is { IsReal: true, IsStorage: true })
            .Select(static type => type.Shadow()));

    private static IrType ForReading(IrType type) => type.IsVector ? type with { Form = StorageForm.ReadOnlySpan } : type;
}

/// <summary>A rule in reverse mode in two halves.</summary>
/// <param name="Recording">Of the function's parameters: yields its results, then the values to hand over.</param>
/// <param name="Pullback">Of these values, and of cotangents as in <see cref="CustomRule.Vjp"/>: yields what is pulled back to each real number.</param>
internal sealed record RulePair(Function Recording, Function Pullback)
{
    /// <summary>
    /// Whether the values are handed over on the tape, where the last to come are the first to go: the second half is of the function's parameters then, as
    /// they are when it has run.
    /// </summary>
    public bool IsOnTape { get; init; }

    /// <summary>The types of the values that are handed over.</summary>
    public IEnumerable<IrType> Saved(int results) => Recording.Body.Yield.Skip(results).Select(static operand => operand.Type);
}
