namespace DeepMfg.AutoDiff.Optimization.Tests.Minimizers.Problems;

/// <summary>A sum of squares with bounds that the minimum presses against; asking for it outside them is an error.</summary>
internal sealed record BoundedProblem(SquaresProblem Squares, double[] Lower, double[] Upper)
{
    internal static BoundedProblem[] All { get; } =
    [
        Of("Extended Rosenbrock", below: [-2, -1], above: [0.5, 2]),
        Of("Helical valley", below: [-2, -2, -2], above: [0.8, 2, 2]),
        Of("Beale", below: [0, 0], above: [2, 10]),
        Of("Wood", below: [-4, -4, -4, -4], above: [0.9, 3, 3, 3]),
        Of("Extended Powell singular", below: [0.1, -5, -5, 0], above: [5, 5, 5, 5]),
        Of("Box three-dimensional", below: [0, 0, 0], above: [2, 9.5, 20]),
        Of("Brown and Dennis", below: [-10, 0, -100, -20], above: [100, 15, 0, 0.2]),
        Of("Penalty I", below: [0.3, 0.3, 0.3, 0.3], above: [9, 9, 9, 9]),
        Of("Variably dimensioned", below: [0], above: [0.9]),
        Of("Gaussian", below: [0.398, 1.1, -0.5], above: [4.2, 2, 0.1]),
    ];

    /// <summary>How often the bounds were left.</summary>
    internal int Left { get; private set; }

    internal SquaresProblem Watched => Squares with { Residuals = Watch(Squares.Residuals), Jacobian = Watch(Squares.Jacobian) };

    /// <summary>The number of parameters on a bound.</summary>
    internal int Active(ReadOnlySpan<double> x)
    {
        int active = 0;
        for (int i = 0; i < x.Length; i++)
        {
            active += x[i] == Lower[i] || x[i] == Upper[i] ? 1 : 0;
        }

        return active;
    }

    /// <summary>The largest component of P(x − g) − x, g the gradient of half the sum of squares.</summary>
    internal double ProjectedGradient(ReadOnlySpan<double> x)
    {
        double[] gradient = new double[x.Length];
        Squares.AsObjective().ValueAndGradient(x, gradient);
        double largest = 0;
        for (int i = 0; i < x.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(Math.Clamp(x[i] - (gradient[i] / 2), Lower[i], Upper[i]) - x[i]));
        }

        return largest;
    }

    public override string ToString() => Squares.Name;

    private static BoundedProblem Of(string name, double[] below, double[] above)
    {
        SquaresProblem squares = MoreGarbowHillstrom.All.Single(problem => problem.Name == name);
        return new(squares, Repeated(below, squares.Start.Length), Repeated(above, squares.Start.Length));
    }

    private static double[] Repeated(double[] bounds, int count) => [.. Enumerable.Range(0, count).Select(i => bounds[i % bounds.Length])];

    private ResidualFunction Watch(ResidualFunction function) => (x, values) =>
    {
        for (int i = 0; i < x.Length; i++)
        {
            Left += x[i] >= Lower[i] && x[i] <= Upper[i] ? 0 : 1;
        }

        function(x, values);
    };
}
