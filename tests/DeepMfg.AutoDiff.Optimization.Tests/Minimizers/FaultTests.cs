using Xunit.Abstractions;

namespace DeepMfg.AutoDiff.Optimization.Tests.Minimizers;

/// <summary>Objectives that misbehave: the status says how, and the best point is kept.</summary>
public sealed class FaultTests(ITestOutputHelper output)
{
    private static readonly double[] s_start = [4, 3];

    public static TheoryData<string> Names => Solvers.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_never_a_number_is_not_finite_at_the_start(string solver)
    {
        Minimum minimum = Solve(solver, (_, _) => double.NaN);
        AssertEnds(SolveStatus.NotFinite, minimum, "the value was NaN at evaluation 1");
        Assert.Equal(s_start, minimum.Point.ToArray());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_gradient_that_is_not_finite_is_named(string solver)
    {
        Minimum minimum = Solve(solver, (x, g) =>
        {
            double value = Solvers.Valley(x, g);
            g[1] = double.PositiveInfinity;
            return value;
        });
        AssertEnds(SolveStatus.NotFinite, minimum, "gradient[1] was Infinity at evaluation 1");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_becomes_no_number_ends_at_the_best_point(string solver)
    {
        var watch = new Watch(5, () => double.NaN);
        Minimum minimum = Solve(solver, watch.Objective);
        AssertEnds(SolveStatus.NotFinite, minimum, "the value was NaN at evaluation");
        watch.AssertBest(minimum);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_wall_of_what_is_no_number_is_walked_along(string solver)
    {
        Minimum minimum = Solve(solver, (x, g) =>
        {
            (g[0], g[1]) = (1 - (0.01 / x[0]), 2 * x[1]);
            return x[0] - (0.01 * Math.Log(x[0])) + (x[1] * x[1]);
        });
        AssertEnds(SolveStatus.Converged, minimum, "Converged");
        Assert.Equal(0.01, minimum.Point[0], 1e-8);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_exception_is_kept_with_the_best_point(string solver)
    {
        var watch = new Watch(5, () => throw new InvalidOperationException("the furnace is off"));
        Minimum minimum = Solve(solver, watch.Objective);
        AssertEnds(SolveStatus.ObjectiveThrew, minimum, "InvalidOperationException at evaluation 5: the furnace is off");
        Assert.IsType<InvalidOperationException>(minimum.Exception);
        watch.AssertBest(minimum);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_constant_has_converged_at_the_start(string solver)
    {
        Minimum minimum = Solve(solver, (_, g) =>
        {
            g.Clear();
            return 7;
        });
        AssertEnds(SolveStatus.Converged, minimum, "zero at the start");
        Assert.Equal((0, 1, 7.0), (minimum.Iterations, minimum.Evaluations, minimum.Value));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_constant_whose_gradient_is_not_zero_has_a_wrong_gradient(string solver)
    {
        Minimum minimum = Solve(solver, (_, g) =>
        {
            g.Fill(1);
            return 7;
        });
        AssertEnds(SolveStatus.GradientLooksWrong, minimum, "gradient[0] is 1, where differences of the value give 0");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_component_of_the_wrong_sign_is_named_with_both_numbers(string solver)
    {
        Minimum minimum = Solve(solver, (x, g) =>
        {
            double value = Solvers.Valley(x, g);
            g[1] = -g[1];
            return value;
        });
        AssertEnds(SolveStatus.GradientLooksWrong, minimum, "gradient[1] is ");
        Assert.Contains("where differences of the value give ", minimum.Explanation, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_component_that_is_missing_is_seen_at_the_start_where_that_is_asked_for(string solver)
    {
        Minimum minimum = Solve(solver, (x, g) =>
        {
            double value = Solvers.Valley(x, g);
            g[1] = 0;
            return value;
        }, new SolveOptions { CheckGradient = true });
        AssertEnds(SolveStatus.GradientLooksWrong, minimum, "gradient[1] is 0, where differences of the value give 30");
        Assert.Equal(SolveStatus.Converged, Solve(solver, Solvers.Valley, new SolveOptions { CheckGradient = true }).Status);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_falls_without_end_is_unbounded(string solver)
    {
        AssertEnds(SolveStatus.Unbounded, Solve(solver, (x, g) =>
        {
            (g[0], g[1]) = (-1, 2);
            return (2 * x[1]) - x[0];
        }), "Unbounded");
        AssertEnds(SolveStatus.Unbounded, Solve(solver, (x, g) =>
        {
            (g[0], g[1]) = (-2 * x[0], 2 * x[1]);
            return (x[1] * x[1]) - (x[0] * x[0]);
        }), "Unbounded");
        AssertEnds(SolveStatus.Unbounded, Solve(solver, (x, g) =>
        {
            (g[0], g[1]) = (-Math.Exp(x[0]), 2 * x[1]);
            return (x[1] * x[1]) - Math.Exp(x[0]);
        }), "Unbounded");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Noise_is_no_reason_to_go_on_for_ever(string solver)
    {
        Minimum minimum = Solve(solver, (x, g) =>
        {
            double value = Solvers.Valley(x, g), noise = Math.Sin(1e7 * ((3 * x[0]) + x[1]));
            return value + (1e-6 * noise);
        }, new SolveOptions { GradientTolerance = 0 });
        output.WriteLine(minimum.ToString());
        Assert.Contains(minimum.Status, (SolveStatus[])[SolveStatus.LineSearchFailed, SolveStatus.Converged]);
        Assert.InRange(minimum.Evaluations, 1, 5000);
        Assert.InRange(minimum.Value, -1e-6, 3e-6);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_cancelled_in_the_middle_keeps_the_best_point(string solver)
    {
        using var cancel = new CancellationTokenSource();
        var watch = new Watch(5, () =>
        {
            cancel.Cancel();
            throw new OperationCanceledException(cancel.Token);
        });
        Minimum minimum = Solve(solver, watch.Objective, new SolveOptions { Cancel = cancel.Token });
        AssertEnds(SolveStatus.Cancelled, minimum, "Cancelled");
        watch.AssertBest(minimum);

        Assert.Equal(SolveStatus.Cancelled, Solve(solver, Solvers.Valley, new SolveOptions { Cancel = cancel.Token }).Status);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Limits_are_kept(string solver)
    {
        Minimum iterations = Solve(solver, Solvers.Valley, new SolveOptions { MaxIterations = 2 });
        AssertEnds(SolveStatus.MaxIterations, iterations, "Stopped after 2 iterations");
        Assert.Equal(2, iterations.Iterations);
        Minimum evaluations = Solve(solver, Solvers.Valley, new SolveOptions { MaxEvaluations = 3 });
        AssertEnds(SolveStatus.MaxEvaluations, evaluations, "Stopped after ");
        Assert.InRange(evaluations.Evaluations, 3, 5);
        Assert.Equal(SolveStatus.MaxIterations, Solve(solver, Solvers.Valley, new SolveOptions { MaxIterations = 0 }).Status);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_kink_ends_without_a_hang(string solver)
    {
        Minimum minimum = Solve(solver, (x, g) =>
        {
            (g[0], g[1]) = (Math.Sign(x[0] - 1), 2 * x[1]);
            return Math.Abs(x[0] - 1) + (x[1] * x[1]);
        }, new SolveOptions { MaxIterations = 300 });
        output.WriteLine(minimum.ToString());
        Assert.InRange(minimum.Evaluations, 1, 3000);
        Assert.InRange(minimum.Value, 0, 0.1);
    }

    private static Minimum Solve(string solver, Objective objective, SolveOptions? options = null) =>
        Solvers.All[solver](objective, s_start, options ?? new SolveOptions());

    private void AssertEnds(SolveStatus status, Minimum minimum, string text)
    {
        output.WriteLine(minimum.ToString());
        Assert.Equal((status, true), (minimum.Status, minimum.Explanation.Contains(text, StringComparison.Ordinal)));
    }

    /// <summary>The valley until some evaluation, then something else; and the lowest value before.</summary>
    private sealed class Watch(int last, Func<double> after)
    {
        private int _evaluations;
        private double _best = double.PositiveInfinity;

        internal double Objective(ReadOnlySpan<double> x, Span<double> gradient)
        {
            if (++_evaluations >= last)
            {
                return after();
            }

            double value = Solvers.Valley(x, gradient);
            _best = Math.Min(_best, value);
            return value;
        }

        internal void AssertBest(Minimum minimum)
        {
            double[] gradient = new double[2];
            Assert.Equal(_best, minimum.Value);
            Assert.Equal(_best, Solvers.Valley(minimum.Point, gradient));
            Assert.Equal(gradient, minimum.Gradient.ToArray());
        }
    }
}
