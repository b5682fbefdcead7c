namespace DeepMfg.AutoDiff.Learning.Tests;

public sealed class MetricErrorTests
{
    private static readonly double[] s_two = [0.2, 0.7];

    [Fact]
    public void Lengths_that_differ_are_told() =>
        AssertSays("There are 2 predictions and 3 targets", () => Metrics.Accuracy(s_two, [0.0, 1, 1]));

    [Fact]
    public void No_rows_at_all_are_told() => AssertSays("There is nothing to measure", () => Metrics.RootMeanSquareError<float>([], []));

    [Fact]
    public void A_NaN_is_told_with_its_place() => AssertSays("predictions[1] is NaN", () => Metrics.RocAuc([0.2, double.NaN], [0.0, 1]));

    [Fact]
    public void An_infinite_target_is_told_with_its_place() =>
        AssertSays("targets[0] is Infinity", () => Metrics.RSquared(s_two, [double.PositiveInfinity, 1]));

    [Fact]
    public void A_target_that_is_no_class_is_told() => AssertSays("targets[1] is 0.5; the two classes are 0 and 1", () => Metrics.F1(s_two, [0, 0.5]));

    [Fact]
    public void A_logit_where_a_probability_belongs_is_told() =>
        AssertSays("predictions[0] is -1.5, which is no probability", () => Metrics.Brier([-1.5, 0.5], [0.0, 1]));

    [Fact]
    public void A_class_beyond_the_others_is_told() =>
        AssertSays("targets[1] is 3; the 3 classes are numbered from 0 to 2", () => Metrics.LogLoss<double>(new double[6], [0, 3], 3));

    [Fact]
    public void A_negative_class_is_told() => AssertSays("predictions[0] is -1", () => Metrics.Accuracy([-1, 0], [0, 0]));

    [Fact]
    public void Rows_of_another_width_are_told() =>
        AssertSays("There are 5 scores; 2 targets of 3 classes need 6", () => Metrics.RocAuc(new double[5], [0, 1], 3));

    [Fact]
    public void The_binary_figure_of_three_classes_is_refused()
    {
        var mistake = Assert.Throws<InvalidOperationException>(() => Metrics.F1([0, 2], [0, 1], Average.Binary));
        Assert.Contains("ask for Average.Macro", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_curve_of_one_class_is_refused() => AssertSays("All targets are 1", () => RocCurve.Of(s_two, [1.0, 1]).Area);

    [Fact]
    public void A_threshold_needs_both_classes() => AssertSays("All targets are 0", () => Thresholds.ByF1(s_two, [0.0, 0]).Value);

    [Fact]
    public void A_cost_is_no_negative_number() => AssertSays("A cost is a finite number", () => Thresholds.ByCost(s_two, [0.0, 1], -1, 2).Value);

    [Fact]
    public void A_level_of_one_is_refused() =>
        AssertSays("The level is a number between 0 and 1", () => Bootstrap.Of(s_two, s_two, (p, y) => 0, new BootstrapOptions { Level = 1 }).Low);

    private static void AssertSays(string text, Func<double> measure) =>
        Assert.Contains(text, Assert.ThrowsAny<ArgumentException>(() => { measure(); }).Message, StringComparison.Ordinal);
}
