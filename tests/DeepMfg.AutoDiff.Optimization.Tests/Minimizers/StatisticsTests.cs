using MathNet.Numerics.LinearAlgebra;

namespace DeepMfg.AutoDiff.Optimization.Tests.Minimizers;

/// <summary>How well parameters are known, and what outliers do to them.</summary>
public sealed class StatisticsTests
{
    private static readonly double[] s_times = [.. Enumerable.Range(0, 20).Select(i => 0.5 * i)];

    private static readonly double[] s_values =
        [.. s_times.Select((t, i) => 2 + (3 * t) + (0.05 * Math.Sin(7.0 * i)) + (i % 7 == 3 ? 15 : 0))];

    public static TheoryData<string> Losses => ["Huber", "SoftL1", "Cauchy"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(30)]
    [InlineData(1000)]
    public void Quantiles_of_Student_are_those_of_MathNet(int degrees)
    {
        foreach (double confidence in new[] { 0.5, 0.9, 0.95, 0.99, 0.999 })
        {
            double expected = MathNet.Numerics.Distributions.StudentT.InvCDF(0, 1, degrees, 0.5 + (confidence / 2));
            Assert.Equal(1, StudentT.TwoSided(confidence, degrees) / expected, 1e-8);
        }

        Assert.Equal(Math.Tan(0.95 * Math.PI / 2), StudentT.TwoSided(0.95, 1), 1e-13);
        Assert.Equal(0.9 * Math.Sqrt(2 / (1 - (0.9 * 0.9))), StudentT.TwoSided(0.9, 2), 1e-13);
    }

    [Fact]
    public void A_straight_line_has_the_errors_of_the_textbook()
    {
        LeastSquares fit = LevenbergMarquardt.Solve(Line(), [0, 0]);
        Matrix<double> design = Matrix<double>.Build.Dense(s_times.Length, 2, (i, j) => j == 0 ? 1 : s_times[i]);
        Vector<double> solution = design.QR().Solve(Vector<double>.Build.Dense(s_values));
        Vector<double> residuals = (design * solution) - Vector<double>.Build.Dense(s_values);
        double variance = residuals.DotProduct(residuals) / 18;
        Matrix<double> covariance = variance * design.TransposeThisAndMultiply(design).Inverse();

        LinearAlgebra.Drawn.AssertClose(solution.ToArray(), fit.Point, 1e-10);
        LinearAlgebra.Drawn.AssertClose(residuals.ToArray(), fit.Residuals, 1e-10);
        LinearAlgebra.Drawn.AssertClose(covariance.ToRowMajorArray(), fit.Covariance, 1e-10);
        Assert.Equal((18, FactorStatus.Done), (fit.DegreesOfFreedom, fit.CovarianceStatus));
        Assert.Equal(Math.Sqrt(variance), fit.StandardDeviation, 1e-12);
        double half = Math.Sqrt(covariance[1, 1]) * MathNet.Numerics.Distributions.StudentT.InvCDF(0, 1, 18, 0.975);
        Assert.Equal(solution[1] - half, fit.Interval(1).Lower, 1e-8);
        Assert.Equal(solution[1] + half, fit.Interval(1).Upper, 1e-8);
        Assert.True(fit.Interval(1, 0.99).Upper > fit.Interval(1, 0.9).Upper);
        Assert.Throws<ArgumentOutOfRangeException>(() => fit.Interval(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => fit.Interval(0, 95));
    }

    [Fact]
    public void A_parameter_that_a_bound_holds_is_taken_for_known()
    {
        LeastSquares fit = LevenbergMarquardt.Solve(Line(), [0, 0], upper: [1, 100]);
        Assert.Equal(1, fit.Point[0]);
        Assert.Equal(0, fit.StandardErrors[0]);
        Assert.Equal((1, 1), fit.Interval(0));
        Assert.Equal(19, fit.DegreesOfFreedom);
        double expected = fit.StandardDeviation / Math.Sqrt(s_times.Sum(t => t * t));
        Assert.Equal(expected, fit.StandardErrors[1], 1e-12);
    }

    [Fact]
    public void What_is_computed_from_parameters_has_the_interval_of_the_textbook()
    {
        LeastSquares fit = LevenbergMarquardt.Solve(Line(), [0, 0]);
        Assert.Equal(fit.Interval(1), fit.IntervalOf(fit.Point[1], [0, 1]));

        // The line itself at t: s √(1/n + (t − mean)² / Σ (tᵢ − mean)²).
        const double T = 12;
        double mean = s_times.Average(), spread = s_times.Sum(t => (t - mean) * (t - mean)), value = fit.Point[0] + (T * fit.Point[1]);
        double error = fit.StandardDeviation * Math.Sqrt((1.0 / s_times.Length) + ((T - mean) * (T - mean) / spread));
        double half = error * MathNet.Numerics.Distributions.StudentT.InvCDF(0, 1, 18, 0.95);
        (double lower, double upper) = fit.IntervalOf(value, [1, T], confidence: 0.9);
        Assert.Equal(value - half, lower, 1e-8);
        Assert.Equal(value + half, upper, 1e-8);
        Assert.Throws<ArgumentException>(() => fit.IntervalOf(value, [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => fit.IntervalOf(value, [1, T], confidence: 95));
    }

    [Fact]
    public void What_is_computed_from_parameters_that_the_data_do_not_tell_apart_is_unknown_and_nothing_else_is()
    {
        LeastSquares held = LevenbergMarquardt.Solve(Line(), [0, 0], upper: [1, 100]);
        Assert.Equal(held.Interval(1), held.IntervalOf(held.Point[1], [5, 1]));
        var twice = new ResidualFunctions(
            3,
            (x, r) => (r[0], r[1], r[2]) = (x[0] + x[1] - 1, x[0] + x[1] - 2, x[0] + x[1] - 4),
            (_, j) => j.Fill(1));
        LeastSquares fit = LevenbergMarquardt.Solve(twice, [0, 0]);
        Assert.Equal(FactorStatus.Singular, fit.CovarianceStatus);
        Assert.Equal((double.NegativeInfinity, double.PositiveInfinity), fit.IntervalOf(1, [1, -1]));
        Assert.Equal((3.0, 3.0), fit.IntervalOf(3, [0, 0]));
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void A_loss_weighs_outliers_down_as_its_formula_says(string name)
    {
        const double Scale = 0.3;
        (Loss Loss, Func<double, double> Rho, Func<double, double> Weight) huber =
            (Loss.Huber(Scale), z => z <= 1 ? z : (2 * Math.Sqrt(z)) - 1, z => z <= 1 ? 1 : 1 / Math.Sqrt(z));
        (Loss loss, Func<double, double> rho, Func<double, double> weight) = name switch
        {
            "Huber" => huber,
            "SoftL1" => (Loss.SoftL1(Scale), z => 2 * (Math.Sqrt(1 + z) - 1), z => 1 / Math.Sqrt(1 + z)),
            _ => (Loss.Cauchy(Scale), z => Math.Log(1 + z), z => 1 / (1 + z)),
        };
        LeastSquares fit = LevenbergMarquardt.Solve(Line(), [1, 2.5], options: new LeastSquaresOptions { Loss = loss });
        Assert.Equal(SolveStatus.Converged, fit.Status);
        Assert.Equal(3, fit.Point[1], 0.05);
        Assert.Equal(2, fit.Point[0], 0.3);

        double[] residuals = fit.Residuals.ToArray(), z = [.. residuals.Select(r => r * r / (Scale * Scale))];
        Assert.Equal(0.5 * Scale * Scale * z.Sum(rho), fit.Value, 1e-9);
        Assert.Equal(0, residuals.Select((r, i) => weight(z[i]) * r).Sum(), 1e-8);
        Assert.Equal(0, residuals.Select((r, i) => weight(z[i]) * r * s_times[i]).Sum(), 1e-7);
        double plain = LevenbergMarquardt.Solve(Line(), [1, 2.5]).Point[0];
        Assert.True(Math.Abs(plain - 2) > 1, "the outliers are none");
    }

    [Fact]
    public void A_loss_needs_a_scale() => Assert.Throws<ArgumentOutOfRangeException>(() => Loss.Huber(0));

    [Fact]
    public void Gauss_Newton_finds_what_Levenberg_Marquardt_finds()
    {
        LeastSquares expected = LevenbergMarquardt.Solve(Line(), [0, 0]), fit = GaussNewton.Solve(Line(), [0, 0]);
        LinearAlgebra.Drawn.AssertClose(expected.Point, fit.Point, 1e-10);
        LinearAlgebra.Drawn.AssertClose(expected.StandardErrors, fit.StandardErrors, 1e-10);
        Assert.Equal(1, fit.Iterations);
    }

    [Fact]
    public void A_fit_prints_each_parameter_with_its_interval()
    {
        string[] lines = LevenbergMarquardt.Solve(Line(), [0, 0]).ToString().Split(Environment.NewLine);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("Converged: ", lines[0], StringComparison.Ordinal);
        Assert.Matches(@"^p\[1\] \S+ ± \S+ \(95 %: \S+ … \S+\)$", lines[2]);
    }

    private static ResidualFunctions Line() => new(
        s_times.Length,
        (x, r) =>
        {
            for (int i = 0; i < r.Length; i++)
            {
                r[i] = x[0] + (x[1] * s_times[i]) - s_values[i];
            }
        },
        (_, j) =>
        {
            for (int i = 0; i < s_times.Length; i++)
            {
                (j[2 * i], j[(2 * i) + 1]) = (1, s_times[i]);
            }
        });
}
