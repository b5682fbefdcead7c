using System.Globalization;
using System.Text;

namespace DeepMfg.AutoDiff.Learning.Tests.Tables;

public sealed class CsvTests
{
    private static readonly double[] s_oneNaNThree = [1, double.NaN, 3];

    [Fact]
    public void Columns_are_numbers_times_and_categories_as_their_values_are()
    {
        Table table = Table.ParseCsv("""
            cut,started,tool,speed
            1,2026-03-01 06:00,K10,180.5
            2,2026-03-01T06:30:00,P20,
            3,2026-03-01,K10,-1.5e2
            """);
        Assert.Equal([ColumnKind.Number, ColumnKind.Time, ColumnKind.Category, ColumnKind.Number], table.Columns.Select(column => column.Kind));
        Assert.Equal([180.5, double.NaN, -150], table.Numbers("speed").ToArray());
        Assert.Equal(["K10", "P20"], ((CategoryColumn)table["tool"]).Levels);
        Assert.Equal(new DateTime(2026, 3, 1, 6, 30, 0), table.Row(1).Time("started"));
        Assert.Equal("P20", table.Row(1).Text("tool"));
        Assert.True(table.Row(1).IsMissing("speed"));
    }

    [Fact]
    public void Quoted_fields_hold_separators_line_breaks_and_quotes()
    {
        Table table = Table.ParseCsv("name,\"size, mm\"\n\"a \"\"b\"\"\",1\n\"c\nd\",2\n\"e,f\",\"3\"\n");
        Assert.Equal(["a \"b\"", "c\nd", "e,f"], Enumerable.Range(0, 3).Select(row => table.Row(row).Text("name")));
        Assert.Equal([1, 2, 3], table.Numbers("size, mm").ToArray());
    }

    [Theory]
    [InlineData("a;b\n1,5;-2,25\n1e3;,5\n", 1.5, -2.25, 1000, 0.5)]
    [InlineData("a;b\n\"1,5\"; 2,0 \n+7;1e-1\n", 1.5, 2, 7, 0.1)]
    public void Decimal_commas_are_a_culture(string text, double a0, double b0, double a1, double b1)
    {
        Table table = Table.ParseCsv(text, CsvOptions.DecimalComma);
        Assert.Equal([a0, a1], table.Numbers("a").ToArray());
        Assert.Equal([b0, b1], table.Numbers("b").ToArray());
    }

    [Fact]
    public void Groups_of_thousands_are_read_only_where_they_are_asked_for()
    {
        Assert.Equal([1234.5], Table.ParseCsv("a\n\"1,234.5\"", new CsvOptions { Thousands = true }).Numbers("a").ToArray());
        Assert.Equal([1234.5], Table.ParseCsv("a\n1.234,5", CsvOptions.DecimalComma with { Thousands = true }).Numbers("a").ToArray());
        Expect("a\n1\n2\n\"1,234\"", "line 4 (row 3), column \"a\": \"1,234\" is not a number");
        Expect("a\n1\n2\n1.234,5", "line 4 (row 3), column \"a\": \"1.234,5\" is not a number", CsvOptions.DecimalComma);
    }

    [Fact]
    public void Tabs_spaces_comments_and_names_are_options()
    {
        var tabs = new CsvOptions { Separator = '\t', HasHeader = false, Names = ["a", "b"], Comment = '#' };
        Assert.Equal([2, 4], Table.ParseCsv("# two\n1\t2\n3\t4\n", tabs).Numbers("b").ToArray());
        var spaces = new CsvOptions { Separator = ' ', HasHeader = false };
        Table table = Table.ParseCsv(" 1   2 3  \n4 5   6\n", spaces);
        Assert.Equal(["Column 1", "Column 2", "Column 3"], table.Names);
        Assert.Equal([3, 6], table.Numbers("Column 3").ToArray());
        Assert.Equal(["x", "y"], Table.ParseCsv("a,b\n1,2", new CsvOptions { Names = ["x", "y"] }).Names);
    }

    [Fact]
    public void Texts_that_say_missing_are_missing_and_only_those()
    {
        Assert.Equal(s_oneNaNThree, Table.ParseCsv("a,b\n1,x\n?,y\n3,z").Numbers("a").ToArray());
        Assert.Equal(s_oneNaNThree, Table.ParseCsv("a\n1\n-999\n3", new CsvOptions { Missing = ["-999"] }).Numbers("a").ToArray());
        Assert.Equal(s_oneNaNThree, Table.ParseCsv("a,b\n1,x\n  ,y\n3,z").Numbers("a").ToArray());
        Expect("a\n1\n?\n3", "row 2), column \"a\": \"?\" is not a number", new CsvOptions { Missing = [] });
    }

    [Theory]
    [InlineData("a,b\n1,2\n3,4x\n5,6\n", "the text, line 3 (row 2), column \"b\": \"4x\" is not a number")]
    [InlineData("a,b\n1,2\n3,Infinity\n5,6\n", "\"Infinity\" is not a number")]
    [InlineData("a,b\n1,2\n3,1e999\n5,6\n", "\"1e999\" is not a number")]
    [InlineData("a,b\n1,2\n3,0x10\n5,6\n", "\"0x10\" is not a number")]
    [InlineData("a,b\n\n1,2\n3\n", "the text, line 4 (row 2), column \"b\": \"3\" has 1 fields where 2 are expected. Is the separator ','?")]
    [InlineData("a,b\n1,2\n3,4,5\n", "line 3 (row 2), column \"Column 3\": \"3,4,5\" has 3 fields where 2 are expected")]
    [InlineData("a,b\n1,2\n3,\"4\n5,6\n", "line 3 (row 2), column \"b\": \"\"4\\u000a5,6\" opens a quote that is never closed")]
    [InlineData("a,b\n1,2\n3,4\"5\n5,6\n", "line 3 (row 2), column \"b\": \"4\"5\" has a quote inside")]
    [InlineData("a,b\n1,2\n\"3\"x,4\n5,6\n", "line 3 (row 2), column \"a\": \"\"3\"x\" goes on after its closing quote")]
    [InlineData("a,b,a\n1,2,3\n", "line 1 (the header), column \"a\": \"a\" names two columns")]
    [InlineData("a,\"b\n1,2\n", "line 1 (the header), column \"Column 2\": \"\"b\\u000a1,2\" opens a quote")]
    [InlineData("", "the text is empty")]
    public void Mistakes_are_named_with_file_line_row_column_and_text(string text, string expected) => Expect(text, expected);

    [Fact]
    public void Times_are_read_as_their_format_says()
    {
        var options = new CsvOptions { TimeFormats = new() { ["at"] = "dd/MM/yyyy HH:mm" } };
        Assert.Equal(new DateTime(2018, 2, 1, 0, 15, 0), Table.ParseCsv("at\n01/02/2018 00:15", options).Row(0).Time("at"));
        Expect("at\n31/02/2018 00:15", "column \"at\": \"31/02/2018 00:15\" is not a time as dd/MM/yyyy HH:mm writes it", options);
        Assert.Equal(new DateTime(2026, 1, 1, 10, 0, 0), Table.ParseCsv("at\n2026-01-01T12:00:00+02:00").Row(0).Time("at"));
    }

    [Fact]
    public void What_a_column_holds_can_be_said()
    {
        var options = new CsvOptions { Kinds = new() { ["line"] = ColumnKind.Category, ["id"] = ColumnKind.Text } };
        Table table = Table.ParseCsv("line,id\n1,007\n2,008", options);
        Assert.Equal(["1", "2"], ((CategoryColumn)table["line"]).Levels);
        Assert.Equal("007", table.Row(0).Text("id"));
        Assert.Contains(
            "\"lime\"",
            Assert.Throws<ArgumentException>(() => Table.ParseCsv("line\n1", new CsvOptions { Kinds = new() { ["lime"] = ColumnKind.Text } })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_different_texts_are_no_categories()
    {
        string hundred = "id\n" + string.Join('\n', Enumerable.Range(0, 100).Select(i => $"L{i:000}")), more = hundred + "\nM";
        Assert.Equal(ColumnKind.Category, Table.ParseCsv(hundred)["id"].Kind);
        Assert.Equal(ColumnKind.Text, Table.ParseCsv(more)["id"].Kind);
        Assert.Equal("M", Table.ParseCsv(more).Row(100).Text("id"));
    }

    [Fact]
    public void A_column_is_decided_by_the_first_rows_that_have_a_value_and_later_ones_must_agree()
    {
        string late = "a,b\n" + string.Concat(Enumerable.Range(0, 1500).Select(i => $"{i},\n"));
        Assert.Equal(ColumnKind.Category, Table.ParseCsv(late + "1,x\n")["b"].Kind);
        Assert.Equal(ColumnKind.Number, Table.ParseCsv(late)["b"].Kind);
        Expect(late + "x,\n", "line 1502 (row 1501), column \"a\": \"x\" is not a number");
    }

    [Fact]
    public void Files_and_streams_are_read_in_their_encoding()
    {
        byte[] latin = Encoding.Latin1.GetBytes("Stärke\n1,5\n");
        using var stream = new MemoryStream(latin);
        Assert.Equal(
            ["Stärke"],
            Table.ReadCsv(stream, options: new CsvOptions { Encoding = Encoding.Latin1, Separator = ';', Culture = CsvOptions.DecimalComma.Culture }).Names);
        using var again = new MemoryStream(latin);
        Assert.Contains(
            "is not text in UTF-8",
            Assert.Throws<TableFormatException>(() => Table.ReadCsv(again, "x.csv", CsvOptions.DecimalComma)).Message, StringComparison.Ordinal);

        string path = Path.GetTempFileName();
        File.WriteAllText(path, "ä,b\r\n1,ö\r\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        Table table = Table.ReadCsv(path);
        File.Delete(path);
        Assert.Equal((1, "ö"), (table.Numbers("ä")[0], table.Row(0).Text("b")));
    }

    [Fact]
    public void Numbers_are_the_doubles_nearest_to_their_texts()
    {
        var random = new Philox(9);
        double[] expected = new double[20_000];
        var text = new StringBuilder("a\n");
        for (int i = 0; i < expected.Length; i++)
        {
            double drawn = BitConverter.UInt64BitsToDouble(random.NextBits());
            string number = (double.IsFinite(drawn) ? drawn : 0).ToString(i % 2 == 0 ? "R" : "E25", CultureInfo.InvariantCulture);
            expected[i] = double.Parse(number, CultureInfo.InvariantCulture);
            text.Append(number).Append('\n');
        }

        Assert.Equal(expected, Table.ParseCsv(text.ToString()).Numbers("a").ToArray());
    }

    private static void Expect(string text, string message, CsvOptions? options = null) =>
        Assert.Contains(message, Assert.Throws<TableFormatException>(() => Table.ParseCsv(text, options)).Message, StringComparison.Ordinal);
}
