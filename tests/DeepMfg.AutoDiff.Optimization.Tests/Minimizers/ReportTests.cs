namespace DeepMfg.AutoDiff.Optimization.Tests.Minimizers;

/// <summary>What a solver tells while it solves, and what it counts.</summary>
public sealed class ReportTests
{
    public static TheoryData<string> Names => Solvers.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Progress_and_trace_tell_each_step(string solver)
    {
        var told = new List<SolveStep>();
        int calls = 0;
        Minimum minimum = Solvers.All[solver](
            (x, g) =>
            {
                calls++;
                return Solvers.Valley(x, g);
            },
            [4, 3],
            new SolveOptions { Progress = new Listener(told), KeepTrace = true });
        Assert.Equal(SolveStatus.Converged, minimum.Status);
        Assert.Equal(told, minimum.Trace);
        Assert.Equal(Enumerable.Range(0, minimum.Iterations + 1), told.Select(step => step.Iteration));
        Assert.Equal((minimum.Value, minimum.Optimality, minimum.Evaluations), (told[^1].Value, told[^1].Optimality, told[^1].Evaluations));
        Assert.Equal((calls, calls), (minimum.Evaluations, minimum.GradientEvaluations));
        Assert.Equal(0, told[0].StepLength);
        Assert.All(told.Skip(1), step => Assert.True(step.StepLength > 0));
        Assert.Equal(minimum.Optimality, minimum.Gradient.ToArray().Max(Math.Abs));
        Assert.Equal(minimum.Explanation, minimum.ToString());
    }

    [Fact]
    public void Products_with_the_Hessian_are_asked_of_an_objective_that_has_them()
    {
        Minimum minimum = NewtonTrustRegion.Solve(default(Quartic), [3, -2]);
        Assert.Equal(SolveStatus.Converged, minimum.Status);
        Assert.Equal(minimum.Iterations + 1, minimum.Evaluations);
        Assert.InRange(minimum.HessianProducts, minimum.Iterations, 2 * minimum.Iterations);
        Assert.Contains("Hessian product", minimum.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void No_parameters_are_solved_at_once()
    {
        Minimum minimum = LBfgs.Solve((_, _) => 3, []);
        Assert.Equal((SolveStatus.Converged, 3.0), (minimum.Status, minimum.Value));
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => LBfgs.Solve(Solvers.Valley, [1, 1], new SolveOptions { Memory = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => LBfgs.Solve(Solvers.Valley, [1, 1], new SolveOptions { MaxIterations = -1 }));
        Assert.Throws<ArgumentNullException>(() => LBfgs.Solve(null!, [1, 1]));
    }

    private sealed class Listener(List<SolveStep> told) : IProgress<SolveStep>
    {
        public void Report(SolveStep value) => told.Add(value);
    }

    /// <summary>(x + y)⁴ + x² + y² − xy.</summary>
    private readonly struct Quartic : ICurvedObjective<double>
    {
        public double ValueAndGradient(ReadOnlySpan<double> x, Span<double> gradient)
        {
            double s = x[0] + x[1];
            (gradient[0], gradient[1]) = ((4 * s * s * s) + (2 * x[0]) - x[1], (4 * s * s * s) + (2 * x[1]) - x[0]);
            return (s * s * s * s) + (x[0] * x[0]) + (x[1] * x[1]) - (x[0] * x[1]);
        }

        public void HessianVectorProduct(ReadOnlySpan<double> x, ReadOnlySpan<double> direction, Span<double> product)
        {
            double s = x[0] + x[1], bend = 12 * s * s * (direction[0] + direction[1]);
            (product[0], product[1]) = (bend + (2 * direction[0]) - direction[1], bend + (2 * direction[1]) - direction[0]);
        }
    }
}
