namespace DeepMfg.AutoDiff.Optimization;

/// <summary>s² (JᵀJ)⁻¹ = s² S⁻¹ P R⁻¹ R⁻ᵀ Pᵀ S⁻¹ from the factors of the scaled columns.</summary>
internal static class LeastSquaresCovariance
{
    internal static (FactorStatus Status, double[] Covariance, double[] Errors) Of(Linearization linear, int dimension, double variance)
    {
        double[] covariance = new double[dimension * dimension], errors = new double[dimension];
        if (!linear.IsSet)
        {
            Array.Fill(covariance, double.PositiveInfinity);
            Array.Fill(errors, double.PositiveInfinity);
            return (FactorStatus.NotFinite, covariance, errors);
        }

        bool isKnown = linear.Factors.Rank == linear.FreeCount && double.IsFinite(variance);
        if (isKnown)
        {
            Fill(linear, covariance, dimension, variance);
        }
        else
        {
            Array.Fill(covariance, double.PositiveInfinity);
        }

        foreach (int j in linear.Free)
        {
            errors[j] = Math.Sqrt(covariance[(j * dimension) + j]);
        }

        return (isKnown ? FactorStatus.Done : FactorStatus.Singular, covariance, errors);
    }

    private static void Fill(Linearization linear, double[] covariance, int dimension, double variance)
    {
        int free = linear.FreeCount;
        double[] inverse = Inverse(linear.Factors);
        for (int a = 0; a < free; a++)
        {
            for (int b = 0; b < free; b++)
            {
                double sum = 0;
                for (int k = Math.Max(a, b); k < free; k++)
                {
                    sum += inverse[(a * free) + k] * inverse[(b * free) + k];
                }

                (int row, int column) = (linear.Parameter(a), linear.Parameter(b));
                covariance[(row * dimension) + column] = variance * sum / (linear.Scales[row] * linear.Scales[column]);
            }
        }
    }

    /// <summary>R⁻¹, column by column.</summary>
    private static double[] Inverse(PivotedQr factors)
    {
        int size = factors.Columns;
        var inverse = new double[size * size];
        for (int column = 0; column < size; column++)
        {
            for (int i = column; i >= 0; i--)
            {
                ReadOnlySpan<double> row = factors.Row(i);
                double rest = i == column ? 1 : 0;
                for (int j = i + 1; j <= column; j++)
                {
                    rest -= row[j - i] * inverse[(j * size) + column];
                }

                inverse[(i * size) + column] = rest / row[0];
            }
        }

        return inverse;
    }
}
