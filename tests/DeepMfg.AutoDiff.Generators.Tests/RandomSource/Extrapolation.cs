namespace DeepMfg.AutoDiff.Generators.Tests.RandomSource;

/// <summary>A derivative from differences, and how far its estimates lie apart.</summary>
internal readonly record struct Extrapolated(double Value, double Error);

/// <summary>Central differences extrapolated to step zero by Richardson's scheme.</summary>
internal static class Extrapolation
{
    private const int Rows = 4;

    /// <summary>The derivative at zero; its error is large where the function is not smooth within the steps taken.</summary>
    /// <remarks>Two ladders of steps: a kink between them sets them apart, where each alone may look smooth.</remarks>
    public static Extrapolated Derivative(Func<double, double> function)
    {
        Extrapolated coarse = Ladder(function, 1.6e-2), fine = Ladder(function, 1e-3);
        Extrapolated best = coarse.Error < fine.Error ? coarse : fine;
        return best with { Error = Math.Max(best.Error, Math.Abs(coarse.Value - fine.Value)) };
    }

    private static Extrapolated Ladder(Func<double, double> function, double step)
    {
        double[,] tableau = new double[Rows, Rows];
        for (int row = 0; row < Rows; row++, step /= 2)
        {
            tableau[row, 0] = (function(step) - function(-step)) / (2 * step);
            double factor = 4;
            for (int column = 1; column <= row; column++, factor *= 4)
            {
                tableau[row, column] = ((factor * tableau[row, column - 1]) - tableau[row - 1, column - 1]) / (factor - 1);
            }
        }

        double value = tableau[Rows - 1, Rows - 1];
        return new Extrapolated(value, Math.Abs(value - tableau[Rows - 1, Rows - 2]));
    }
}
