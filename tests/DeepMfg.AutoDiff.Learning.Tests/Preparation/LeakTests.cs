using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace DeepMfg.AutoDiff.Learning.Tests.Preparation;

/// <summary>Nothing that is fitted depends on rows that are tested on.</summary>
public sealed class LeakTests
{
    [Property(MaxTest = 50)]
    public void Changing_test_rows_changes_nothing_that_was_fitted(long seed, PositiveInt size)
    {
        int count = 20 + (size.Get % 60);
        var random = new Philox(seed);
        Table before = Drawn(count, ref random);
        Split split = Learning.Splits.Random(count, 0.3, seed);
        Table other = Drawn(count, ref random);
        Table after = Mixed(before, other.Derive("type", row => "only tested " + row.Index.ToString(CultureInfo.InvariantCulture)), split.Test);

        Assert.Equal(Fitted(before.Divide(split).Train), Fitted(after.Divide(split).Train));
        Assert.NotEqual(Fitted(before), Fitted(after));
    }

    private static byte[] Fitted(Table train)
    {
        Pipeline pipeline = Pipeline.Of(
            Prepare.ImputeMean("a"),
            Prepare.Standardize("a"),
            Prepare.ImputeMedian("b"),
            Prepare.MinMax("b"),
            Prepare.Robust("c"),
            Prepare.ImputeMostFrequent("type"),
            Prepare.OneHot("type"),
            Prepare.Ordinal("label"),
            Prepare.Lags(["c"], [1], new SeriesColumns { Time = "time" }));
        using var stream = new MemoryStream();
        pipeline.Fit(train, target: "y").Save(stream);
        return stream.ToArray();
    }

    private static Table Drawn(int count, ref Philox random)
    {
        double[][] numbers = [new double[count], new double[count], new double[count], new double[count], new double[count]];
        string?[] types = new string?[count], labels = new string?[count];
        double time = 0;
        for (int i = 0; i < count; i++)
        {
            numbers[0][i] = random.NextBelow(6) == 0 && i > 0 ? double.NaN : random.NextNormal();
            numbers[1][i] = random.NextBelow(6) == 0 && i > 0 ? double.NaN : random.NextDouble();
            numbers[2][i] = random.NextNormal() * 100;
            numbers[3][i] = random.NextBelow(2);
            numbers[4][i] = time += 0.5 + random.NextDouble();
            types[i] = random.NextBelow(6) == 0 && i > 0 ? null : "LMH"[random.NextBelow(3)].ToString();
            labels[i] = "xyz"[random.NextBelow(3)].ToString();
        }

        return Table.Of(
            Column.Of("a", numbers[0]), Column.Of("b", numbers[1]), Column.Of("c", numbers[2]), Column.Of("y", numbers[3]), Column.Of("time", numbers[4]),
            Column.Of("type", types), Column.Of("label", labels));
    }

    // The rows of one table, those to be tested on from another, times from the first so that they stay in order.
    private static Table Mixed(Table table, Table other, ReadOnlySpan<int> fromOther)
    {
        int[] rows = [.. Enumerable.Range(0, table.Count)];
        foreach (int row in fromOther)
        {
            rows[row] += table.Count;
        }

        return table.Append(other).Take(rows).With(table["time"]);
    }
}
