using Microsoft.Data.Analysis;

namespace DeepMfg.AutoDiff.Learning.Tests.Tables;

public sealed class DataFrameTests
{
    [Fact]
    public void A_data_frame_becomes_a_table()
    {
        var frame = new DataFrame(
            new DoubleDataFrameColumn("speed", [180, null, 200]),
            new Int32DataFrameColumn("cut", [1, 2, 3]),
            new StringDataFrameColumn("tool", ["K10", "P20", null]),
            new BooleanDataFrameColumn("broken", [true, false, null]),
            new DateTimeDataFrameColumn("at", [new DateTime(2026, 1, 1), null, new DateTime(2026, 1, 2)]));
        Table table = frame.ToTypedTable();
        Assert.Equal(
            [ColumnKind.Number, ColumnKind.Number, ColumnKind.Category, ColumnKind.Category, ColumnKind.Time], table.Columns.Select(column => column.Kind));
        Assert.Equal([180, double.NaN, 200], table.Numbers("speed").ToArray());
        Assert.Equal([1, 2, 3], table.Numbers("cut").ToArray());
        Assert.Equal(["K10", "P20", null], Enumerable.Range(0, 3).Select(row => table.Row(row).Text("tool")));
        Assert.Equal(["True", "False", null], Enumerable.Range(0, 3).Select(row => table.Row(row).Text("broken")));
        Assert.Equal([new DateTime(2026, 1, 1), null, new DateTime(2026, 1, 2)], Enumerable.Range(0, 3).Select(row => table.Row(row).Time("at")));
    }

    [Fact]
    public void What_a_table_does_not_hold_is_refused() =>
        Assert.Contains(
            "\"c\" holds Char",
            Assert.Throws<ArgumentException>(() => new DataFrame(new CharDataFrameColumn("c", ['x'])).ToTypedTable()).Message, StringComparison.Ordinal);
}
