namespace DeepMfg.AutoDiff.Optimization;

/// <summary>A = V diag(λ) Vᵀ of a symmetric matrix, by Jacobi's rotations: for small matrices, and accurate for small eigenvalues too.</summary>
/// <remarks>Jacobi, "Über ein leichtes Verfahren, die in der Theorie der Säcularstörungen vorkommenden Gleichungen numerisch aufzulösen" (1846); the rotation
/// as in Golub and Van Loan, Matrix Computations, 8.5.</remarks>
public static class SymmetricEigen
{
    private const int MostSweeps = 60;

    /// <summary>The eigenvalues in ascending order, and their eigenvectors.</summary>
    /// <param name="matrix">A, row-major, both triangles; destroyed.</param>
    /// <param name="values">Overwritten with the eigenvalues; its length is the number of rows.</param>
    /// <param name="vectors">Overwritten, row-major: row k is the eigenvector of eigenvalue k, of length one.</param>
    /// <returns><see cref="FactorStatus.NotFinite"/> or <see cref="FactorStatus.NoConvergence"/> where they were not found.</returns>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static FactorStatus Factor(Span<double> matrix, Span<double> values, Span<double> vectors)
    {
        int size = values.Length;
        Shapes.Square(matrix.Length, size, nameof(matrix));
        Shapes.Square(vectors.Length, size, nameof(vectors));
        vectors.Clear();
        for (int i = 0; i < size; i++)
        {
            vectors[(i * size) + i] = 1;
        }

        var a = new SymmetricRows(matrix, size);
        for (int sweep = 0; sweep < MostSweeps; sweep++)
        {
            double off = OffDiagonal(a);
            if (!double.IsFinite(off))
            {
                return FactorStatus.NotFinite;
            }

            if (off == 0)
            {
                Sort(a, values, vectors);
                return FactorStatus.Done;
            }

            Sweep(a, new SymmetricRows(vectors, size));
        }

        return FactorStatus.NoConvergence;
    }

    private static double OffDiagonal(SymmetricRows a)
    {
        double sum = 0;
        for (int i = 0; i < a.Size; i++)
        {
            sum += double.IsFinite(a[i, i]) ? 0 : double.NaN;
            for (int j = 0; j < i; j++)
            {
                sum += Math.Abs(a[i, j]);
            }
        }

        return sum;
    }

    private static void Sweep(SymmetricRows a, SymmetricRows vectors)
    {
        for (int p = 0; p < a.Size; p++)
        {
            for (int q = p + 1; q < a.Size; q++)
            {
                if (Math.Abs(a[p, q]) <= Shapes.Epsilon * 0.5 * Math.Sqrt(Math.Abs(a[p, p])) * Math.Sqrt(Math.Abs(a[q, q])))
                {
                    (a[p, q], a[q, p]) = (0, 0);
                }
                else
                {
                    Rotate(a, vectors, p, q);
                }
            }
        }
    }

    /// <summary>Turns rows and columns p and q so that their common element becomes zero, by the smaller of the two angles.</summary>
    private static void Rotate(SymmetricRows a, SymmetricRows vectors, int p, int q)
    {
        double ratio = (a[q, q] - a[p, p]) / (2 * a[p, q]);
        double tangent = Math.CopySign(1, ratio) / (Math.Abs(ratio) + double.Hypot(1, ratio));
        double cosine = 1 / double.Hypot(1, tangent), sine = tangent * cosine;
        double shift = tangent * a[p, q];
        a[p, p] -= shift;
        a[q, q] += shift;
        (a[p, q], a[q, p]) = (0, 0);
        for (int i = 0; i < a.Size; i++)
        {
            if (i != p && i != q)
            {
                (double left, double right) = (a[i, p], a[i, q]);
                a[p, i] = a[i, p] = (cosine * left) - (sine * right);
                a[q, i] = a[i, q] = (sine * left) + (cosine * right);
            }

            (vectors[p, i], vectors[q, i]) =
                ((cosine * vectors[p, i]) - (sine * vectors[q, i]), (sine * vectors[p, i]) + (cosine * vectors[q, i]));
        }
    }

    private static void Sort(SymmetricRows a, Span<double> values, Span<double> vectors)
    {
        int size = values.Length;
        for (int k = 0; k < size; k++)
        {
            values[k] = a[k, k];
        }

        for (int k = 0; k < size; k++)
        {
            int least = k;
            for (int i = k + 1; i < size; i++)
            {
                least = values[i] < values[least] ? i : least;
            }

            (values[k], values[least]) = (values[least], values[k]);
            for (int j = 0; least != k && j < size; j++)
            {
                (vectors[(k * size) + j], vectors[(least * size) + j]) = (vectors[(least * size) + j], vectors[(k * size) + j]);
            }
        }
    }
}
