namespace DeepMfg.AutoDiff.Generators.Tests.Rules;

/// <summary>Derivatives by differences, extrapolated to a step of zero (Ridders, Adv. Eng. Software 4, 1982).</summary>
internal static class Differences
{
    private const int Rows = 10;
    private const double Ratio = 1.4;

    /// <summary>The derivative at 0 of a function, and an estimate of its error.</summary>
    public static (double Derivative, double Error) AtZero(Func<double, double> function, double step)
    {
        double best = double.NaN, error = double.MaxValue;
        double[] previous = [];
        for (int i = 0; i < Rows; i++, step /= Ratio)
        {
            var row = new double[i + 1];
            row[0] = (function(step) - function(-step)) / (2 * step);
            double factor = 1;
            for (int j = 1; j <= i; j++)
            {
                factor *= Ratio * Ratio;
                row[j] = (factor * row[j - 1] - previous[j - 1]) / (factor - 1);
                double estimate = Math.Max(Math.Abs(row[j] - row[j - 1]), Math.Abs(row[j] - previous[j - 1]));
                if (estimate <= error) (best, error) = (row[j], estimate);
            }
            previous = row;
        }
        return (best, error);
    }
}
