using System.Numerics.Tensors;

namespace DeepMfg.AutoDiff.Optimization;

/// <summary>A = L Lᵀ of a symmetric positive definite matrix, row-major; only the lower triangle is read and written.</summary>
public static class Cholesky
{
    /// <summary>Factors a matrix in place.</summary>
    /// <param name="matrix">A, row-major; its lower triangle is overwritten with L.</param>
    /// <param name="size">The number of rows.</param>
    /// <returns><see cref="FactorStatus.NotPositiveDefinite"/> or <see cref="FactorStatus.NotFinite"/>, with the triangle partly overwritten, where
    /// there is no factor.</returns>
    /// <exception cref="ArgumentException">The length is not the square of <paramref name="size"/>.</exception>
    public static FactorStatus Factor(Span<double> matrix, int size)
    {
        Shapes.Square(matrix.Length, size, nameof(matrix));
        for (int i = 0; i < size; i++)
        {
            Span<double> row = matrix.Slice(i * size, size);
            for (int j = 0; j < i; j++)
            {
                ReadOnlySpan<double> above = matrix.Slice(j * size, j + 1);
                row[j] = (row[j] - TensorPrimitives.Dot(row[..j], above[..j])) / above[j];
            }

            double pivot = row[i] - TensorPrimitives.SumOfSquares<double>(row[..i]);
            if (!double.IsFinite(pivot))
            {
                return FactorStatus.NotFinite;
            }

            if (pivot <= 0)
            {
                return FactorStatus.NotPositiveDefinite;
            }

            row[i] = Math.Sqrt(pivot);
        }

        return FactorStatus.Done;
    }

    /// <summary>Solves A x = b.</summary>
    /// <param name="factor">L, as <see cref="Factor"/> left it.</param>
    /// <param name="size">The number of rows.</param>
    /// <param name="vector">b, overwritten with x.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static void Solve(ReadOnlySpan<double> factor, int size, Span<double> vector)
    {
        Triangular.SolveLower(factor, size, vector);
        Triangular.SolveLowerTransposed(factor, size, vector);
    }
}
