using DeepMfg.AutoDiff.Testing;

namespace DeepMfg.AutoDiff.Optimization.Tests.Minimizers;

/// <summary>An iteration allocates nothing, and a solve in a workspace no array but its result.</summary>
public sealed class AllocationTests
{
    private const int Dimension = 40;

    public static TheoryData<string> Names => [.. All.Keys];

    private static Dictionary<string, Func<double[], SolveOptions, Minimum>> All { get; } = new()
    {
        ["L-BFGS"] = (start, options) => LBfgs.Solve(default(Rosenbrock), start, options),
        ["L-BFGS-B"] = (start, options) => LBfgsB.Solve(default(Rosenbrock), start, [], s_upper, options),
        ["conjugate gradients"] = (start, options) => NonlinearConjugateGradient.Solve(default(Rosenbrock), start, options),
        ["gradient descent"] = (start, options) => GradientDescent.Solve(default(Rosenbrock), start, options),
        ["Newton"] = (start, options) => NewtonTrustRegion.Solve(default(Rosenbrock), start, options),
        ["Newton with products"] = (start, options) => NewtonTrustRegion.Solve(default(CurvedRosenbrock), start, options),
        ["Levenberg-Marquardt"] = (start, options) => LevenbergMarquardt.Solve(default(Rosenbrock), start, options: Squares(options)),
        ["bounded Levenberg-Marquardt"] = (start, options) => LevenbergMarquardt.Solve(default(Rosenbrock), start, [], s_upper, Squares(options)),
        ["Gauss-Newton"] = (start, options) => GaussNewton.Solve(default(Rosenbrock), start, Squares(options)),
    };

    private static readonly double[] s_upper = [.. Enumerable.Range(0, Dimension).Select(i => i % 4 == 0 ? 0.7 : 3.0)];

    private static readonly double[] s_start = [.. Enumerable.Range(0, Dimension).Select(i => -1.2 + (0.01 * i))];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_iteration_allocates_nothing(string solver)
    {
        var workspace = new Workspace();
        var meter = new Meter();
        var options = new SolveOptions { Workspace = workspace, Progress = meter, MaxIterations = 30, GradientTolerance = 0 };
        All[solver](s_start, options);
        long[][] runs = [.. Enumerable.Range(0, 5).Select(_ =>
        {
            meter.Clear();
            All[solver](s_start, options);
            Assert.InRange(meter.Count, 4, 40);
            return meter.Differences.ToArray();
        })];

        // As in `Allocations`: what one run alone counts at a step is another thread's collection.
        Assert.All(Enumerable.Range(0, runs[0].Length), step => Assert.Equal(0, runs.Min(run => run[step])));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_solve_in_a_workspace_allocates_little_more_than_its_result(string solver)
    {
        var options = new SolveOptions { Workspace = new Workspace(), MaxIterations = 30, GradientTolerance = 0 };
        All[solver](s_start, options);
        long bytes = Allocations.Of(() => All[solver](s_start, options));
        long result = solver.EndsWith("Marquardt", StringComparison.Ordinal) || solver == "Gauss-Newton" ? 40_000 : 2000;
        Assert.InRange(bytes, 0, result + 4000);
    }

    [Fact]
    public void A_workspace_that_is_in_use_refuses_a_second_solve()
    {
        var options = new SolveOptions { Workspace = new Workspace() };
        Minimum minimum = LBfgs.Solve((x, g) => LBfgs.Solve(Solvers.Valley, [1, 1], options).Value, [1, 1], options);
        Assert.Equal(SolveStatus.ObjectiveThrew, minimum.Status);
        Assert.Contains("in use", minimum.Explanation, StringComparison.Ordinal);
        Assert.Equal(SolveStatus.Converged, LBfgs.Solve(Solvers.Valley, [1, 1], options).Status);
    }

    [Fact]
    public void A_workspace_gives_the_same_bits_again()
    {
        var workspace = new Workspace();
        foreach (string solver in All.Keys)
        {
            Minimum fresh = All[solver](s_start, new SolveOptions { MaxIterations = 20 });
            All[solver]([.. s_start.Reverse()], new SolveOptions { MaxIterations = 20, Workspace = workspace });
            LBfgs.Solve(default(Rosenbrock), s_start.AsSpan(0, 7), new SolveOptions { MaxIterations = 3, Workspace = workspace });
            Minimum again = All[solver](s_start, new SolveOptions { MaxIterations = 20, Workspace = workspace });
            Assert.Equal(fresh.Point.ToArray(), again.Point.ToArray());
            Assert.Equal((fresh.Value, fresh.Evaluations), (again.Value, again.Evaluations));
        }
    }

    private static LeastSquaresOptions Squares(SolveOptions options) => new()
    {
        Workspace = options.Workspace, Progress = options.Progress, MaxIterations = options.MaxIterations, GradientTolerance = options.GradientTolerance,
    };

    /// <summary>Σ 100 (xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)², as an objective and as residuals.</summary>
    private readonly struct Rosenbrock : IObjective<double>, IResiduals<double>
    {
        public double ValueAndGradient(ReadOnlySpan<double> x, Span<double> gradient)
        {
            gradient.Clear();
            double sum = 0;
            for (int i = 0; i + 1 < x.Length; i++)
            {
                (double bend, double off) = (x[i + 1] - (x[i] * x[i]), 1 - x[i]);
                sum += (100 * bend * bend) + (off * off);
                gradient[i] -= (400 * bend * x[i]) + (2 * off);
                gradient[i + 1] += 200 * bend;
            }

            return sum;
        }

        public int Count(ReadOnlySpan<double> x) => 2 * (x.Length - 1);

        public void Residuals(ReadOnlySpan<double> x, Span<double> residuals)
        {
            for (int i = 0; i + 1 < x.Length; i++)
            {
                (residuals[2 * i], residuals[(2 * i) + 1]) = (10 * (x[i + 1] - (x[i] * x[i])), 1 - x[i]);
            }
        }

        public void Jacobian(ReadOnlySpan<double> x, Span<double> jacobian)
        {
            jacobian.Clear();
            for (int i = 0; i + 1 < x.Length; i++)
            {
                Span<double> row = jacobian.Slice(2 * i * x.Length, 2 * x.Length);
                (row[i], row[i + 1], row[x.Length + i]) = (-20 * x[i], 10, -1);
            }
        }
    }

    private readonly struct CurvedRosenbrock : ICurvedObjective<double>
    {
        public double ValueAndGradient(ReadOnlySpan<double> x, Span<double> gradient) => default(Rosenbrock).ValueAndGradient(x, gradient);

        public void HessianVectorProduct(ReadOnlySpan<double> x, ReadOnlySpan<double> direction, Span<double> product)
        {
            product.Clear();
            for (int i = 0; i + 1 < x.Length; i++)
            {
                double across = -400 * x[i];
                product[i] += (((1200 * x[i] * x[i]) - (400 * x[i + 1]) + 2) * direction[i]) + (across * direction[i + 1]);
                product[i + 1] += (across * direction[i]) + (200 * direction[i + 1]);
            }
        }
    }

    /// <summary>The bytes that the thread has allocated at each step.</summary>
    private sealed class Meter : IProgress<SolveStep>
    {
        private readonly long[] _bytes = new long[100];

        internal int Count { get; private set; }

        /// <summary>Between two steps, from the second on: the first makes what is kept.</summary>
        internal IEnumerable<long> Differences => Enumerable.Range(2, Count - 2).Select(i => _bytes[i] - _bytes[i - 1]);

        public void Report(SolveStep value) => _bytes[Count++] = GC.GetAllocatedBytesForCurrentThread();

        internal void Clear() => Count = 0;
    }
}
