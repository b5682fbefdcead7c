namespace DeepMfg.AutoDiff.Learning.Tests.Tables;

/// <summary>The real tables load, summarise and split. What they hold is what their descriptions say.</summary>
public sealed class RealTableTests
{
    [DataFact]
    public void Milling_machine_failures_split_stratified()
    {
        Table table = Data.Ai4I();
        TableSummary summary = table.Summary();
        (Table train, Table test) = table.SplitStratified("Machine failure", testShare: 0.2, seed: 1);

        Assert.Equal(14, table.Columns.Count);
        Assert.Equal((8000, 0), (summary["Torque [Nm]"].Count, summary.Columns.Sum(column => column.Missing)));
        Assert.Equal(["H", "L", "M"], ((CategoryColumn)table["Type"]).Levels);
        Assert.Equal(ColumnKind.Text, table["Product ID"].Kind);
        Assert.Equal(271, table.Where(row => row["Machine failure"] == 1).Count);
        Assert.Equal((1600, 54), (test.Count, test.Where(row => row["Machine failure"] == 1).Count));
        Assert.Equal((6400, 217), (train.Count, train.Where(row => row["Machine failure"] == 1).Count));
    }

    [DataFact]
    public void Faults_of_steel_plates_split_stratified_over_seven_classes()
    {
        Table table = Data.SteelPlates();
        string[] faults = [.. table.Names.Skip(27)];
        table = table.Derive("Fault", row => faults.Single(fault => row[fault] == 1)).Without(faults);
        (Table train, Table test) = table.SplitStratified("Fault", testShare: 0.25, seed: 1);

        Assert.Equal((1553, 28), (table.Count, table.Columns.Count));
        Assert.Equal((388, 1165), (test.Count, train.Count));
        Assert.Equal(7, table.Summary()["Fault"].Distinct);
        Assert.InRange(test.Where(row => row.Text("Fault") == "Dirtiness").Count, 11, 11);
        Assert.InRange(table.Summary()["Steel_Plate_Thickness"].Quartiles[0], 40, 40);
    }

    [DataFact]
    public void Energy_of_a_steel_works_splits_by_time_once_its_midnights_are_put_right()
    {
        // The last row of a day is dated 00:00 of that day, where the next is meant.
        Table table = Data.SteelEnergy().Derive("time", row => row.Time("date")!.Value.AddDays(row["NSM"] == 0 ? 1 : 0));
        (Table train, Table test) = table.SplitByTime("time", testShare: 0.25);

        Assert.Equal(28032, table.Count);
        Assert.Equal((7008, 21024), (test.Count, train.Count));
        Assert.Equal("2018-01-01 00:15:00 to 2018-10-20 00:00:00", table.Summary()["time"].Note);
        Assert.Equal(["Light_Load", "Maximum_Load", "Medium_Load"], ((CategoryColumn)table["Load_Type"]).Levels);
        Assert.True(train.Row(train.Count - 1).Time("time") < test.Row(0).Time("time"));
        Assert.All(table.RollingOrigin("time"), fold => Assert.Equal(28032 / 6, fold.Test.Count));
    }

    [DataFact]
    public void Concrete_splits_into_folds()
    {
        Table table = Data.Concrete();
        TableSummary summary = table.Summary();
        (Table Train, Table Test)[] folds = [.. table.KFold(5, seed: 1)];

        Assert.Equal((824, 9), (table.Count, table.Columns.Count));
        Assert.Contains("megapascals", table.Names[8], StringComparison.Ordinal);
        Assert.All(summary.Columns, column => Assert.Equal((ColumnKind.Number, 0), (column.Kind, column.Missing)));
        Assert.Equal([164, 165, 165, 165, 165], folds.Select(fold => fold.Test.Count).Order());
    }

    [DataFact]
    public void Turbofan_engines_split_by_engine()
    {
        Table table = Data.Cmapss();
        (Table train, Table test) = table.SplitByGroup("unit", testShare: 0.2, seed: 1);

        Assert.Equal((20631, 26), (table.Count, table.Columns.Count));
        Assert.Equal(100, table.Summary()["unit"].Distinct);
        Assert.Equal(1, table.Summary()["T2"].Distinct);
        Assert.Empty(train.Numbers("unit").ToArray().Intersect(test.Numbers("unit").ToArray()));
        Assert.InRange(test.Count / (double)table.Count, 0.19, 0.21);
    }
}
