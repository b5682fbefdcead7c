using System.Globalization;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>Series and their gaps: the columns that tell them, and how far apart rows are (ticks, or the column's unit) where a column says so.</summary>
internal sealed record Spacing(string? By, string? Time, double Step)
{
    internal static Spacing Of(Features features, SeriesColumns columns)
    {
        if (columns.Time is null)
        {
            return new(columns.By, null, 0);
        }

        double[] times = TimesOf(features, columns.Time);
        double[] steps =
            [.. Groups(features, columns.By).SelectMany(rows => rows.Zip(rows.Skip(1), (a, b) => times[b] - times[a])).Where(step => step > 0).Order()];
        return steps.Length > 0
            ? new(columns.By, columns.Time, Statistics.Quantile(steps, 0.5))
            : throw new ArgumentException($"Column \"{columns.Time}\" does not grow in any series: how far apart rows are cannot be told.");
    }

    /// <summary>The stretches of consecutive rows, in the table's order.</summary>
    /// <exception cref="ArgumentException">A time is missing, or rows of a series are not in order of time.</exception>
    internal List<int[]> Runs(Features features)
    {
        double[]? times = Time is null ? null : TimesOf(features, Time);
        var runs = new List<int[]>();
        foreach (List<int> rows in Groups(features, By))
        {
            int start = 0;
            for (int i = 1; i <= rows.Count; i++)
            {
                if (i == rows.Count || IsGap(times, rows[i - 1], rows[i]))
                {
                    runs.Add([.. rows[start..i]]);
                    start = i;
                }
            }
        }

        return runs;
    }

    internal string? Mistake() => double.IsFinite(Step) && Time is null == (Step == 0) && Step >= 0 ? null : "how far apart rows are is no positive number";

    private static List<int>[] Groups(Features features, string? by) =>
        by is null ? [[.. Enumerable.Range(0, features.Table.Count)]] : Grouping.RowsByLabel<int>(Grouping.Codes(features.Column(by)));

    private static double[] TimesOf(Features features, string time)
    {
        double[] times = TimeOrder.Numbers(features.Column(time));
        int missing = Array.FindIndex(times, double.IsNaN);
        return missing < 0 ? times : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Column \"{time}\", row {missing}: missing."));
    }

    private bool IsGap(double[]? times, int before, int after)
    {
        if (times is null)
        {
            return false;
        }

        double step = times[after] - times[before];
        return step > 0
            ? !(step > 0.5 * Step && step < 1.5 * Step)
            : throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                    $"Column \"{Time}\": row {after} is not later than row {before} of its series. Put them in order with OrderBy(\"{Time}\")."));
    }
}
