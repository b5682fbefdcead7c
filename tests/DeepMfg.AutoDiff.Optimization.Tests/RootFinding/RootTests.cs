namespace DeepMfg.AutoDiff.Optimization.Tests.RootFinding;

/// <summary>Roots of functions of one number.</summary>
public sealed class RootTests
{
    private static readonly (string Name, Func<double, double> Function, Func<double, double> Slope, double Lower, double Upper)[] s_problems =
    [
        ("cosine", x => Math.Cos(x) - x, x => -Math.Sin(x) - 1, 0, 1),
        ("cube", x => (x * x * x) - (2 * x) - 5, x => (3 * x * x) - 2, 2, 3),
        ("exponential", x => Math.Exp(-x) - 0.001, x => -Math.Exp(-x), 0, 20),
        ("logarithm", x => Math.Log(x) + 3, x => 1 / x, 1e-8, 10),
        ("steep", x => Math.Atan(1000 * (x - 0.3)), x => 1000 / (1 + (1e6 * (x - 0.3) * (x - 0.3))), -10, 11),
        ("flat", x => Math.Pow(x - 1, 3), x => 3 * (x - 1) * (x - 1), 0, 3),
    ];

    public static TheoryData<string> Names => [.. s_problems.Select(problem => problem.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Brent_finds_what_MathNet_finds(string name)
    {
        (_, Func<double, double> function, _, double lower, double upper) = s_problems.Single(problem => problem.Name == name);
        Root root = Roots.Brent(function, lower, upper), backwards = Roots.Brent(function, upper, lower);
        double expected = MathNet.Numerics.RootFinding.Bisection.FindRoot(function, lower, upper, 1e-14, 2000);
        Assert.Equal((SolveStatus.Converged, SolveStatus.Converged), (root.Status, backwards.Status));
        Assert.Equal(expected, root.Point, name == "flat" ? 1e-4 : 1e-13);
        Assert.Equal(expected, backwards.Point, name == "flat" ? 1e-4 : 1e-13);
        Assert.Equal(function(root.Point), root.Value);
        Assert.InRange(root.Evaluations, 1, name == "flat" ? 200 : 60);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Newton_finds_what_Brent_finds(string name)
    {
        (_, Func<double, double> function, Func<double, double> slope, double lower, double upper) = s_problems.Single(problem => problem.Name == name);
        Root expected = Roots.Brent(function, lower, upper);
        Root root = Roots.Newton(x => (function(x), slope(x)), name == "steep" ? 0.31 : 0.5 * (lower + upper), name == "flat" ? 1e-15 : 0);
        Assert.Equal(SolveStatus.Converged, root.Status);
        Assert.Equal(expected.Point, root.Point, name == "flat" ? 1e-4 : 1e-13);
    }

    [Fact]
    public void An_interval_without_a_change_of_sign_has_a_status()
    {
        Root root = Roots.Brent(x => (x * x) + 1, -1, 2);
        Assert.Equal((SolveStatus.NoSignChange, -1.0), (root.Status, root.Point));
        Assert.Contains("is 2 at -1 and 5 at 2", root.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_root_at_an_end_is_found() => Assert.Equal(0, Roots.Brent(x => x, 0, 1).Point);

    [Fact]
    public void What_is_no_number_has_a_status()
    {
        Assert.Equal(SolveStatus.NotFinite, Roots.Brent(Math.Sqrt, -1, 2).Status);
        Assert.Equal(SolveStatus.NotFinite, Roots.Brent(x => x is > -1 and < 1 ? double.NaN : x, -2, 3).Status);
        Assert.Equal(SolveStatus.NotFinite, Roots.Newton(_ => (double.NaN, 1), 2).Status);
    }

    [Fact]
    public void Newton_says_where_it_is_stuck()
    {
        Root flat = Roots.Newton(x => ((x * x) + 1, 2 * x), 3);
        Assert.Contains(flat.Status, (SolveStatus[])[SolveStatus.LineSearchFailed, SolveStatus.MaxIterations]);
        Root wrong = Roots.Newton(x => (x - 1, -1), 3);
        Assert.Equal((SolveStatus.LineSearchFailed, 3.0), (wrong.Status, wrong.Point));
        Assert.Contains("Start elsewhere", wrong.ToString(), StringComparison.Ordinal);
        Assert.Equal(SolveStatus.MaxIterations, Roots.Newton(x => (Math.Exp(x), Math.Exp(x)), 0, maxIterations: 5).Status);
    }

    [Fact]
    public void A_jump_is_taken_for_a_root() => Assert.Equal(1, Roots.Brent(x => x < 1 ? -1 : 2, 0, 3).Point, 1e-14);

    [Fact]
    public void Cancellation_keeps_the_best_point()
    {
        using var cancel = new CancellationTokenSource();
        int calls = 0;
        Root root = Roots.Brent(Cosine, 0, 1, cancel: cancel.Token);
        Assert.Equal(SolveStatus.Cancelled, root.Status);
        Assert.InRange(root.Point, 0.5, 1);
        calls = 0;
        Assert.Equal(SolveStatus.Cancelled, Roots.Newton(x => (Cosine(x), -Math.Sin(x) - 1), 0, cancel: cancel.Token).Status);

        double Cosine(double x)
        {
            if (++calls == 4)
            {
                cancel.Cancel();
            }

            return Math.Cos(x) - x;
        }
    }
}
