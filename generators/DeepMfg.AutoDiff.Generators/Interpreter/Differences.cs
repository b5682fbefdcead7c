namespace DeepMfg.AutoDiff.Generators.Interpreter;

/// <summary>A derivative by central differences, and an estimate of its error.</summary>
/// <param name="Derivative">The derivative.</param>
/// <param name="Error">The estimate.</param>
internal readonly record struct Difference(double Derivative, double Error)
{
    private const int Most = 6;

    /// <summary>
    /// Central differences in ever smaller steps, extrapolated to step zero by Ridders' method (Advances in Engineering Software 4, 1982), of
    /// which the best is taken; nothing where the function has no value on both sides.
    /// </summary>
    /// <param name="along">The function along a line, at a distance from the point; NaN where it has no value.</param>
    /// <param name="step">The first step.</param>
    public static Difference? Of(Func<double, double> along, double step)
    {
        Difference? best = null;
        double[] before = [];
        for (int i = 0; i < Most; i++, step /= 2)
        {
            double[] row = new double[before.Length + 1];
            row[0] = (along(step) - along(-step)) / (2 * step);
            if (double.IsNaN(row[0]) || double.IsInfinity(row[0]))
            {
                before = [];
                continue;
            }
            double power = 1;
            for (int j = 1; j < row.Length; j++)
            {
                power *= 4;
                row[j] = (power * row[j - 1] - before[j - 1]) / (power - 1);
                double error = Math.Max(Math.Abs(row[j] - row[j - 1]), Math.Abs(row[j] - before[j - 1]));
                if (best is null || error < best.Value.Error) best = new Difference(row[j], error);
            }
            before = row;
        }
        return best;
    }
}
