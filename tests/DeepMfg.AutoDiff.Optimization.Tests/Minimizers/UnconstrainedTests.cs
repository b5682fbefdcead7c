using DeepMfg.AutoDiff.Optimization.Tests.Minimizers.Problems;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;
using Xunit.Abstractions;

namespace DeepMfg.AutoDiff.Optimization.Tests.Minimizers;

/// <summary>The minimisers on the functions of Moré, Garbow and Hillstrom.</summary>
public sealed class UnconstrainedTests(ITestOutputHelper output)
{
    private static readonly string[] s_badlyScaled =
        ["Powell badly scaled", "Brown badly scaled", "Penalty I", "Penalty II", "Watson", "Gulf research and development"];

    public static TheoryData<string> Names => [.. MoreGarbowHillstrom.All.Select(problem => problem.Name)];

    /// <summary>Without those whose curvatures differ by ten powers of ten: conjugate gradients are not for them.</summary>
    public static TheoryData<string> WellScaled =>
        [.. MoreGarbowHillstrom.All.Select(problem => problem.Name).Except(s_badlyScaled)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_generated_Jacobian_is_that_of_the_residuals(string name)
    {
        SquaresProblem problem = Named(name);
        double[] at = [.. problem.Start.Select((x, i) => x + (0.013 * (i + 1)))], gradient = new double[at.Length];
        problem.AsObjective().ValueAndGradient(at, gradient);
        GradientCheck.Of(x => problem.AsObjective().ValueAndGradient(x, new double[x.Length]), at, gradient).ThrowIfWrong();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void LBfgs_reaches_a_published_minimum(string name) => AssertSolves(name, LBfgs.Solve(Named(name).AsObjective(), Named(name).Start));

    [Theory]
    [MemberData(nameof(Names))]
    public void Newton_with_a_trust_region_reaches_a_published_minimum(string name) =>
        AssertSolves(name, NewtonTrustRegion.Solve(Named(name).AsObjective(), Named(name).Start, new SolveOptions { GradientTolerance = 1e-10 }));

    [Theory]
    [MemberData(nameof(WellScaled))]
    public void Conjugate_gradients_reach_a_published_minimum(string name) =>
        AssertSolves(name, NonlinearConjugateGradient.Solve(Named(name).AsObjective(), Named(name).Start));

    [Fact]
    public void LBfgs_takes_no_more_evaluations_than_that_of_MathNet()
    {
        int ours = 0, theirs = 0;
        foreach (SquaresProblem problem in MoreGarbowHillstrom.All)
        {
            Minimum minimum = LBfgs.Solve(problem.AsObjective(), problem.Start);
            (int evaluations, double value) = MathNetSolves(problem);
            output.WriteLine($"{problem.Name}: {minimum.Evaluations} to {minimum.Value:E5}, MathNet {evaluations} to {value:E5}");
            ours += minimum.Evaluations;
            theirs += evaluations;
        }

        output.WriteLine($"all: {ours}, MathNet {theirs}");
        Assert.True(ours <= theirs, $"{ours} evaluations, MathNet {theirs}");
    }

    private static (int Evaluations, double Value) MathNetSolves(SquaresProblem problem)
    {
        (int evaluations, double best) = (0, double.PositiveInfinity);
        SquaresObjective objective = problem.AsObjective();
        IObjectiveFunction function = ObjectiveFunction.Gradient(
            x =>
            {
                evaluations++;
                double value = objective.ValueAndGradient(x.AsArray(), new double[x.Count]);
                best = Math.Min(best, value);
                return value;
            },
            x =>
            {
                double[] gradient = new double[x.Count];
                objective.ValueAndGradient(x.AsArray(), gradient);
                return Vector<double>.Build.Dense(gradient);
            });
        try
        {
            new LimitedMemoryBfgsMinimizer(1e-8, 0, 0, 10, 10_000).FindMinimum(function, Vector<double>.Build.Dense([.. problem.Start]));
        }
        catch (OptimizationException)
        {
            // What it had evaluated by then is what it is charged.
        }

        return (evaluations, best);
    }

    private static SquaresProblem Named(string name) => MoreGarbowHillstrom.All.Single(problem => problem.Name == name);

    private void AssertSolves(string name, Minimum minimum)
    {
        output.WriteLine($"{minimum.Value:E6} {minimum.Evaluations} {minimum.Iterations}: {minimum}");
        Assert.True(Named(name).IsMinimum(minimum.Value), $"{minimum.Value:E6}: {minimum}");
        Assert.Equal(SolveStatus.Converged, minimum.Status);
    }
}
