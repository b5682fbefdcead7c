using DeepMfg.AutoDiff.Learning;
using DeepMfg.AutoDiff.Samples;

namespace EnergyForecast;

/// <summary>What the meters say, a row for each quarter of an hour, in order of time.</summary>
/// <param name="Usage">The energy used in the quarter, in kWh.</param>
/// <param name="Others">What else is measured in it, column by column.</param>
/// <param name="Start">When the first quarter begins.</param>
internal sealed record Quarters(double[] Usage, double[][] Others, DateTime Start)
{
    public const int PerDay = 96;

    private const string UsageColumn = "Usage_kWh", Date = "date";

    private static readonly string[] s_others =
    [
        "Lagging_Current_Reactive.Power_kVarh", "Leading_Current_Reactive_Power_kVarh", "Lagging_Current_Power_Factor", "Leading_Current_Power_Factor",
    ];

    public int Count => Usage.Length;

    /// <summary>When a quarter begins.</summary>
    public DateTime TimeOf(int quarter) => Start.AddMinutes(15 * quarter);

    /// <summary>Reads a file whose rows are in order of time, without a gap.</summary>
    /// <exception cref="InputException">It is none.</exception>
    public static Quarters Read(string path)
    {
        InputTable input = InputTable.Read(
            path, [UsageColumn, .. s_others], [Date], new CsvOptions { TimeFormats = new() { [Date] = "dd/MM/yyyy HH:mm" } });
        double[] usage = input.Numbers(UsageColumn);
        double[][] others = [.. s_others.Select(input.Numbers)];
        DateTime[] ends = input.Times(Date);
        for (int i = 1; i < ends.Length; i++)
        {
            // Midnight is dated as the start of the day that it ends.
            DateTime expected = ends[0].AddMinutes(15 * i);
            DateTime dated = expected.TimeOfDay == TimeSpan.Zero ? expected.AddDays(-1) : expected;
            if (ends[i] != dated && ends[i] != expected)
            {
                throw input.Mistake(i, Date, 
                    $"{ends[i]:dd/MM/yyyy HH:mm} stands where {dated:dd/MM/yyyy HH:mm} follows. Fill the gap, or start the file after it.");
            }
        }

        const int Least = 3 * Horizon.Memory;
        return usage.Length >= Least
            ? new(usage, others, ends[0].AddMinutes(-15))
            : throw new InputException($"{input.Source} has {usage.Length} rows; at least {Least}, {Least / PerDay} days, are needed.");
    }

    /// <summary>
    /// What is known of a quarter so many steps before it ends its wait: measurements up to then, and the calendar. Nothing of the quarter itself, and
    /// nothing of those between.
    /// </summary>
    /// <param name="from">The first quarter, at least <see cref="Horizon.Memory"/>.</param>
    /// <param name="steps">How many steps ahead.</param>
    public Table Known(int from, int steps)
    {
        List<Column> columns = [];
        void Add(string name, Func<int, double> value) =>
            columns.Add(Column.Of(name, [.. Enumerable.Range(from, Count - from).Select(value)]));
        double Mean(int end, int length) => Usage.AsSpan(end - length, length).ToArray().Average();

        for (int back = 0; back < 6; back++)
        {
            int lag = steps + back;
            Add($"usage {lag} before", t => Usage[t - lag]);
        }

        foreach (int days in (int[])[1, 2, 7, 14])
        {
            foreach (int shift in (int[])[-2, -1, 0, 1, 2])
            {
                int lag = days * PerDay - shift;
                if (lag >= steps + 6) Add($"usage {lag} before", t => Usage[t - lag]);
            }
        }

        Add("mean of an hour", t => Mean(t - steps + 1, 4));
        Add("mean of a day", t => Mean(t - steps + 1, PerDay));
        Add("mean of a week", t => Mean(t - steps + 1, 7 * PerDay));
        for (int k = 0; k < Others.Length; k++)
        {
            double[] measured = Others[k];
            Add($"{s_others[k]} {steps} before", t => measured[t - steps]);
        }

        for (int wave = 1; wave <= 4; wave++)
        {
            double turn = 2 * Math.PI * wave / PerDay;
            Add($"sine {wave} of the day", t => Math.Sin(turn * Place(t)));
            Add($"cosine {wave} of the day", t => Math.Cos(turn * Place(t)));
        }

        for (int day = 0; day < 7; day++)
        {
            DayOfWeek asked = (DayOfWeek)day;
            Add($"{asked}", t => TimeOf(t).DayOfWeek == asked ? 1 : 0);
        }

        return Table.Of(columns);
    }

    /// <summary>Which quarter of its day.</summary>
    private double Place(int quarter) => TimeOf(quarter).TimeOfDay / TimeSpan.FromMinutes(15);
}
