namespace DeepMfg.AutoDiff.Corpus.Arrays;

/// <summary>A method over arrays at a point, its members called with one flat input.</summary>
/// <param name="Name">What is computed.</param>
/// <param name="Input">The numbers that are differentiated, one behind the other.</param>
/// <param name="Value">The method itself.</param>
/// <param name="Gradient">The gradient into a buffer, and the value.</param>
/// <param name="Tangent">The value and its tangent in a direction.</param>
public sealed record ArrayCase(
    string Name, double[] Input, Func<double[], double> Value, Func<double[], double[], double> Gradient, Func<double[], double[], (double Value, double Tangent)> Tangent)
{
    /// <summary>Whether the result is new each time.</summary>
    public bool Allocates { get; init; }

    public delegate double Buffered(double[] x, Span<double> gradient);

    public delegate (double Value, double Tangent) Directed(double[] x, ReadOnlySpan<double> direction);

    public static IEnumerable<ArrayCase> All =>
    [
        .. LinearAlgebra.Cases, .. TimeStepping.Cases, .. DynamicProgramming.Cases, .. Regressions.Cases, .. Aliases.Cases, .. Ordering.Cases,
        .. Sequences.Cases, .. Simulations.Cases, .. Queries.Cases, .. Signals.Cases, .. Shapes.Cases, .. Operations.Cases,
    ];

    /// <summary>A case whose members take an array alone.</summary>
    public static ArrayCase Of(string name, double[] input, Func<double[], double> value, Buffered gradient, Directed tangent) =>
        new(name, input, value, (x, g) => gradient(x, g), (x, d) => tangent(x, d));

    /// <summary>Numbers between −1 and 1 that look like any, the same on every machine.</summary>
    public static double[] Numbers(int count, double scale = 1) => [.. Enumerable.Range(1, count).Select(i => scale * Math.Sin(12.9898 * i * (i % 7 + 1)))];
}
