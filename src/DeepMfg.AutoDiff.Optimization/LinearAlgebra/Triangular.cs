using System.Numerics.Tensors;

namespace DeepMfg.AutoDiff.Optimization;

/// <summary>Solves with triangular matrices, row-major; the other triangle is not read.</summary>
public static class Triangular
{
    /// <summary>Solves L x = b.</summary>
    /// <param name="matrix">L, row-major, <paramref name="size"/> × <paramref name="size"/>.</param>
    /// <param name="size">The number of rows.</param>
    /// <param name="vector">b, overwritten with x.</param>
    /// <returns><see cref="FactorStatus.Singular"/>, with b partly overwritten, where a diagonal element is zero.</returns>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static FactorStatus SolveLower(ReadOnlySpan<double> matrix, int size, Span<double> vector)
    {
        Check(matrix.Length, size, vector.Length);
        for (int i = 0; i < size; i++)
        {
            ReadOnlySpan<double> row = matrix.Slice(i * size, size);
            if (row[i] == 0)
            {
                return FactorStatus.Singular;
            }

            vector[i] = (vector[i] - TensorPrimitives.Dot(row[..i], vector[..i])) / row[i];
        }

        return FactorStatus.Done;
    }

    /// <summary>Solves Lᵀ x = b.</summary>
    /// <inheritdoc cref="SolveLower"/>
    public static FactorStatus SolveLowerTransposed(ReadOnlySpan<double> matrix, int size, Span<double> vector)
    {
        Check(matrix.Length, size, vector.Length);
        for (int i = size - 1; i >= 0; i--)
        {
            ReadOnlySpan<double> row = matrix.Slice(i * size, size);
            if (row[i] == 0)
            {
                return FactorStatus.Singular;
            }

            vector[i] /= row[i];
            TensorPrimitives.MultiplyAdd(row[..i], -vector[i], vector[..i], vector[..i]);
        }

        return FactorStatus.Done;
    }

    /// <summary>Solves R x = b.</summary>
    /// <param name="matrix">R, row-major, <paramref name="size"/> × <paramref name="size"/>.</param>
    /// <param name="size">The number of rows.</param>
    /// <param name="vector">b, overwritten with x.</param>
    /// <returns><see cref="FactorStatus.Singular"/>, with b partly overwritten, where a diagonal element is zero.</returns>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static FactorStatus SolveUpper(ReadOnlySpan<double> matrix, int size, Span<double> vector)
    {
        Check(matrix.Length, size, vector.Length);
        for (int i = size - 1; i >= 0; i--)
        {
            ReadOnlySpan<double> row = matrix.Slice(i * size, size);
            if (row[i] == 0)
            {
                return FactorStatus.Singular;
            }

            vector[i] = (vector[i] - TensorPrimitives.Dot(row[(i + 1)..], vector[(i + 1)..])) / row[i];
        }

        return FactorStatus.Done;
    }

    /// <summary>Solves Rᵀ x = b.</summary>
    /// <inheritdoc cref="SolveUpper"/>
    public static FactorStatus SolveUpperTransposed(ReadOnlySpan<double> matrix, int size, Span<double> vector)
    {
        Check(matrix.Length, size, vector.Length);
        for (int i = 0; i < size; i++)
        {
            ReadOnlySpan<double> row = matrix.Slice(i * size, size);
            if (row[i] == 0)
            {
                return FactorStatus.Singular;
            }

            vector[i] /= row[i];
            TensorPrimitives.MultiplyAdd(row[(i + 1)..], -vector[i], vector[(i + 1)..], vector[(i + 1)..]);
        }

        return FactorStatus.Done;
    }

    private static void Check(int matrix, int size, int vector)
    {
        Shapes.Square(matrix, size, nameof(matrix));
        Shapes.Length(vector, size, nameof(vector));
    }
}
