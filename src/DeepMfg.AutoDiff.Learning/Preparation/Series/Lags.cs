namespace DeepMfg.AutoDiff.Learning;

/// <summary>Features of earlier rows.</summary>
internal sealed record LagStep : PipelineStep
{
    private readonly string[] _columns;
    private readonly int[] _lags;
    private readonly SeriesColumns _series;

    internal LagStep(IEnumerable<string> columns, int[] lags, SeriesColumns series)
    {
        (_columns, _lags, _series) = (Named(columns), lags, series);
        if (lags.Length == 0 || lags.Min() < 1 || lags.Distinct().Count() != lags.Length)
        {
            throw new ArgumentException("Name at least one lag, each once and each at least 1: what is later than a row is not known in it.", nameof(lags));
        }
    }

    internal override FittedStep Fit(Features features) => new Lagged(_columns, _lags, Spacing.Of(features, _series));
}

/// <summary>Columns whose earlier values are features.</summary>
internal sealed record Lagged(string[] Columns, int[] Lags, Spacing Series) : FittedStep
{
    internal override void Apply(Features features)
    {
        List<int[]> runs = Series.Runs(features);
        double[][] numbers = [.. Columns.Select(column => Features.Numbers(features.FeatureOrColumn(column)))];
        for (int i = 0; i < Columns.Length; i++)
        {
            foreach (int lag in Lags)
            {
                features.Add(new NumberColumn(NameOf(Columns[i], lag), Moved(numbers[i], lag, runs)));
            }
        }

        int longest = Lags.Max();
        foreach (int row in runs.SelectMany(run => run.Take(longest)))
        {
            features.Dropped[row] = true;
        }
    }

    internal override void Apply(RowFeatures features)
    {
        features.LookAround();
        foreach (string column in Columns)
        {
            Array.ForEach(Lags, lag => features.Add(NameOf(column, lag), new RowColumn(column)));
        }
    }

    internal override string? Mistake() => Lags.Length == 0 || Array.Exists(Lags, lag => lag < 1) ? "a lag is not at least 1" : Series.Mistake();

    private static string NameOf(string column, int lag) => $"{column}[-{lag}]";

    private static double[] Moved(double[] numbers, int lag, List<int[]> runs)
    {
        var moved = new double[numbers.Length];
        Array.Fill(moved, double.NaN);
        foreach (int[] run in runs)
        {
            for (int i = lag; i < run.Length; i++)
            {
                moved[run[i]] = numbers[run[i - lag]];
            }
        }

        return moved;
    }
}
