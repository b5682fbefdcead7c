using DeepMfg.AutoDiff.Testing;

namespace DeepMfg.AutoDiff.Learning.Tests.Preparation;

/// <summary>A row that comes alone is prepared as in its table, without one being made of it.</summary>
public sealed class SingleRowTests : IDisposable
{
    private static readonly double[] s_torques = [10, 20, double.NaN, 50, 30, 41];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static Table Readings() => Table.Of(
        Column.Of("torque", s_torques),
        Column.Of("wear", 1, 2, 3, 6, 5, 4),
        Column.Of("type", "M", "L", "L", null, "H", "M"),
        Column.OfText("tool", "K10", "P20", "K10", "K10", "P20", "K10"),
        Column.Of("failed", 0, 1, 0, 1, 0, 1));

    private static PipelineStep[] Steps() =>
    [
        Prepare.ImputeMedian("torque"), Prepare.Standardize("torque", "wear"), Prepare.MinMax(-1, 1, "torque"), Prepare.Keep("wear"),
        Prepare.ImputeMostFrequent("type"), Prepare.OneHot("type"), Prepare.Ordinal("tool"),
    ];

    [Fact]
    public void A_row_has_the_bits_that_it_has_in_its_table()
    {
        Pipeline pipeline = Pipeline.Of(Steps()).Fit(Readings(), target: "failed");
        SameBits(pipeline, Readings());
        Table unknown = Table.Of(Column.Of("type", "Z", "M"), Column.Of("wear", 1, 2));
        SameBits(Pipeline.Of(Prepare.OneHot(UnknownCategory.Ignore, "type"), Prepare.Robust("wear")).Fit(Readings().DropMissing()), unknown);
        SameBits(Pipeline.Of(Prepare.Ordinal("type", ["L", "M", "H"], UnknownCategory.Ignore)).Fit(Readings().DropMissing()), unknown);
        SameBits(Pipeline.Of(Prepare.Keep("wear"), Prepare.Windows(1)).Fit(Readings()), Readings());
    }

    [DataFact]
    public void Readings_of_a_real_machine_have_the_bits_that_they_have_in_their_table()
    {
        Table table = Data.Ai4I();
        SameBits(Pipeline.Of(Prepare.Standardize("Torque [Nm]", "Tool wear [min]"), Prepare.OneHot("Type")).Fit(table, "Machine failure"), table);
    }

    [Fact]
    public void What_is_wrong_with_a_row_is_said_as_of_a_table_of_it()
    {
        Pipeline pipeline = Pipeline.Of(Prepare.Standardize("torque"), Prepare.OneHot("type")).Fit(Readings().DropMissing());
        Table other = Table.Of(Column.Of("torque", 1, double.NaN, 2), Column.Of("type", "Z", "M", null));
        for (int row = 0; row < other.Count; row++)
        {
            string said = Assert.Throws<ArgumentException>(() => pipeline.Transform(other.Row(row))).Message;
            Assert.Equal(Assert.Throws<ArgumentException>(() => pipeline.Transform(other.Take(row))).Message, said);
        }

        Table lacking = Table.Of(Column.Of("torque", "high"));
        string named = Assert.Throws<ColumnsDifferException>(() => pipeline.Transform(lacking.Row(0))).Message;
        Assert.Equal(Assert.Throws<ColumnsDifferException>(() => pipeline.Transform(lacking)).Message, named);
        var mistake = Assert.Throws<ArgumentException>(() => pipeline.Transform(Readings().Row(0), new float[2]));
        Assert.Contains("room for 2", mistake.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => pipeline.Transform(default(Row)));
    }

    [Fact]
    public void Preparing_a_row_and_predicting_from_it_allocate_nothing()
    {
        Pipeline pipeline = Pipeline.Of(Steps());
        Rows rows = pipeline.FitTransform(Readings(), target: "failed");
        Kept.Save(_folder["m"], Learning.Layers.Sequential(Learning.Layers.Dense(rows.Width, 4, Activation.Tanh), Learning.Layers.Dense(4, 1)), pipeline);
        var kept = Kept.Load<Sequential<Dense, Dense>>(_folder["m"]);
        Table table = Readings();
        float[] features = new float[pipeline.Width];
        float sum = 0;
        Run();
        Assert.Equal(0, Allocations.Of(Run));
        Assert.NotEqual(0, sum);

        void Run()
        {
            for (int i = 0; i < 100; i++)
            {
                pipeline.Transform(table.Row(i % table.Count), features);
                sum += features[0] + kept.Predict(table.Row(i % table.Count));
            }
        }
    }

    private static void SameBits(Pipeline pipeline, Table table)
    {
        Rows rows = pipeline.TransformInputs(table);
        Assert.Equal((table.Count, pipeline.Width), (rows.Count, rows.Width));
        for (int row = 0; row < table.Count; row++)
        {
            Assert.Equal(rows[row].ToArray(), pipeline.Transform(table.Row(row)));
        }
    }
}
