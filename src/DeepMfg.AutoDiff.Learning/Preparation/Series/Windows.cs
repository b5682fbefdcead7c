namespace DeepMfg.AutoDiff.Learning;

/// <summary>Windows over a series.</summary>
internal sealed record WindowStep : PipelineStep
{
    private readonly int _length;
    private readonly int _horizon;
    private readonly int _stride;
    private readonly SeriesColumns _series;

    internal WindowStep(int length, int horizon, int stride, SeriesColumns series)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(horizon);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        (_length, _horizon, _stride, _series) = (length, horizon, stride, series);
    }

    internal override bool IsLast => true;

    internal override FittedStep Fit(Features features) => new Windowed(_length, _horizon, _stride, Spacing.Of(features, _series));
}

/// <summary>Windows over a series. They are cut when rows are made.</summary>
internal sealed record Windowed(int Length, int Horizon, int Stride, Spacing Series) : FittedStep
{
    /// <summary>The table is one row a window: no series.</summary>
    internal static Windowed None { get; } = new(1, 0, 1, new Spacing(null, null, 0));

    // The columns that tell series and gaps are asked for, so that a table without them is refused.
    internal override void Apply(Features features) => Series.Runs(features);

    internal override void Apply(RowFeatures features) => features.LookAround();

    /// <summary>The windows: for each its rows, then those of its targets where they are wanted.</summary>
    internal List<ArraySegment<int>> Cut(Features features, bool withTargets)
    {
        var windows = new List<ArraySegment<int>>();
        int span = Length + (withTargets ? Horizon : 0);
        foreach (int[] run in Series.Runs(features).SelectMany(run => Undropped(run, features.Dropped)))
        {
            for (int start = 0; start + span <= run.Length; start += Stride)
            {
                windows.Add(new ArraySegment<int>(run, start, span));
            }
        }

        return windows;
    }

    internal override string? Mistake() => Length < 1 || Horizon < 0 || Stride < 1 ? "a window's length or stride is not at least 1" : Series.Mistake();

    private static IEnumerable<int[]> Undropped(int[] run, bool[] dropped)
    {
        int start = 0;
        for (int i = 0; i <= run.Length; i++)
        {
            if (i == run.Length || dropped[run[i]])
            {
                yield return run[start..i];
                start = i + 1;
            }
        }
    }
}
