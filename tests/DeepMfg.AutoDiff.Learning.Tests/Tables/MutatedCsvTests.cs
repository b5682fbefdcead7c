using System.Globalization;
using System.Text;
using Xunit.Abstractions;

namespace DeepMfg.AutoDiff.Learning.Tests.Tables;

/// <summary>Files that something has gone wrong with: an error that says where, or the table that stands there; never another one.</summary>
public sealed class MutatedCsvTests(ITestOutputHelper output)
{
    private static readonly string[] s_missing = ["", .. CsvOptions.Default.Missing];

    [Fact]
    public void A_mutated_file_is_read_right_or_refused_with_file_line_row_column_and_text()
    {
        int count = Environment.GetEnvironmentVariable("DMAD_FULL") == "1" ? 400 : 40, refused = 0;
        long seed = long.TryParse(Environment.GetEnvironmentVariable("DMAD_SEED"), CultureInfo.InvariantCulture, out long given) ? given : 20261127;
        output.WriteLine($"DMAD_SEED={seed}");
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".csv");
        for (int i = 0; i < count; i++)
        {
            var random = new Philox(seed, stream: i);
            byte[] bytes = Original(ref random);
            for (int mutations = 1 + random.NextBelow(3); mutations > 0; mutations--)
            {
                bytes = Mutated(bytes, ref random);
            }

            File.WriteAllBytes(path, bytes);
            try
            {
                Compare(CsvOracle.Read(bytes), Table.ReadCsv(path), i);
            }
            catch (TableFormatException mistake)
            {
                refused++;
                Judge(mistake, bytes, Path.GetFileName(path), i);
            }
        }

        File.Delete(path);
        output.WriteLine($"{refused} of {count} refused.");
        Assert.InRange(refused, count / 10, count - (count / 10));
    }

    [Fact]
    public void What_does_not_change_the_meaning_is_read_right()
    {
        byte[] order = [0xEF, 0xBB, 0xBF];
        int count = Environment.GetEnvironmentVariable("DMAD_FULL") == "1" ? 100 : 10;
        for (int i = 0; i < count; i++)
        {
            var random = new Philox(17, stream: i);
            byte[] original = Original(ref random);
            IReadOnlyList<string[]> expected = CsvOracle.Read(original)!;
            byte[][] same =
            [
                [.. order, .. original], original[..^2], [.. original, .. "\r\n\n\r\n"u8], WithLineEnds(original, ref random),
                [.. order, .. WithLineEnds(original, ref random)],
                Encoding.UTF8.GetBytes(string.Join("\n", expected.Select(record => string.Join(" , ", record.Select(Quoted))))),
            ];
            foreach (byte[] bytes in same)
            {
                using var stream = new MemoryStream(bytes);
                Compare(expected, Table.ReadCsv(stream), i);
            }
        }

        static string Quoted(string field) => $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>The table is what the oracle reads, cell by cell.</summary>
    private static void Compare(IReadOnlyList<string[]>? expected, Table table, int file)
    {
        Assert.True(expected is not null, $"File {file} is no table, but was read.");
        Assert.Equal(expected[0].Select((name, i) => name.Trim().Length > 0 ? name.Trim() : $"Column {i + 1}"), table.Names);
        Assert.Equal(expected.Count - 1, table.Count);
        for (int column = 0; column < table.Columns.Count; column++)
        {
            for (int row = 0; row < table.Count; row++)
            {
                string cell = expected[row + 1][column];
                bool missing = s_missing.Contains(cell.Trim(' ', '\t').Length == 0 ? "" : cell);
                Assert.True(Same(table.Columns[column], row, cell, missing),
                    $"File {file}, row {row}, column {column}: \"{cell}\" was read as \"{table.Columns[column].Show(row)}\".");
            }
        }
    }

    private static bool Same(Column column, int row, string cell, bool missing) => column switch
    {
        _ when column.IsMissing(row) || missing => column.IsMissing(row) && missing,
        NumberColumn numbers => numbers.Values[row] == double.Parse(cell, NumberStyles.Float, CultureInfo.InvariantCulture),
        TimeColumn times => times[row] == DateTime.Parse(cell, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal),
        _ => column.Show(row) == cell,
    };

    /// <summary>The error names file and line, and what it shows stands there; where the file is a table, a cell is indeed no number or time.</summary>
    private static void Judge(TableFormatException mistake, byte[] bytes, string file, int number)
    {
        Assert.Contains(file, mistake.Message, StringComparison.Ordinal);
        if (mistake.Line == 0)
        {
            Assert.Contains("is empty", mistake.Message, StringComparison.Ordinal);
            return;
        }

        string text = Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF');
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        Assert.True(mistake.Line <= lines.Length && mistake.Column.Length > 0 && mistake.Row >= 0, $"File {number}: {mistake.Message}");
        string there = string.Join('\n', lines[(int)(mistake.Line - 1)..]).Replace("\"", "", StringComparison.Ordinal);
        string found = mistake.Found.ReplaceLineEndings("\n").Replace("\"", "", StringComparison.Ordinal);
        Assert.True(there.Contains(found, StringComparison.Ordinal), $"File {number}: \"{found}\" does not stand at line {mistake.Line}.");
        if (CsvOracle.Read(bytes) is { } records && mistake.Message.Contains("is not a ", StringComparison.Ordinal))
        {
            int column = Array.FindIndex(records[0], name => name.Trim() == mistake.Column);
            Assert.Equal(mistake.Found, column < 0 ? mistake.Found : records[(int)mistake.Row][column]);
            bool isNumber = double.TryParse(mistake.Found, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value);
            Assert.False(isNumber && mistake.Message.Contains("not a number", StringComparison.Ordinal), mistake.Message);
        }
        else if (CsvOracle.Read(bytes) is { } whole)
        {
            Assert.True(whole[0].Select(name => name.Trim()).Distinct().Count() < whole[0].Length, $"File {number} is a table, but: {mistake.Message}");
        }
    }

    private static byte[] Original(ref Philox random)
    {
        var text = new StringBuilder("cut,\"speed, m/min\",tool,started,wear\r\n");
        for (int row = 0; row < 40; row++)
        {
            string wear = random.NextBelow(8) == 0 ? "" : (random.NextDouble() * 300).ToString("R", CultureInfo.InvariantCulture);
            string tool = random.NextBelow(6) == 0 ? "\"P20, \"\"coated\"\"\"" : random.NextBelow(2) == 0 ? "K10" : "Größe 3";
            text.Append(CultureInfo.InvariantCulture, $"{row},{random.NextNormal() * 1e3:E6},{tool},2026-03-{1 + row % 28:00} 06:{row:00},{wear}\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static byte[] Mutated(byte[] bytes, ref Philox random) => random.NextBelow(2) == 0 ? Broken(bytes, ref random) : Slightly(bytes, ref random);

    /// <summary>Cut off, left out, doubled, or with a byte that does not belong there.</summary>
    private static byte[] Broken(byte[] bytes, ref Philox random)
    {
        ReadOnlySpan<byte> marks = "\"\",,;\n\r\t-.eE+09x \0é"u8;
        int at = random.NextBelow(Math.Max(1, bytes.Length)), length = Math.Min(random.NextBelow(40), bytes.Length - at);
        byte mark = random.NextBelow(8) == 0 ? (byte)random.NextBelow(256) : marks[random.NextBelow(marks.Length)];
        return random.NextBelow(7) switch
        {
            0 => bytes[..at],
            1 => [.. bytes[..at], .. bytes[(at + length)..]],
            2 => [.. bytes[..(at + length)], .. bytes[at..]],
            3 or 4 => [.. bytes[..at], mark, .. bytes[at..]],
            _ => [.. bytes[..at], mark, .. bytes[Math.Min(bytes.Length, at + 1)..]],
        };
    }

    /// <summary>As hands and programs change files: another digit or separator, a quote within a field, other line ends, rows that change places.</summary>
    private static byte[] Slightly(byte[] bytes, ref Philox random)
    {
        int kind = random.NextBelow(6);
        byte sought = kind switch { 0 => (byte)('0' + random.NextBelow(10)), 1 => (byte)',', 2 => (byte)'.', 3 => (byte)'1', _ => (byte)'\n' };
        int[] places = [.. Enumerable.Range(0, bytes.Length).Where(i => bytes[i] == sought)];
        int place = places.Length == 0 ? bytes.Length : places[random.NextBelow(places.Length)], next = Math.Min(bytes.Length, place + 1);
        return kind switch
        {
            0 => [.. bytes[..place], (byte)('0' + random.NextBelow(10)), .. bytes[next..]],
            1 => [.. bytes[..place], ";\t |"u8[random.NextBelow(4)], .. bytes[next..]],
            2 => [.. bytes[..place], (byte)',', .. bytes[next..]],
            3 => [.. bytes[..place], (byte)'"', .. bytes[place..]],
            4 => WithLineEnds(bytes, ref random),
            _ => [.. bytes[next..], .. bytes[..next]],
        };
    }

    /// <summary>Some lines end as on one system, some as on another.</summary>
    private static byte[] WithLineEnds(byte[] bytes, ref Philox random)
    {
        var changed = new List<byte>();
        foreach (byte mark in bytes)
        {
            bool isEnd = mark == '\n' && changed.Count > 0 && changed[^1] == '\r';
            int kind = isEnd ? random.NextBelow(3) : 0;
            if (kind == 1)
            {
                changed.RemoveAt(changed.Count - 1);
            }

            if (kind != 2)
            {
                changed.Add(mark);
            }
        }

        return [.. changed];
    }
}
