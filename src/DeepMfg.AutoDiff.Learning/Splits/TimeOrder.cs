namespace DeepMfg.AutoDiff.Learning;

/// <summary>Rows in order of time.</summary>
internal static class TimeOrder
{
    /// <summary>The rows, the earliest first; equal ones keep their order.</summary>
    /// <exception cref="ArgumentException">A time is missing.</exception>
    internal static int[] Of(ReadOnlySpan<double> times)
    {
        double[] keys = times.ToArray();
        return Array.Exists(keys, double.IsNaN)
            ? throw new ArgumentException($"Row {Array.FindIndex(keys, double.IsNaN)} has no time.", nameof(times))
            : [.. Enumerable.Range(0, keys.Length).OrderBy(row => keys[row])];
    }

    /// <summary>A column of times or numbers, as numbers: times in ticks since the first row's. NaN where one is missing.</summary>
    internal static double[] Numbers(Column column) => column switch
    {
        NumberColumn numbers => numbers.Values.ToArray(),
        TimeColumn times => Array.ConvertAll(times.Ticks.ToArray(), ticks => ticks == TimeColumn.MissingTicks ? double.NaN : ticks - times.Ticks[0]),
        _ => throw new ArgumentException($"Column \"{column.Name}\" is a {column.Kind}; it should be a Time or a Number."),
    };
}
