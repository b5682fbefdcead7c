namespace DeepMfg.AutoDiff.Optimization.Tests.Transformations;

/// <summary>What is refused, and how.</summary>
public sealed class RefusalTests
{
    [Fact]
    public void Settings_that_mean_nothing_are_refused_by_name()
    {
        AssertNamed("Beta1", () => Optimizers.Adam(0.1, beta1: 1));
        AssertNamed("Beta2", () => Optimizers.RAdam(0.1, beta2: double.NaN));
        AssertNamed("Epsilon", () => Optimizers.AmsGrad(0.1, epsilon: -1));
        AssertNamed("MomentumDecay", () => Optimizers.NAdam(0.1, momentumDecay: -1));
        AssertNamed("Decay", () => Optimizers.AdamW(0.1, decay: -1));
        AssertNamed("Decay", () => Optimizers.Sgd(0.1, momentum: 1.5));
        AssertNamed("Limit", () => Optimizers.ClipByValue(0));
        AssertNamed("Limit", () => Optimizers.ClipByGlobalNorm(-1));
        AssertNamed("Count", () => Optimizers.Accumulate(0));
        AssertNamed("Rate", () => Optimizers.Sgd(double.NaN));
        AssertNamed("Steps", () => Schedules.Cosine(1, steps: 0));
        AssertNamed("Factor", () => Schedules.Exponential(1, factor: 0));
        AssertNamed("Patience", () => Schedules.ReduceOnPlateau(1, patience: 0));
        AssertNamed("Rise", () => Schedules.OneCycle(1, 100, rise: 2));
        Assert.Throws<ArgumentNullException>(() => Optimizers.Adam(null!));
        Assert.Throws<ArgumentNullException>(() => Schedules.WarmUp(10, null!));
    }

    [Fact]
    public void Lengths_that_are_not_those_of_the_state_are_refused()
    {
        Optimizer<double> optimizer = Optimizers.Sgd(1).For<double>(("weights", 2), ("bias", 1));
        AssertSays("4 parameters", () => optimizer.Step(new double[4], new double[3]));
        AssertSays("2 gradients", () => optimizer.Step(new double[3], new double[2]));
        AssertSays("3 leaves", () => optimizer.Step([[], [], []], new double[2][]));
        AssertSays("leaf 'bias'", () => optimizer.Step([[1, 2], [3]], [[1, 2], [3, 4]]));
    }

    [Fact]
    public void A_step_that_is_refused_changes_nothing()
    {
        double[][] x = [[1, 2], [3]];
        Optimizer<double> optimizer = Optimizers.Sgd(1).For<double>(("weights", 2), ("bias", 1));
        Assert.Throws<ArgumentException>(() => optimizer.Step(x, [[1, 2], [3, 4]]));
        Assert.Equal([1, 2], x[0]);
    }

    [Fact]
    public void Gradients_in_the_memory_of_the_parameters_are_refused()
    {
        double[] both = new double[10];
        Optimizer<double> optimizer = Optimizers.Sgd(1).For<double>(5);
        AssertSays("memory of its parameters", () => optimizer.Step(both.AsSpan(0, 5), both.AsSpan(4, 5)));
    }

    [Fact]
    public void Leaves_that_cannot_be_are_refused()
    {
        AssertSays("no leaves", () => Optimizers.Sgd(1).For<double>());
        AssertSays("'a'", () => Optimizers.Sgd(1).For<double>(("a", 1), ("a", 2)));
        AssertSays("-1", () => Optimizers.Sgd(1).For<double>(-1));
        Assert.Contains("Half", Assert.Throws<NotSupportedException>(() => Optimizers.Sgd(1).For<Half>(1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_by_default_say_that_they_have_no_rate() =>
        Assert.Throws<InvalidOperationException>(() => default(Optimization.Transformations.Adam).For<double>(1));

    [Fact]
    public void Settings_are_values()
    {
        Assert.Equal(Optimizers.Adam(0.1), Optimizers.Adam(Schedules.Constant(0.1)));
        Assert.NotEqual(Optimizers.Adam(0.1), Optimizers.Adam(0.2));
        Assert.Equal(
            Optimizers.Chain(Optimizers.ClipByValue(1), Optimizers.Adam(Schedules.WarmUp(5, Schedules.Cosine(1, 10)))),
            Optimizers.Chain(Optimizers.ClipByValue(1), Optimizers.Adam(Schedules.WarmUp(5, Schedules.Cosine(1, 10)))));
    }

    private static void AssertNamed(string name, Func<object> make) =>
        Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(make).ParamName);

    private static void AssertSays(string what, Action act) =>
        Assert.Contains(what, Assert.Throws<ArgumentException>(act).Message, StringComparison.Ordinal);
}
