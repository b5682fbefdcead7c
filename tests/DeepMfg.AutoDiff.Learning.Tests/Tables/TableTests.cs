namespace DeepMfg.AutoDiff.Learning.Tests.Tables;

public sealed class TableTests
{
    private static readonly double[] s_speeds = [180, 200, double.NaN, 220];

    private static Table Cuts() => Table.Of(
        Column.Of("speed", s_speeds),
        Column.Of("tool", "K10", null, "P20", "K10"),
        Column.Of("at", new DateTime(2026, 1, 2), new DateTime(2026, 1, 1), null, new DateTime(2026, 1, 3)),
        Column.OfText("note", "a", "b", null, "d"));

    [Fact]
    public void Columns_are_selected_left_out_and_replaced()
    {
        Table table = Cuts();
        Assert.Equal(["tool", "speed"], table.Select("tool", "speed").Names);
        Assert.Equal(["tool", "note"], table.Without("speed", "at").Names);
        Assert.Equal([1, 2, 3, 4], table.With(Column.Of("speed", 1, 2, 3, 4)).Numbers("speed").ToArray());
        Assert.Equal("velocity", table["speed"].Rename("velocity").Name);
    }

    [Fact]
    public void Rows_are_filtered_taken_and_ordered()
    {
        Table table = Cuts();
        Assert.Equal([200, 220], table.Where(row => row["speed"] > 190).Numbers("speed").ToArray());
        Assert.Equal([180, 220], table.Where(row => row.Text("tool") == "K10").Numbers("speed").ToArray());
        Assert.Equal([220, 180, 220], table.Take(3, 0, 3).Numbers("speed").ToArray());
        Assert.Equal([200, 180, 220, double.NaN], table.OrderBy("at").Numbers("speed").ToArray());
        Assert.Equal([180, 220], table.DropMissing().Numbers("speed").ToArray());
        Assert.Equal(3, table.DropMissing("tool").Count);
        Assert.Equal(2, table.Head(2).Count);
    }

    [Fact]
    public void Columns_are_derived_from_rows()
    {
        Table table = Cuts()
            .Derive("double", row => 2 * row["speed"])
            .Derive("fast", row => row["speed"] > 190 ? "yes" : "no")
            .Derive("next", row => row.Time("at")?.AddDays(1));
        Assert.Equal([360, 400, double.NaN, 440], table.Numbers("double").ToArray());
        Assert.Equal(["no", "yes"], ((CategoryColumn)table["fast"]).Levels);
        Assert.Equal(new DateTime(2026, 1, 3), table.Row(0).Time("next"));
        Assert.True(table.Row(2).IsMissing("next"));
    }

    [Fact]
    public void Numbers_become_categories_in_the_order_of_their_size()
    {
        CategoryColumn column = (CategoryColumn)Table.Of(Column.Of("x", 10, 9, double.NaN, 10)).AsCategory("x")["x"];
        Assert.Equal(["9", "10"], column.Levels);
        Assert.Equal([1, 0, -1, 1], column.Codes.ToArray());
    }

    [Fact]
    public void Tables_are_appended_where_their_columns_agree()
    {
        Table twice = Cuts().Append(Cuts().Select("note", "at", "tool", "speed"));
        Assert.Equal(8, twice.Count);
        Assert.Equal(["K10", null, "P20", "K10", "K10", null, "P20", "K10"], Enumerable.Range(0, 8).Select(row => twice.Row(row).Text("tool")));
        Table other = Table.Of(Column.Of("tool", "Z", "A"), Column.Of("x", 1, 2));
        CategoryColumn tools = (CategoryColumn)Cuts().Select("tool").Append(other.Select("tool"))["tool"];
        Assert.Equal(["K10", null, "P20", "K10", "Z", "A"], Enumerable.Range(0, 6).Select(row => tools[row]));
        string message = Assert.Throws<ColumnsDifferException>(() => other.Append(Cuts())).Message;
        Assert.Contains("Missing: \"x\"", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mistakes_say_what_there_is()
    {
        Assert.Contains("There are: \"speed\", \"tool\"", Assert.Throws<ArgumentException>(() => Cuts()["Speed"]).Message, StringComparison.Ordinal);
        Assert.Contains("is a CategoryColumn", Assert.Throws<ArgumentException>(() => Cuts().Numbers("tool").Length).Message, StringComparison.Ordinal);
        Assert.Contains(
            "\"b\" has 1 rows, \"a\" has 2",
            Assert.Throws<ArgumentException>(() => Table.Of(Column.Of("a", 1, 2), Column.Of("b", 1))).Message, StringComparison.Ordinal);
        Assert.Contains(
            "two columns \"a\"", Assert.Throws<ArgumentException>(() => Table.Of(Column.Of("a", 1), Column.Of("a", 1))).Message, StringComparison.Ordinal);
        Assert.Contains("row 1", Assert.Throws<ArgumentException>(() => Column.Of("a", 1, double.PositiveInfinity)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Cuts().Row(4));
        Assert.Throws<ArgumentOutOfRangeException>(() => Cuts().Take(-1));
    }

    [Fact]
    public void A_summary_prints_what_columns_hold()
    {
        string expected = """
            4 rows, 4 columns
            column  kind      count  missing  distinct  mean  deviation  min  25 %  median  75 %  max
            speed   Number        3        1         3   200         20  180   190     200   210  220
            tool    Category      3        1         2  most frequent: K10 (2)
            at      Time          3        1         3  2026-01-01 00:00:00 to 2026-01-03 00:00:00
            note    Text          3        1         3  most frequent: a (1)
            """;
        Assert.Equal(expected.ReplaceLineEndings(), Cuts().Summary().ToString());
    }

    [Fact]
    public void A_summary_of_nothing_is_not_a_number_and_prints_nothing()
    {
        TableSummary summary = Table.Of(Column.Of("x", double.NaN), Column.Of("t", (string?)null)).Summary();
        Assert.Equal((0, 1, 0), (summary["x"].Count, summary["x"].Missing, summary["x"].Distinct));
        Assert.True(double.IsNaN(summary["x"].Mean) && double.IsNaN(summary["x"].Deviation) && summary["x"].Quartiles.All(double.IsNaN));
        Assert.EndsWith("0        1         0", summary.ToString(), StringComparison.Ordinal);
    }
}
