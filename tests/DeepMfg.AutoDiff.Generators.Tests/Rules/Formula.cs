using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Tests.Rules;

/// <summary>Evaluates formulas with the rows' evaluators, every step rounded to a scalar type.</summary>
internal sealed class Formula(Func<double, double> round)
{
    public static readonly Formula InDouble = new(static x => x), InFloat = new(static x => (float)x);

    public double Round(double x) => round(x);

    /// <summary>A row's partial with respect to one input; zero where it has none.</summary>
    public double Partial(Primitive row, int input, double[] at) =>
        row.Partial(input) is { } term ? Value(term, at, round(row.Evaluate!(at))) : 0;

    private double Value(Term term, double[] inputs, double output) => term switch
    {
        Input input => inputs[input.Index],
        Output => output,
        Literal literal => round(literal.Value),
        Op op => round(Primitives.Get(op.Primitive).Evaluate!([.. op.Arguments.Select(argument => Value(argument, inputs, output))])),
        _ => throw new InvalidOperationException($"Unknown term {term}."),
    };
}
