namespace DeepMfg.AutoDiff;

/// <summary>Differences of a function of one variable, extrapolated to step zero.</summary>
/// <remarks>
/// C. J. F. Ridders, <i>Accurate computation of F'(x) and F'(x) F''(x)</i>, Advances in Engineering Software 4 (1982) 75-76; the form with
/// a tableau is that of <c>dfridr</c> in Press et al., <i>Numerical Recipes</i>.
/// </remarks>
internal static class Ridders
{
    private const double Shrink = 1.4;
    private const int Columns = 10;

    /// <summary>How much worse a higher order may be than the best one before it is given up.</summary>
    private const double Safe = 2;

    /// <summary>The derivative of a function at a point, from the first step whose estimate of the error is the smallest.</summary>
    internal static Difference Derivative(Func<double, double> function, double at)
    {
        double scale = at == 0 ? 1 : Math.Abs(at);
        ReadOnlySpan<double> steps = [0.1 * scale, 1e-2 * scale, 1e-4 * scale];
        Difference best = Difference.None;
        foreach (double step in steps)
        {
            Difference found = Extrapolate(function, at, step);
            if (found.Error < best.Error)
            {
                best = found;
            }
        }

        return best;
    }

    /// <summary>
    /// Neville's tableau of central differences: row k has step h / 1.4^k, column j is free of the errors of order up to 2j.
    /// </summary>
    private static Difference Extrapolate(Func<double, double> function, double at, double step)
    {
        Difference best = Difference.None;
        Span<double> previous = stackalloc double[Columns];
        Span<double> current = stackalloc double[Columns];
        for (int row = 0; row < Columns; row++, step /= Shrink)
        {
            current[0] = Central(function, at, step, out double roundOff);
            double factor = Shrink * Shrink;
            for (int column = 1; column <= row; column++, factor *= Shrink * Shrink)
            {
                current[column] = ((factor * current[column - 1]) - previous[column - 1]) / (factor - 1);
                double error = Math.Max(
                    Math.Abs(current[column] - current[column - 1]), Math.Abs(current[column] - previous[column - 1])) + roundOff;
                if (error <= best.Error)
                {
                    best = new Difference(current[column], error);
                }
            }

            if (row > 0 && Math.Abs(current[row] - previous[row - 1]) >= Safe * best.Error)
            {
                break;
            }

            current.CopyTo(previous);
        }

        return best;
    }

    /// <param name="function">The function.</param>
    /// <param name="at">The point between the two evaluations.</param>
    /// <param name="step">The distance to either.</param>
    /// <param name="roundOff">
    /// What the last bit of the function's values makes in the difference; without it, two differences that are equal by chance would look exact.
    /// </param>
    private static double Central(Func<double, double> function, double at, double step, out double roundOff)
    {
        double above = at + step, below = at - step;
        double high = function(above), low = function(below);
        roundOff = Math.BitIncrement(Math.Max(Math.Abs(high), Math.Abs(low))) - Math.Max(Math.Abs(high), Math.Abs(low));
        roundOff /= above - below;
        return (high - low) / (above - below);
    }
}

/// <summary>A derivative from differences, and an estimate of its error.</summary>
internal readonly record struct Difference(double Derivative, double Error)
{
    /// <summary>Nothing is known.</summary>
    internal static Difference None => new(double.NaN, double.PositiveInfinity);
}
