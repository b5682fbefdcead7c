namespace DeepMfg.AutoDiff.Learning.Tests.Preparation;

public sealed class PipelineTests
{
    private static readonly double[] s_torques = [10, 20, double.NaN, 50];

    private static Table Train() => Table.Of(
        Column.Of("torque", s_torques),
        Column.Of("wear", 1, 2, 3, 6),
        Column.Of("type", "M", "L", "L", null),
        Column.Of("id", 1, 2, 3, 4),
        Column.Of("failed", 0, 1, 0, 1));

    private static Pipeline Fitted()
    {
        Pipeline pipeline = Pipeline.Of(
            Prepare.ImputeMedian("torque"), Prepare.MinMax("torque", "wear"), Prepare.ImputeMostFrequent("type"), Prepare.OneHot("type"));
        return pipeline.Fit(Train(), target: "failed");
    }

    [Fact]
    public void Steps_follow_each_other_and_what_none_names_is_left_out()
    {
        Pipeline pipeline = Fitted();
        Rows rows = pipeline.Transform(Train());
        Assert.Equal(["torque", "wear", "type=L", "type=M"], rows.Names);
        Assert.Equal([0, 0, 0, 1, 0.25f, 0.2f, 1, 0, 0.25f, 0.4f, 1, 0, 1, 1, 1, 0], rows.Values.ToArray());
        Assert.Equal([0, 1, 0, 1], rows.Targets.ToArray());
        Assert.Equal(["torque", "wear", "type"], pipeline.Inputs);
        Assert.Equal((4, 4, 1), (rows.Count, rows.Width, rows.TargetWidth));
        Assert.Equal(rows.Values.ToArray(), pipeline.Transform<double>(Train()).Values.ToArray().Select(value => (float)value));
    }

    [Fact]
    public void A_table_whose_columns_differ_is_refused_and_they_are_named()
    {
        Pipeline pipeline = Fitted();
        Table other = Table.Of(Column.Of("torque", "high"), Column.Of("wear", 1), Column.Of("kind", "L"));
        string message = Assert.Throws<ColumnsDifferException>(() => pipeline.Transform(other)).Message;
        Assert.Contains("Missing: \"type\"; there are \"torque\", \"wear\", \"kind\".", message, StringComparison.Ordinal);
        Assert.Contains("\"torque\" is a Category and should be a Number", message, StringComparison.Ordinal);
        Assert.Throws<ColumnsDifferException>(() => pipeline.Transform(other.Row(0)));
    }

    [Fact]
    public void One_row_is_prepared_as_in_its_table_and_without_a_target()
    {
        Table row = Table.Of(Column.Of("type", "M"), Column.Of("wear", 3.5), Column.Of("torque", 30));
        Assert.Equal([0.5f, 0.5f, 0, 1], Fitted().Transform(row.Row(0)));
        Assert.Equal(Fitted().Transform(Train())[1].ToArray(), Fitted().Transform(Train().Row(1)));
        Assert.Equal(0, Fitted().Transform(row).TargetWidth);
        Assert.Equal(0, Fitted().TransformInputs(Train()).TargetWidth);
    }

    [Fact]
    public void Categories_that_were_not_trained_on_are_refused_or_ignored_as_is_asked()
    {
        Table train = Train().DropMissing("type"), other = Table.Of(Column.Of("type", "H", "L"));
        string message = Assert.Throws<ArgumentException>(() => Pipeline.Of(Prepare.OneHot("type")).Fit(train).Transform(other)).Message;
        Assert.Contains("Column \"type\", row 0: \"H\" was not trained on; \"L\", \"M\" were", message, StringComparison.Ordinal);
        Assert.Equal([0, 0, 1, 0], Pipeline.Of(Prepare.OneHot(UnknownCategory.Ignore, "type")).Fit(train).Transform(other).Values.ToArray());
        Assert.Equal([-1, 1], Pipeline.Of(Prepare.Ordinal("type", ["M", "L"], UnknownCategory.Ignore)).Fit(train).Transform(other).Values.ToArray());
        Assert.Equal([1, 0, 0], Pipeline.Of(Prepare.Ordinal("type")).FitTransform(train).Values.ToArray());
    }

    [Fact]
    public void Missing_values_are_refused_where_nothing_fills_them_in()
    {
        string message = Assert.Throws<ArgumentException>(() => Pipeline.Of(Prepare.Standardize("torque")).FitTransform(Train())).Message;
        Assert.Contains("Column \"torque\", row 2: missing", message, StringComparison.Ordinal);
        message = Assert.Throws<ArgumentException>(() => Pipeline.Of(Prepare.OneHot("type")).FitTransform(Train())).Message;
        Assert.Contains("Column \"type\", row 3: missing", message, StringComparison.Ordinal);
        message = Assert.Throws<ArgumentException>(() => Pipeline.Of(Prepare.Keep("wear")).FitTransform(Train(), target: "torque")).Message;
        Assert.Contains("target \"torque\" of row 2 is missing", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_of_categories_is_the_place_of_its_level()
    {
        Table train = Train().DropMissing("type");
        Pipeline pipeline = Pipeline.Of(Prepare.Keep("wear")).Fit(train, target: "type");
        Assert.Equal(["L", "M"], pipeline.Transform(train).Classes);
        Assert.Equal([1, 0, 0], pipeline.Transform(train).Targets.ToArray());
        Assert.Equal([0], pipeline.Transform(train.Take(2)).Targets.ToArray());
        Table other = Table.Of(Column.Of("wear", 1), Column.Of("type", "H"));
        Assert.Contains("\"H\" was not trained on", Assert.Throws<ArgumentException>(() => pipeline.Transform(other)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_that_is_a_feature_too_is_refused()
    {
        Assert.Contains(
            "\"wear\" is a feature too",
            Assert.Throws<ArgumentException>(() => Pipeline.Of(Prepare.Keep("wear")).Fit(Train(), "wear")).Message, StringComparison.Ordinal);
        Table table = Train().DropMissing("type");
        Assert.Throws<ArgumentException>(() => Pipeline.Of(Prepare.OneHot("type")).Fit(table, "type"));
    }

    [Fact]
    public void Columns_that_do_not_vary_scale_to_zero_and_outliers_move_robust_scaling_little()
    {
        Table table = Table.Of(Column.Of("same", 0.1, 0.1, 0.1, 0.1, 0.1, 0.1), Column.Of("x", 1, 2, 3, 4, 5, 1e6));
        Assert.Equal(new double[6], Pipeline.Of(Prepare.Standardize("same")).FitTransform<double>(table).Values.ToArray());
        Assert.Equal(new double[6], Pipeline.Of(Prepare.Robust("same")).FitTransform<double>(table).Values.ToArray());
        Assert.All(Pipeline.Of(Prepare.MinMax(-1, 1, "same")).FitTransform<double>(table).Values.ToArray(), value => Assert.Equal(-1, value));
        Assert.Equal(
            [-1, -0.6, -0.2, 0.2, 0.6, 399998.6],
            Pipeline.Of(Prepare.Robust("x")).FitTransform<double>(table).Values.ToArray(), (a, b) => Math.Abs(a - b) < 1e-9 * Math.Max(1, b));
    }

    [Fact]
    public void The_most_frequent_value_is_filled_in_and_of_equals_the_least()
    {
        Table table = Table.Of(Column.Of("x", 3, 2, 3, 2, 1, double.NaN), Column.Of("t", "b", "a", "b", "a", null, null));
        Rows<double> rows = Pipeline.Of(Prepare.ImputeMostFrequent("x", "t"), Prepare.Ordinal("t")).FitTransform<double>(table);
        Assert.Equal([3, 1, 2, 0, 3, 1, 2, 0, 1, 0, 2, 0], rows.Values.ToArray());
        Assert.Contains(
            "no value to fill in",
            Assert.Throws<ArgumentException>(() => Pipeline.Of(Prepare.ImputeMean("x")).Fit(table.Take(5))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mistakes_in_putting_steps_together_are_named()
    {
        Assert.Throws<ArgumentException>(() => Pipeline.Of());
        Assert.Throws<ArgumentException>(() => Prepare.Standardize());
        Assert.Throws<ArgumentException>(() => Prepare.Standardize("a", "a"));
        Assert.Throws<ArgumentException>(() => Prepare.MinMax(1, 1, "a"));
        Assert.Throws<ArgumentException>(() => Prepare.Lags(["a"], [0]));
        Assert.Throws<ArgumentException>(() => Pipeline.Of(Prepare.Windows(2), Prepare.Keep("a")));
        Assert.Contains(
            "not fitted",
            Assert.Throws<InvalidOperationException>(() => Pipeline.Of(Prepare.Keep("wear")).Transform(Train())).Message, StringComparison.Ordinal);
        Assert.Contains(
            "There is no column \"Wear\"",
            Assert.Throws<ArgumentException>(() => Pipeline.Of(Prepare.Keep("Wear")).Fit(Train())).Message, StringComparison.Ordinal);
        Assert.Contains(
            "AsCategory", Assert.Throws<ArgumentException>(() => Pipeline.Of(Prepare.OneHot("wear")).Fit(Train())).Message, StringComparison.Ordinal);
        Assert.Contains(
            "takes numbers", Assert.Throws<ArgumentException>(() => Pipeline.Of(Prepare.Standardize("type")).Fit(Train())).Message, StringComparison.Ordinal);
        Assert.Contains(
            "make a feature",
            Assert.Throws<ArgumentException>(() => Pipeline.Of(Prepare.Lags(["wear"], [1]), Prepare.Lags(["wear"], [1])).Fit(Train())).Message, StringComparison.Ordinal);
        Table large = Table.Of(Column.Of("x", 1e300, -1e300, 1));
        Assert.Contains(
            "too large to scale", Assert.Throws<ArgumentException>(() => Pipeline.Of(Prepare.Standardize("x")).Fit(large)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "too large for a Single",
            Assert.Throws<ArgumentException>(() => Pipeline.Of(Prepare.Keep("x")).FitTransform(large)).Message, StringComparison.Ordinal);
    }
}
