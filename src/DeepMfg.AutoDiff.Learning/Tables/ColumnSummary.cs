using System.Globalization;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>What a column holds: figures of <see cref="Table.Summary"/>. Figures that its kind does not have are NaN.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Count">Rows with a value.</param>
/// <param name="Missing">Rows without one.</param>
/// <param name="Distinct">How many different values there are.</param>
public sealed record ColumnSummary(string Name, ColumnKind Kind, int Count, int Missing, int Distinct)
{
    /// <summary>The mean of the numbers.</summary>
    public double Mean { get; init; } = double.NaN;

    /// <summary>Their standard deviation, √(Σ (x − mean)² / (n − 1)).</summary>
    public double Deviation { get; init; } = double.NaN;

    /// <summary>Least, lower quartile, median, upper quartile, greatest; quartiles are interpolated linearly between neighbours.</summary>
    public IReadOnlyList<double> Quartiles { get; init; } = [double.NaN, double.NaN, double.NaN, double.NaN, double.NaN];

    /// <summary>The most frequent category or text, or the first and last time: what is shown of values that are no numbers.</summary>
    public string Note { get; init; } = "";

    internal static ColumnSummary Of(Column column) => column switch
    {
        NumberColumn numbers => Of(numbers),
        TimeColumn times => Of(times),
        _ => OfTexts(column),
    };

    private static ColumnSummary Of(NumberColumn column)
    {
        double[] sorted = Statistics.SortedPresent(column.Values);
        return Start(column, Statistics.Distinct(sorted)) with
        {
            Mean = Statistics.Mean(sorted),
            Deviation = Math.Sqrt(Statistics.SquaredDeviations(sorted) / (sorted.Length - 1)),
            Quartiles = [.. new[] { 0, 0.25, 0.5, 0.75, 1 }.Select(part => Statistics.Quantile(sorted, part))],
        };
    }

    private static ColumnSummary Of(TimeColumn column)
    {
        HashSet<long> distinct = [.. column.Ticks];
        distinct.Remove(TimeColumn.MissingTicks);
        int[] order = [.. Enumerable.Range(0, column.Count).Order(Comparer<int>.Create(column.Compare))];
        string note = distinct.Count == 0 ? "" : $"{column.Show(order[0])} to {column.Show(order[column.Count - column.MissingCount - 1])}";
        return Start(column, distinct.Count) with { Note = note };
    }

    private static ColumnSummary OfTexts(Column column)
    {
        (string Text, int Count)[] counts =
        [
            .. Enumerable.Range(0, column.Count).Where(row => !column.IsMissing(row)).CountBy(column.Show, StringComparer.Ordinal)
                .Select(pair => (pair.Key, pair.Value)).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal),
        ];
        string note = counts.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"most frequent: {counts[0].Text} ({counts[0].Count})");
        return Start(column, counts.Length) with { Note = note };
    }

    private static ColumnSummary Start(Column column, int distinct)
    {
        int missing = column.MissingCount;
        return new(column.Name, column.Kind, column.Count - missing, missing, distinct);
    }
}
