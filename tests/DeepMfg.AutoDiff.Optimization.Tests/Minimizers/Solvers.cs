namespace DeepMfg.AutoDiff.Optimization.Tests.Minimizers;

/// <summary>The minimisers of functions with gradients, by name.</summary>
internal static class Solvers
{
    internal static Dictionary<string, Func<Objective, double[], SolveOptions, Minimum>> All { get; } = new()
    {
        ["L-BFGS"] = (objective, start, options) => LBfgs.Solve(objective, start, options),
        ["L-BFGS-B"] = (objective, start, options) => LBfgsB.Solve(objective, start, [], [], options),
        ["conjugate gradients"] = (objective, start, options) => NonlinearConjugateGradient.Solve(objective, start, options),
        ["gradient descent"] = (objective, start, options) => GradientDescent.Solve(objective, start, options),
        ["Newton"] = (objective, start, options) => NewtonTrustRegion.Solve(objective, start, options),
    };

    internal static TheoryData<string> Names => [.. All.Keys];

    /// <summary>(x − 1)² + 3 (y + 2)² + 0.1 (x − 1)⁴, least at (1, −2).</summary>
    internal static double Valley(ReadOnlySpan<double> x, Span<double> gradient)
    {
        (double a, double b) = (x[0] - 1, x[1] + 2);
        (gradient[0], gradient[1]) = ((2 * a) + (0.4 * a * a * a), 6 * b);
        return (a * a) + (3 * b * b) + (0.1 * a * a * a * a);
    }
}
