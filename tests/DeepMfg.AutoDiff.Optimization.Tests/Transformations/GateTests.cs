namespace DeepMfg.AutoDiff.Optimization.Tests.Transformations;

/// <summary>Transformations that must know all updates, or that may end a step.</summary>
public sealed class GateTests
{
    [Fact]
    public void A_gradient_below_the_limit_is_left_to_the_bit()
    {
        double[] x = [0, 0, 0], gradient = [0.1, -0.2, 0.3];
        Optimizers.Chain(Optimizers.ClipByGlobalNorm(1), Optimizers.Sgd(1)).For(x).Step(x, gradient);
        Assert.Equal([-0.1, 0.2, -0.3], x);
    }

    [Theory]
    [InlineData(3e200, 4e200)]
    [InlineData(3e-200, 4e-200)]
    [InlineData(3e-310, 4e-310)]
    [InlineData(3, 4)]
    public void The_norm_is_right_where_its_square_leaves_the_range_of_a_double(double a, double b)
    {
        double[] x = [0, 0];
        Optimizers.Chain(Optimizers.ClipByGlobalNorm(double.Hypot(a, b) / 5), Optimizers.Sgd(1)).For(x).Step(x, [a, b]);
        Assert.Equal(-a / 5, x[0], Math.Abs(a) * 1e-12);
        Assert.Equal(-b / 5, x[1], Math.Abs(b) * 1e-12);
    }

    [Fact]
    public void The_norm_of_floats_is_summed_up_in_double_precision()
    {
        float[] x = new float[3_000_000], gradient = [.. Enumerable.Repeat(1e25f, x.Length)];
        Optimizers.Chain(Optimizers.ClipByGlobalNorm(1), Optimizers.Sgd(1)).For(x).Step(x, gradient);
        Assert.All(x, value => Assert.Equal(-1 / Math.Sqrt(x.Length), value, 1e-10));
    }

    [Fact]
    public void The_norm_is_that_of_all_leaves_together()
    {
        double[][] x = [[0], [0, 0]];
        Optimizers.Chain(Optimizers.ClipByGlobalNorm(1), Optimizers.Sgd(1)).For<double>(("a", 1), ("b", 2)).Step(x, [[2], [1, -2]]);
        Assert.Equal(-2.0 / 3, x[0][0], 1e-15);
        Assert.Equal(-1.0 / 3, x[1][0], 1e-15);
        Assert.Equal(2.0 / 3, x[1][1], 1e-15);
    }

    [Fact]
    public void No_gradient_at_all_is_not_divided_by()
    {
        double[] x = [1, 2];
        Optimizers.Chain(Optimizers.ClipByGlobalNorm(1), Optimizers.Sgd(1)).For(x).Step(x, [0, 0]);
        Assert.Equal([1, 2], x);
    }

    [Fact]
    public void Clipping_hides_no_NaN()
    {
        double[] x = [0, 0], y = [0, 0];
        Optimizers.Chain(Optimizers.ClipByValue(1), Optimizers.Sgd(1)).For(x).Step(x, [double.NaN, 5]);
        Optimizers.Chain(Optimizers.ClipByGlobalNorm(1), Optimizers.Sgd(1)).For(y).Step(y, [double.NaN, 5]);
        Assert.True(double.IsNaN(x[0]) && double.IsNaN(y[0]));
        Assert.Equal(-1, x[1]);
    }

    [Fact]
    public void Lion_hides_no_NaN()
    {
        double[] x = [0, 0];
        Optimizers.Lion(1).For(x).Step(x, [double.NaN, -0.0]);
        Assert.True(double.IsNaN(x[0]));
        Assert.Equal(0, x[1]);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_step_that_is_skipped_leaves_parameters_and_state_as_they_were(double bad)
    {
        var settings = Optimizers.Chain(Optimizers.SkipNonFinite(), Optimizers.Adam(0.1));
        double[] x = Case.Start(19), y = [.. x];
        Optimizer<double> disturbed = settings.For(x), quiet = settings.For(y);
        for (int step = 1; step < 10; step++)
        {
            double[] gradient = Case.Gradient(step, x), spoilt = [.. gradient];
            spoilt[^1] = bad;
            Assert.False(disturbed.Step(x, spoilt));
            Assert.True(disturbed.Step(x, gradient));
            quiet.Step(y, gradient);
            Assert.Equal(y, x);
        }

        Assert.Equal(9, disturbed.Steps);
    }

    [Fact]
    public void Too_many_skipped_steps_in_a_row_are_an_error()
    {
        float[] x = [1];
        Optimizer<float> optimizer = Optimizers.Chain(Optimizers.SkipNonFinite(limit: 2), Optimizers.Sgd(1)).For(x);
        Assert.False(optimizer.Step(x, [float.NaN]));
        Assert.False(optimizer.Step(x, [float.NaN]));
        Assert.True(optimizer.Step(x, [0]));
        Assert.False(optimizer.Step(x, [float.NaN]));
        Assert.False(optimizer.Step(x, [float.NaN]));
        Assert.Contains("3 gradients in a row", Assert.Throws<ArithmeticException>(() => optimizer.Step(x, [float.NaN])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void While_gradients_accumulate_only_their_sum_changes()
    {
        double[] x = [1, 2];
        Optimizer<double> optimizer = Optimizers.Chain(Optimizers.Accumulate(3), Optimizers.Adam(Schedules.Linear(1, 0, 2))).For(x);
        Assert.False(optimizer.Step(x, [1, 1]));
        Assert.False(optimizer.Step(x, [1, 1]));
        Assert.Equal([1, 2], x);
        Assert.True(optimizer.Step(x, [1, -5]));
        Assert.Equal(0, x[0], 1e-7);
        Assert.Equal(3, x[1], 1e-7);
        Assert.Equal(1, optimizer.Steps);
    }

    [Fact]
    public void A_clip_behind_a_descent_bounds_the_step()
    {
        double[] x = [0, 0];
        Optimizers.Chain(Optimizers.Sgd(10), Optimizers.ClipByGlobalNorm(1)).For(x).Step(x, [-3, 4]);
        Assert.Equal(0.6, x[0], 1e-15);
        Assert.Equal(-0.8, x[1], 1e-15);
    }

    [Fact]
    public void Masks_are_asked_once_for_each_leaf()
    {
        var asked = new List<string>();
        double[] x = [1, 1, 1, 1];
        bool Decays(string name)
        {
            asked.Add(name);
            return name == "weights";
        }

        var settings = Optimizers.Chain(Optimizers.WeightDecay(0.5, Decays), Optimizers.Lion(0, decay: 0), Optimizers.AdamW(0, 0));
        Optimizer<double> optimizer = Optimizers.Chain(Optimizers.WeightDecay(0.5, Decays), Optimizers.Sgd(1)).For<double>(("weights", 2), ("bias", 2));
        optimizer.Step(x, [0, 0, 0, 0]);
        optimizer.Step(x, [0, 0, 0, 0]);
        Assert.Equal([0.25, 0.25, 1, 1], x);
        Assert.Equal(["weights", "bias"], asked);
        Assert.NotNull(settings.For<double>(1));
    }

    [Fact]
    public void Masks_of_several_transformations_keep_apart()
    {
        double[] x = [1, 1];
        Optimizers.Chain(Optimizers.WeightDecay(0.5, name => name == "a"), Optimizers.Sgd(1), Optimizers.WeightDecay(0.25, name => name == "b"))
            .For<double>(("a", 1), ("b", 1)).Step(x, [0, 0]);
        Assert.Equal([0.5, 0.75], x);
    }
}
