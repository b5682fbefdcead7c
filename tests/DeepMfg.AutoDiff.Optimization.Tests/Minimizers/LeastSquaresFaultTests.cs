using Xunit.Abstractions;

namespace DeepMfg.AutoDiff.Optimization.Tests.Minimizers;

/// <summary>Residuals that misbehave.</summary>
public sealed class LeastSquaresFaultTests(ITestOutputHelper output)
{
    private static readonly double[] s_start = [1, 0.1];

    public static TheoryData<bool> Both => [true, false];

    [Theory]
    [MemberData(nameof(Both))]
    public void What_is_no_number_is_named(bool damped)
    {
        AssertEnds(SolveStatus.NotFinite, Solve(damped, (_, r) => r[3] = double.NaN), "residual[3] was NaN at evaluation 1");
        AssertEnds(SolveStatus.NotFinite, Solve(damped, (_, _) => { }, (_, j) => j[5] = double.NegativeInfinity), "Jacobian[5] was -Infinity at evaluation 1");
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void What_becomes_no_number_ends_at_the_best_point(bool damped)
    {
        int calls = 0;
        double best = double.PositiveInfinity;
        LeastSquares fit = Solve(damped, (_, r) =>
        {
            r[0] = ++calls > 3 ? double.NaN : r[0];
            best = calls > 3 ? best : Math.Min(best, r.ToArray().Sum(residual => residual * residual));
        });
        AssertEnds(SolveStatus.NotFinite, fit, "residual[0] was NaN");
        Assert.Equal(best, fit.ResidualSum);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void An_exception_and_a_cancellation_keep_the_best_point(bool damped)
    {
        int calls = 0;
        LeastSquares thrown = Solve(damped, (_, _) => _ = ++calls < 4 ? 0 : throw new InvalidOperationException("no data"));
        AssertEnds(SolveStatus.ObjectiveThrew, thrown, "InvalidOperationException at evaluation 4: no data");
        using var cancel = new CancellationTokenSource();
        calls = 0;
        LeastSquares cancelled = Solve(damped, (_, _) => Cancel(), options: new LeastSquaresOptions { Cancel = cancel.Token });
        AssertEnds(SolveStatus.Cancelled, cancelled, "Cancelled");
        Assert.Equal(thrown.Point.ToArray(), cancelled.Point.ToArray());

        void Cancel()
        {
            if (++calls == 3)
            {
                cancel.Cancel();
            }
        }
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void A_wrong_Jacobian_is_seen(bool damped) => AssertEnds(SolveStatus.GradientLooksWrong, Solve(damped, (_, _) => { }, (_, j) =>
    {
        for (int i = 1; i < j.Length; i += 2)
        {
            j[i] = -j[i];
        }
    }), "gradient[1] is ");

    [Theory]
    [MemberData(nameof(Both))]
    public void Residuals_that_do_not_depend_on_the_parameters_have_converged(bool damped)
    {
        LeastSquares fit = Solve(damped, (_, r) => r.Fill(2), (_, j) => j.Clear());
        AssertEnds(SolveStatus.Converged, fit, "zero at the start");
        Assert.Equal(FactorStatus.Singular, fit.CovarianceStatus);
        Assert.Equal([double.PositiveInfinity, double.PositiveInfinity], fit.StandardErrors.ToArray());
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void Parameters_that_the_data_do_not_tell_apart_have_no_errors(bool damped)
    {
        var twins = new ResidualFunctions(5, (x, r) =>
        {
            for (int i = 0; i < r.Length; i++)
            {
                r[i] = ((x[0] + x[1]) * i) - (2 * i) - (i % 2);
            }
        }, (_, j) =>
        {
            for (int i = 0; i < j.Length; i++)
            {
                j[i] = i / 2;
            }
        });
        LeastSquares fit = damped ? LevenbergMarquardt.Solve(twins, [1, 5]) : GaussNewton.Solve(twins, [1, 5]);
        Assert.Equal(SolveStatus.Converged, fit.Status);
        Assert.Equal(FactorStatus.Singular, fit.CovarianceStatus);
        Assert.Equal(double.PositiveInfinity, fit.StandardErrors[0]);
        Assert.Equal(2 + (4 / 30.0), fit.Point[0] + fit.Point[1], 1e-9);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void Limits_are_kept(bool damped)
    {
        AssertEnds(SolveStatus.MaxIterations, Solve(damped, (_, _) => { }, options: new LeastSquaresOptions { MaxIterations = 1 }), "after 1 iteration:");
        AssertEnds(SolveStatus.MaxEvaluations, Solve(damped, (_, _) => { }, options: new LeastSquaresOptions { MaxEvaluations = 2 }), "after 2 evaluations:");
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void Noise_is_no_reason_to_go_on_for_ever(bool damped)
    {
        LeastSquares fit = Solve(
            damped, (x, r) => r[0] += 1e-6 * Math.Sin(1e7 * ((3 * x[0]) + x[1])), options: new LeastSquaresOptions { GradientTolerance = 0 });
        output.WriteLine(fit.ToString());
        Assert.Contains(fit.Status, (SolveStatus[])[SolveStatus.LineSearchFailed, SolveStatus.Converged]);
        Assert.InRange(fit.Evaluations, 1, 5000);
        Assert.InRange(fit.ResidualSum, 0, 1e-3);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void Progress_and_trace_tell_each_step_and_all_calls_are_counted(bool damped)
    {
        (int values, int jacobians) = (0, 0);
        var told = new List<SolveStep>();
        var options = new LeastSquaresOptions { KeepTrace = true, Progress = new Listener(told) };
        LeastSquares fit = Solve(damped, (_, _) => values++, (_, _) => jacobians++, options);
        Assert.Equal(SolveStatus.Converged, fit.Status);
        Assert.Equal(told, fit.Trace);
        Assert.Equal(Enumerable.Range(0, fit.Iterations + 1), told.Select(step => step.Iteration));
        Assert.Equal((fit.Value, fit.Optimality, fit.Evaluations), (told[^1].Value, told[^1].Optimality, told[^1].Evaluations));
        Assert.Equal((values, jacobians), (fit.Evaluations, fit.GradientEvaluations));
        Assert.Equal((0.5 * fit.ResidualSum, true), (fit.Value, fit.Iterations > 0));
    }

    /// <summary>y = 3 e^(−0.4 t) at t = 0 … 7, with something done to residuals and Jacobian.</summary>
    private static LeastSquares Solve(bool damped, ResidualFunction spoil, ResidualFunction? spoilJacobian = null, LeastSquaresOptions? options = null)
    {
        var decay = new ResidualFunctions(8, (x, r) =>
        {
            for (int i = 0; i < r.Length; i++)
            {
                r[i] = (x[0] * Math.Exp(-x[1] * i)) - (3 * Math.Exp(-0.4 * i)) - (0.01 * (i % 3));
            }

            spoil(x, r);
        }, (x, j) =>
        {
            for (int i = 0; i < j.Length / 2; i++)
            {
                (j[2 * i], j[(2 * i) + 1]) = (Math.Exp(-x[1] * i), -i * x[0] * Math.Exp(-x[1] * i));
            }

            spoilJacobian?.Invoke(x, j);
        });
        return damped ? LevenbergMarquardt.Solve(decay, s_start, options: options) : GaussNewton.Solve(decay, s_start, options);
    }

    private void AssertEnds(SolveStatus status, LeastSquares fit, string text)
    {
        output.WriteLine(fit.ToString());
        Assert.Equal((status, true), (fit.Status, fit.Explanation.Contains(text, StringComparison.Ordinal)));
    }

    private sealed class Listener(List<SolveStep> told) : IProgress<SolveStep>
    {
        public void Report(SolveStep value) => told.Add(value);
    }
}
