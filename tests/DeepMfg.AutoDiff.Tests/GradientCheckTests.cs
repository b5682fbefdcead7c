namespace DeepMfg.AutoDiff.Tests;

public sealed class GradientCheckTests
{
    private static double ToolLife(double speed, double feed) => 60 * Math.Pow(speed / 120, -4) * Math.Pow(feed / 0.2, -1.6);

    private static (double, double) ToolLifeGradient(double speed, double feed) =>
        (-4 * ToolLife(speed, feed) / speed, -1.6 * ToolLife(speed, feed) / feed);

    [Fact]
    public void A_right_gradient_passes()
    {
        GradientCheck check = GradientCheck.Of(ToolLife, (150, 0.25), ToolLifeGradient(150, 0.25));
        check.ThrowIfWrong();
        Assert.All(check.Entries, entry => Assert.Equal(GradientAgreement.Agrees, entry.Agreement));
    }

    [Fact]
    public void A_wrong_component_is_named_with_both_numbers()
    {
        (double speed, double feed) = ToolLifeGradient(150, 0.25);
        GradientCheck check = GradientCheck.Of(ToolLife, (150, 0.25), (speed, 1.001 * feed));

        Assert.False(check.Passed);
        GradientEntry wrong = Assert.Single(check.Entries, entry => entry.Agreement == GradientAgreement.Disagrees);
        Assert.Equal("feed", wrong.Name);
        Assert.Equal(feed, wrong.Difference, Math.Abs(feed) * 1e-8);
        Assert.Equal(0.001 * Math.Abs(feed), wrong.Deviation, Math.Abs(feed) * 1e-8);

        var mismatch = Assert.Throws<GradientMismatchException>(check.ThrowIfWrong);
        Assert.StartsWith("1 of 2 components disagree with differences.", mismatch.Message, StringComparison.Ordinal);
        string worst = mismatch.Message.Split(Environment.NewLine)[2];
        Assert.Contains("feed = 0.25", worst, StringComparison.Ordinal);
        Assert.Contains("DISAGREE by", worst, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_of_two_in_ten_million_is_found()
    {
        Assert.True(GradientCheck.Of(Math.Sin, 1, Math.Cos(1)).Passed);
        Assert.False(GradientCheck.Of(Math.Sin, 1, Math.Cos(1) + 2e-7).Passed);
    }

    [Fact]
    public void Not_a_number_disagrees()
    {
        Assert.False(GradientCheck.Of(Math.Sin, 1, double.NaN).Passed);
    }

    [Fact]
    public void Beside_a_pole_or_an_end_of_the_domain_the_step_becomes_small_enough()
    {
        Assert.Equal(GradientAgreement.Agrees, GradientCheck.Of(Math.Sqrt, 1e-3, 0.5 / Math.Sqrt(1e-3)).Entries[0].Agreement);
        Assert.Equal(GradientAgreement.Agrees, GradientCheck.Of(x => 1 / (x - 1), 1.01, -1e4).Entries[0].Agreement);
        Assert.Equal(GradientAgreement.Agrees, GradientCheck.Of(x => Math.Abs(x - 1), 1.05, 1).Entries[0].Agreement);
    }

    [Fact]
    public void At_a_kink_and_outside_the_domain_nothing_is_claimed()
    {
        Assert.Equal(GradientAgreement.Unclear, GradientCheck.Of(x => Math.Sqrt(x - 1), 1, double.PositiveInfinity).Entries[0].Agreement);
        Assert.Equal(GradientAgreement.Unclear, GradientCheck.Of(Math.Log, -1, -1).Entries[0].Agreement);
    }

    [Fact]
    public void A_large_constant_that_swallows_the_differences_is_not_mistaken_for_a_zero_derivative()
    {
        GradientCheck check = GradientCheck.Of(x => 1e18 + x, 1, 1);
        Assert.NotEqual(GradientAgreement.Disagrees, check.Entries[0].Agreement);
    }

    [Fact]
    public void Functions_of_spans_and_of_arrays_are_checked_element_by_element()
    {
        double[] at = [1, 2, 3], gradient = [2, 4, 6], wrong = [2, 4, 7];
        Assert.True(GradientCheck.Of((ReadOnlySpan<double> x) => SumOfSquares(x), at, gradient).Passed);
        Assert.True(GradientCheck.Of(SumOfSquaresOfArray, at, gradient).Passed);
        GradientEntry entry = Assert.Single(
            GradientCheck.Of(x => SumOfSquares(x), at, wrong).Entries, e => e.Agreement == GradientAgreement.Disagrees);
        Assert.Equal("x[2]", entry.Name);
    }

    [Fact]
    public void Functions_of_three_and_four_scalars_are_checked()
    {
        Assert.True(GradientCheck.Of((x, y, z) => x * y * z, (2, 3, 5), (15, 10, 6)).Passed);
        Assert.False(GradientCheck.Of((x, y, z, u) => x * y * z * u, (2, 3, 5, 7), (105, 70, 42, 31)).Passed);
    }

    [Fact]
    public void A_gradient_of_another_length_is_refused()
    {
        var refused = Assert.Throws<ArgumentException>(() => GradientCheck.Of(x => SumOfSquares(x), [1, 2], [2]));
        Assert.Equal("gradient", refused.ParamName);
    }

    private static double SumOfSquares(ReadOnlySpan<double> x)
    {
        double sum = 0;
        foreach (double value in x)
        {
            sum += value * value;
        }

        return sum;
    }

    private static double SumOfSquaresOfArray(double[] x) => SumOfSquares(x);
}
