using DeepMfg.AutoDiff.Learning;

namespace DeepMfg.AutoDiff.Samples;

/// <summary>Rows in double precision, as minimisers want them.</summary>
public static class Doubles
{
    /// <summary>The same rows.</summary>
    public static Rows<double> Of(Rows<float> rows) =>
        Rows.Of(Widened(rows.Values), rows.Width, Widened(rows.Targets));

    private static double[] Widened(ReadOnlySpan<float> numbers) => Array.ConvertAll(numbers.ToArray(), number => (double)number);
}
