namespace DeepMfg.AutoDiff.Corpus;

/// <summary>Unmarked functions in a file of their own.</summary>
internal static class Helpers
{
    internal static double Mean(double x, double y) => 0.5 * (x + y);

    internal static double Geometric(double x, double y)
    {
        double product = x * y;
        return product < 0 ? -Math.Sqrt(-product) : Math.Sqrt(product);
    }
}
