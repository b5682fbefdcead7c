using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Tests.Rules;

/// <summary>Evaluates formulas, every step rounded to a scalar type.</summary>
internal sealed class Formula(string name, Func<double, double> round, Func<Primitive, double[], double> evaluate)
{
    /// <summary>With the rows' evaluators.</summary>
    public static readonly Formula
        InDouble = new("double", static x => x, static (row, x) => row.Evaluate!(x)), InFloat = new("float", static x => (float)x, static (row, x) => row.Evaluate!(x));

    /// <summary>With the functions that generated code calls.</summary>
    public static readonly Formula
        PrintedInDouble = new("printed for double", static x => x, static (row, x) => Platform.Evaluate(row, x, typeof(double))),
        PrintedInFloat = new("printed for float", static x => (float)x, static (row, x) => Platform.Evaluate(row, x, typeof(float)));

    public double Round(double x) => round(x);

    /// <summary>The row's value.</summary>
    public double Value(Primitive row, double[] at) => round(evaluate(row, at));

    /// <summary>A row's partial with respect to one input; zero where it has none.</summary>
    public double Partial(Primitive row, int input, double[] at) => row.Partial(input) is { } term ? Value(term, at, Value(row, at)) : 0;

    public override string ToString() => name;

    private double Value(Term term, double[] inputs, double output) => term switch
    {
        Input input => inputs[input.Index],
        Output => output,
        Literal literal => round(literal.Value),
        Op op => Value(Primitives.Get(op.Primitive), [.. op.Arguments.Select(argument => Value(argument, inputs, output))]),
        _ => throw new InvalidOperationException($"Unknown term {term}."),
    };
}
