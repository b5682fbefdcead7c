namespace DeepMfg.AutoDiff.Optimization;

/// <summary>P A Pᵀ = L D Lᵀ of a symmetric matrix, which need not be definite: L has a unit diagonal, D blocks of one or two rows.</summary>
/// <remarks>The pivots are those of Bunch and Kaufman, "Some stable methods for calculating inertia and solving symmetric linear systems",
/// Mathematics of Computation 31 (1977).</remarks>
public static class BunchKaufman
{
    /// <summary>(1 + √17) / 8: it bounds the growth of the elements by the same factor for both sizes of pivot.</summary>
    private const double Alpha = 0.6403882032022076;

    /// <summary>Factors a matrix in place.</summary>
    /// <param name="matrix">A, row-major, both triangles; overwritten with D in the blocks of the diagonal and L below them.</param>
    /// <param name="size">The number of rows.</param>
    /// <param name="order">Overwritten: at k, the row of A that became row k, or its complement (<c>~</c>) in both rows of a block of two.</param>
    /// <returns><see cref="FactorStatus.Singular"/> or <see cref="FactorStatus.NotFinite"/>, with the matrix partly overwritten, where D has no inverse.</returns>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static FactorStatus Factor(Span<double> matrix, int size, Span<int> order)
    {
        Shapes.Square(matrix.Length, size, nameof(matrix));
        Shapes.Length(order.Length, size, nameof(order));
        for (int i = 0; i < size; i++)
        {
            order[i] = i;
        }

        var a = new SymmetricRows(matrix, size);
        for (int k = 0; k < size;)
        {
            (int pivot, bool isPair) = Choose(a, k);
            int at = isPair ? k + 1 : k;
            a.Swap(at, pivot, from: k);
            (order[at], order[pivot]) = (order[pivot], order[at]);
            FactorStatus status = isPair ? EliminatePair(a, k) : EliminateOne(a, k);
            if (status != FactorStatus.Done)
            {
                return status;
            }

            if (isPair)
            {
                (order[k], order[k + 1]) = (~order[k], ~order[k + 1]);
            }

            k += isPair ? 2 : 1;
        }

        return FactorStatus.Done;
    }

    /// <summary>Solves A x = b.</summary>
    /// <param name="factor">What <see cref="Factor"/> left in the matrix.</param>
    /// <param name="order">What it left in the order.</param>
    /// <param name="vector">b, overwritten with x.</param>
    /// <param name="scratch">As long as b; overwritten.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static void Solve(ReadOnlySpan<double> factor, ReadOnlySpan<int> order, Span<double> vector, Span<double> scratch)
    {
        int size = order.Length;
        Shapes.Square(factor.Length, size, nameof(factor));
        Shapes.Length(vector.Length, size, nameof(vector));
        Shapes.Length(scratch.Length, size, nameof(scratch));
        for (int k = 0; k < size; k++)
        {
            scratch[k] = vector[Row(order[k])];
        }

        SolveUnitLower(factor, order, scratch);
        SolveBlocks(factor, order, scratch);
        SolveUnitLowerTransposed(factor, order, scratch);
        for (int k = 0; k < size; k++)
        {
            vector[Row(order[k])] = scratch[k];
        }
    }

    private static int Row(int entry) => entry < 0 ? ~entry : entry;

    /// <remarks>The comparisons are such that what is not a number becomes a pivot, which is refused.</remarks>
    private static (int Pivot, bool IsPair) Choose(SymmetricRows a, int k)
    {
        double diagonal = Math.Abs(a[k, k]);
        (double largest, int row) = a.LargestBelow(k);
        if (!(diagonal < Alpha * largest))
        {
            return (k, false);
        }

        double other = a.LargestBeside(row, k);
        if (!(diagonal * other < Alpha * largest * largest))
        {
            return (k, false);
        }

        return Math.Abs(a[row, row]) >= Alpha * other ? (row, false) : (row, true);
    }

    private static FactorStatus EliminateOne(SymmetricRows a, int k)
    {
        double pivot = a[k, k];
        if (pivot == 0 || !double.IsFinite(pivot))
        {
            return pivot == 0 && a.LargestBelow(k).Value == 0 ? FactorStatus.Singular : FactorStatus.NotFinite;
        }

        for (int i = k + 1; i < a.Size; i++)
        {
            double multiplier = a[i, k] / pivot;
            for (int j = k + 1; j < a.Size; j++)
            {
                a[i, j] -= multiplier * a[k, j];
            }

            a[i, k] = multiplier;
        }

        return FactorStatus.Done;
    }

    private static FactorStatus EliminatePair(SymmetricRows a, int k)
    {
        (double first, double off, double second) = (a[k, k], a[k + 1, k], a[k + 1, k + 1]);
        double determinant = (first / off * (second / off)) - 1;
        if (!double.IsFinite(determinant) || determinant == 0)
        {
            return FactorStatus.NotFinite;
        }

        for (int i = k + 2; i < a.Size; i++)
        {
            (double left, double right) = (a[i, k] / off, a[i, k + 1] / off);
            double l = ((second / off * left) - right) / determinant;
            double r = ((first / off * right) - left) / determinant;
            for (int j = k + 2; j < a.Size; j++)
            {
                a[i, j] -= (l * a[k, j]) + (r * a[k + 1, j]);
            }

            (a[i, k], a[i, k + 1]) = (l, r);
        }

        return FactorStatus.Done;
    }

    private static void SolveUnitLower(ReadOnlySpan<double> factor, ReadOnlySpan<int> order, Span<double> x)
    {
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < BlockStart(order, i); j++)
            {
                x[i] -= factor[(i * x.Length) + j] * x[j];
            }
        }
    }

    private static void SolveUnitLowerTransposed(ReadOnlySpan<double> factor, ReadOnlySpan<int> order, Span<double> x)
    {
        for (int i = x.Length - 1; i >= 0; i--)
        {
            for (int j = 0; j < BlockStart(order, i); j++)
            {
                x[j] -= factor[(i * x.Length) + j] * x[i];
            }
        }
    }

    private static void SolveBlocks(ReadOnlySpan<double> factor, ReadOnlySpan<int> order, Span<double> x)
    {
        int size = x.Length;
        for (int k = 0; k < size; k++)
        {
            if (order[k] >= 0)
            {
                x[k] /= factor[(k * size) + k];
                continue;
            }

            double off = factor[((k + 1) * size) + k];
            (double first, double second) = (factor[(k * size) + k] / off, factor[((k + 1) * size) + k + 1] / off);
            (double left, double right) = (x[k] / off, x[k + 1] / off);
            double determinant = (first * second) - 1;
            (x[k], x[k + 1]) = (((second * left) - right) / determinant, ((first * right) - left) / determinant);
            k++;
        }
    }

    /// <summary>The first row of the block of D that row i is in: a pair starts after an even number of complements.</summary>
    private static int BlockStart(ReadOnlySpan<int> order, int i)
    {
        int complements = 0;
        for (int k = i - 1; k >= 0 && order[k] < 0; k--)
        {
            complements++;
        }

        return order[i] < 0 && complements % 2 == 1 ? i - 1 : i;
    }
}
