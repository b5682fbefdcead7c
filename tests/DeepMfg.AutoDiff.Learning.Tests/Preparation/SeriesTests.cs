namespace DeepMfg.AutoDiff.Learning.Tests.Preparation;

/// <summary>Lags and windows over series: two machines, one of which stood still for a while after its third row.</summary>
public sealed class SeriesTests
{
    private static readonly SeriesColumns s_series = new() { By = "machine", Time = "minute" };

    private static Table Readings() => Table.Of(
        Column.Of("machine", "A", "A", "A", "B", "B", "A", "A", "B", "B"),
        Column.Of("minute", 0, 1, 2, 0, 1, 9, 10, 2, 3),
        Column.Of("x", 10, 11, 12, 20, 21, 19, 20, 22, 23),
        Column.Of("y", 0, 1, 2, 3, 4, 5, 6, 7, 8));

    [Fact]
    public void Lags_look_back_within_a_series_and_over_no_gap()
    {
        Rows rows = Pipeline.Of(Prepare.Keep("x"), Prepare.Lags(["x"], [1], s_series)).FitTransform(Readings(), target: "y");
        Assert.Equal(["x", "x[-1]"], rows.Names);
        Assert.Equal([1, 2, 4, 6, 7, 8], rows.Source.ToArray());
        Assert.Equal([11, 10, 12, 11, 21, 20, 20, 19, 22, 21, 23, 22], rows.Values.ToArray());
        Assert.Equal([1, 2, 4, 6, 7, 8], rows.Targets.ToArray());
    }

    [Fact]
    public void Lags_of_a_scaled_column_are_scaled_and_without_columns_there_is_one_series()
    {
        Rows rows = Pipeline.Of(Prepare.MinMax("x"), Prepare.Lags(["x", "y"], [2, 1])).FitTransform(Readings().Head(3));
        Assert.Equal(["x", "x[-2]", "x[-1]", "y[-2]", "y[-1]"], rows.Names);
        Assert.Equal([1, 0, 0.5f, 0, 1], rows.Values.ToArray());
    }

    [Fact]
    public void Windows_hold_consecutive_rows_of_a_series()
    {
        Rows rows = Pipeline.Of(Prepare.Keep("x", "y"), Prepare.Windows(2, series: s_series)).FitTransform(Readings());
        Assert.Equal(["x[-1]", "y[-1]", "x", "y"], rows.Names);
        Assert.Equal(["10 0 11 1", "11 1 12 2", "19 5 20 6", "20 3 21 4", "21 4 22 7", "22 7 23 8"], Lines(rows));
        Assert.Equal([1, 2, 6, 4, 7, 8], rows.Source.ToArray());
    }

    [Fact]
    public void Without_a_horizon_the_target_is_that_of_the_last_row()
    {
        Rows rows = Pipeline.Of(Prepare.Keep("x"), Prepare.Windows(3, series: s_series)).FitTransform(Readings(), target: "y");
        Assert.Equal(["10 11 12", "20 21 22", "21 22 23"], Lines(rows));
        Assert.Equal([2, 7, 8], rows.Targets.ToArray());
    }

    [Fact]
    public void With_a_horizon_the_targets_are_those_of_the_rows_that_follow()
    {
        Pipeline pipeline = Pipeline.Of(Prepare.Keep("x"), Prepare.Windows(1, horizon: 2, series: s_series));
        Rows rows = pipeline.FitTransform(Readings(), target: "x");
        Assert.Equal(["10", "20", "21"], Lines(rows));
        Assert.Equal((2, "11 12 21 22 22 23"), (rows.TargetWidth, string.Join(' ', rows.Targets.ToArray())));
        Assert.Equal(9, pipeline.TransformInputs(Readings()).Count);
    }

    [Fact]
    public void A_stride_leaves_windows_out_from_the_start_of_each_stretch()
    {
        Rows rows = Pipeline.Of(Prepare.Keep("x"), Prepare.Windows(2, stride: 2, series: s_series)).FitTransform(Readings());
        Assert.Equal(["10 11", "19 20", "20 21", "22 23"], Lines(rows));
    }

    [Fact]
    public void Rows_that_lags_leave_out_are_in_no_window()
    {
        Rows rows = Pipeline.Of(Prepare.Lags(["x"], [1], s_series), Prepare.Windows(2, series: s_series)).FitTransform(Readings());
        Assert.Equal(["10 11", "20 21", "21 22"], Lines(rows));
    }

    [Fact]
    public void Rows_out_of_order_are_refused_with_the_way_to_order_them()
    {
        Table swapped = Readings().Take(1, 0, 2);
        string message =
            Assert.Throws<ArgumentException>(() => Pipeline.Of(Prepare.Keep("x"), Prepare.Windows(2, series: s_series)).FitTransform(swapped)).Message;
        Assert.Contains("row 1 is not later than row 0", message, StringComparison.Ordinal);
        Assert.Contains("OrderBy(\"minute\")", message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_row_has_no_past()
    {
        Pipeline pipeline = Pipeline.Of(Prepare.Lags(["x"], [1])).Fit(Readings());
        Assert.Contains("looks back", Assert.Throws<ArgumentException>(() => pipeline.Transform(Readings().Row(3))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void How_far_apart_rows_are_is_learnt_and_times_may_jitter()
    {
        DateTime start = new(2026, 1, 1);
        Table table = Table.Of(
            Column.Of("at", start, start.AddMinutes(14), start.AddMinutes(31), start.AddMinutes(45), start.AddMinutes(75), start.AddMinutes(90)),
            Column.Of("x", 0, 1, 2, 3, 4, 5));
        Rows rows = Pipeline.Of(Prepare.Keep("x"), Prepare.Windows(2, series: new SeriesColumns { Time = "at" })).FitTransform(table);
        Assert.Equal(["0 1", "1 2", "2 3", "4 5"], Lines(rows));
    }

    [DataFact]
    public void Windows_of_engines_end_at_each_of_their_cycles_but_the_first()
    {
        Table table = Data.Cmapss();
        var series = new SeriesColumns { By = "unit", Time = "cycle" };
        Rows rows = Pipeline.Of(Prepare.Standardize("T24", "T30", "T50"), Prepare.Windows(30, series: series)).FitTransform(table);
        Assert.Equal((20631 - (100 * 29), 90), (rows.Count, rows.Width));
        Assert.All(rows.Source.ToArray(), row => Assert.True(table.Row(row)["cycle"] >= 30));
    }

    [DataFact]
    public void Energy_dated_at_the_wrong_midnight_is_refused_and_put_right_has_no_gap()
    {
        Table table = Data.SteelEnergy();
        Pipeline pipeline = Pipeline.Of(Prepare.Standardize("Usage_kWh"), Prepare.Windows(96, horizon: 4, series: new SeriesColumns { Time = "date" }));
        Assert.Contains("not later", Assert.Throws<ArgumentException>(() => pipeline.FitTransform(table, "Usage_kWh")).Message, StringComparison.Ordinal);
        table = table.Derive("date", row => row.Time("date")!.Value.AddDays(row["NSM"] == 0 ? 1 : 0));
        Rows rows = pipeline.FitTransform(table, "Usage_kWh");
        Assert.Equal((28032 - 99, 96, 4), (rows.Count, rows.Width, rows.TargetWidth));
    }

    private static IEnumerable<string> Lines(Rows rows) => Enumerable.Range(0, rows.Count).Select(row => string.Join(' ', rows[row].ToArray()));
}
