using DeepMfg.AutoDiff.Optimization.Tests.Minimizers.Problems;
using Xunit.Abstractions;

namespace DeepMfg.AutoDiff.Optimization.Tests.Minimizers;

/// <summary>Minima on bounds.</summary>
public sealed class BoundedTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names => [.. BoundedProblem.All.Select(problem => problem.Squares.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void LBfgsB_stops_where_the_projected_gradient_is_zero(string name)
    {
        BoundedProblem problem = Named(name);
        SquaresProblem watched = problem.Watched;
        AssertSolved(problem, LBfgsB.Solve(watched.AsObjective(), watched.Start, problem.Lower, problem.Upper));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Levenberg_Marquardt_stops_where_the_projected_gradient_is_zero(string name)
    {
        BoundedProblem problem = Named(name);
        SquaresProblem watched = problem.Watched;
        var options = new LeastSquaresOptions { GradientTolerance = 1e-14 };
        AssertSolved(problem, LevenbergMarquardt.Solve(watched.AsResiduals(), watched.Start, problem.Lower, problem.Upper, options));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Both_find_the_same_minimum(string name)
    {
        BoundedProblem problem = Named(name);
        SquaresProblem squares = problem.Squares;
        double first = LBfgsB.Solve(squares.AsObjective(), squares.Start, problem.Lower, problem.Upper).Value;
        double second = 2 * LevenbergMarquardt.Solve(squares.AsResiduals(), squares.Start, problem.Lower, problem.Upper).Value;
        Assert.Equal(first, second, 1e-9 * Math.Max(1, first));
    }

    [Fact]
    public void Without_bounds_LBfgsB_reaches_the_published_minima_too()
    {
        foreach (SquaresProblem problem in MoreGarbowHillstrom.All.Where(problem => problem.Name is not "Powell badly scaled"))
        {
            Minimum minimum = LBfgsB.Solve(problem.AsObjective(), problem.Start, [], []);
            output.WriteLine($"{problem.Name}: {minimum.Value:E6} {minimum}");
            Assert.True(problem.IsMinimum(minimum.Value), $"{problem.Name} {minimum.Value:E6}: {minimum}");
        }
    }

    [Fact]
    public void A_parameter_between_equal_bounds_stays()
    {
        Minimum minimum = LBfgsB.Solve(Bowl, [3, 3], [2, double.NegativeInfinity], [2, double.PositiveInfinity]);
        Assert.Equal(SolveStatus.Converged, minimum.Status);
        Assert.Equal([2, 0], minimum.Point.ToArray());
    }

    [Fact]
    public void Bounds_that_make_no_sense_are_refused()
    {
        Assert.Contains("lower[1]", Assert.Throws<ArgumentException>(() => LBfgsB.Solve(Bowl, [0, 0], [0, 2], [1, 1])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => LBfgsB.Solve(Bowl, [0, 0], [0], [1, 1]));
        Assert.Throws<ArgumentException>(() => LBfgsB.Solve(Bowl, [0, 0], [double.NaN, 0], [1, 1]));
        Assert.Contains("start[1]", Assert.Throws<ArgumentException>(() => LBfgs.Solve(Bowl, [0, double.NaN])).Message, StringComparison.Ordinal);
    }

    private static double Bowl(ReadOnlySpan<double> x, Span<double> gradient)
    {
        (gradient[0], gradient[1]) = (2 * x[0], 2 * x[1]);
        return (x[0] * x[0]) + (x[1] * x[1]);
    }

    private static BoundedProblem Named(string name) => BoundedProblem.All.Single(problem => problem.Squares.Name == name) with { };

    private void AssertSolved(BoundedProblem problem, Minimum minimum)
    {
        output.WriteLine($"{minimum.Value:E6} at {string.Join(", ", minimum.Point.ToArray())}: {minimum.Explanation}");
        Assert.Equal(0, problem.Left);
        Assert.Equal(SolveStatus.Converged, minimum.Status);
        Assert.InRange(problem.ProjectedGradient(minimum.Point), 0, 1e-8);
        Assert.InRange(problem.Active(minimum.Point), 1, minimum.Point.Length);
    }
}
