namespace ProcessTuning;

/// <summary>Means and deviations of what a model takes and gives.</summary>
/// <param name="Means">Those of the ingredients and of the logarithm of the age.</param>
/// <param name="Deviations">Likewise.</param>
/// <param name="Mean">That of the strength.</param>
/// <param name="Deviation">Likewise.</param>
internal sealed record Scales(double[] Means, double[] Deviations, double Mean, double Deviation)
{
    public static Scales Of(Mixtures mixtures)
    {
        double[][] columns =
        [
            .. Enumerable.Range(0, Mixtures.Names.Length).Select(k => mixtures.Rows.Select(row => row[k]).ToArray()),
            [.. mixtures.Rows.Select(row => Math.Log(row[^1]))],
        ];
        return new(
            Array.ConvertAll(columns, column => column.Average()), Array.ConvertAll(columns, Spread), mixtures.Strength.Average(), Spread(mixtures.Strength));
    }

    private static double Spread(double[] values)
    {
        double mean = values.Average(), spread = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        return spread > 0 ? spread : 1;
    }
}
