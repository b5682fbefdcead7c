using System.Numerics.Tensors;

namespace DeepMfg.AutoDiff.Optimization;

/// <summary>A P = Q R of a matrix of any shape, by Householder reflections, with the largest remaining column first.</summary>
/// <remarks>Businger and Golub, "Linear least squares solutions by Householder transformations", Numerische Mathematik 7 (1965). The magnitudes on R's diagonal
/// never grow, so that they show the rank.</remarks>
public readonly ref struct PivotedQr
{
    private readonly Span<double> _values;
    private readonly Span<int> _pivots;
    private readonly Span<double> _scales;

    private PivotedQr(Span<double> values, Span<int> pivots, Span<double> scales, FactorStatus status)
    {
        _values = values;
        _pivots = pivots;
        _scales = scales;
        Status = status;
        Rank = status == FactorStatus.Done ? CountRank() : 0;
    }

    /// <summary><see cref="FactorStatus.NotFinite"/> where the matrix is; then nothing else here has a meaning.</summary>
    public FactorStatus Status { get; }

    /// <summary>How many elements of R's diagonal are above rounding, measured by the largest.</summary>
    public int Rank { get; }

    /// <summary>The number of columns.</summary>
    public int Columns => _pivots.Length;

    /// <summary>The number of rows.</summary>
    public int Rows => Columns == 0 ? 0 : _values.Length / Columns;

    /// <summary>At k, the column of A that became column k.</summary>
    public ReadOnlySpan<int> Pivots => _pivots;

    /// <summary>Row k of R, from its diagonal on.</summary>
    /// <param name="k">The row, below both numbers of rows and columns.</param>
    /// <returns>The elements R[k, k], R[k, k + 1], ….</returns>
    public ReadOnlySpan<double> Row(int k) => _values.Slice((k * Columns) + k, Columns - k);

    /// <summary>Factors a matrix in place.</summary>
    /// <param name="matrix">A, row-major; overwritten with R and the reflections.</param>
    /// <param name="pivots">As many as there are columns; overwritten.</param>
    /// <param name="scratch">Two for each column; overwritten, and kept by the result.</param>
    /// <returns>The factors, which live in the three spans.</returns>
    /// <exception cref="ArgumentException">The matrix has no whole number of rows, or the scratch another length.</exception>
    public static PivotedQr Factor(Span<double> matrix, Span<int> pivots, Span<double> scratch)
    {
        int columns = pivots.Length;
        Shapes.Length(scratch.Length, 2 * columns, nameof(scratch));
        Shapes.Length(columns == 0 ? 0 : matrix.Length % columns, 0, nameof(matrix));
        for (int j = 0; j < columns; j++)
        {
            pivots[j] = j;
        }

        var factors = new Householder(matrix, columns, scratch[columns..]);
        Span<double> scales = scratch[..columns];
        bool isFinite = double.IsFinite(TensorPrimitives.SumOfMagnitudes<double>(matrix));
        for (int k = 0; isFinite && k < Math.Min(columns, factors.Rows); k++)
        {
            int largest = factors.LargestColumn(k);
            factors.SwapColumns(k, largest);
            (pivots[k], pivots[largest]) = (pivots[largest], pivots[k]);
            scales[k] = factors.Reflect(k);
            isFinite = double.IsFinite(scales[k]);
        }

        return new PivotedQr(matrix, pivots, scales, isFinite ? FactorStatus.Done : FactorStatus.NotFinite);
    }

    /// <summary>b ← Qᵀ b.</summary>
    /// <param name="vector">b, as long as there are rows.</param>
    /// <exception cref="ArgumentException">The length is another one.</exception>
    public void MultiplyTransposed(Span<double> vector)
    {
        Shapes.Length(vector.Length, Rows, nameof(vector));
        for (int k = 0; k < Math.Min(Rows, Columns); k++)
        {
            double along = vector[k];
            for (int i = k + 1; i < Rows; i++)
            {
                along += _values[(i * Columns) + k] * vector[i];
            }

            along *= _scales[k];
            vector[k] -= along;
            for (int i = k + 1; i < Rows; i++)
            {
                vector[i] -= along * _values[(i * Columns) + k];
            }
        }
    }

    /// <summary>The x with the smallest ‖A x − b‖; where the rank is not full, the columns that come last in <see cref="Pivots"/> get zero.</summary>
    /// <param name="vector">b, as long as there are rows; overwritten with Qᵀ b.</param>
    /// <param name="solution">Overwritten with x, as long as there are columns.</param>
    /// <returns><see cref="FactorStatus.Singular"/> where the rank is not full: there are other x as good.</returns>
    /// <exception cref="ArgumentException">A length is another one.</exception>
    public FactorStatus Solve(Span<double> vector, Span<double> solution)
    {
        Shapes.Length(solution.Length, Columns, nameof(solution));
        MultiplyTransposed(vector);
        solution.Clear();
        for (int k = Rank - 1; k >= 0; k--)
        {
            ReadOnlySpan<double> row = Row(k);
            double rest = vector[k];
            for (int j = k + 1; j < Rank; j++)
            {
                rest -= row[j - k] * solution[_pivots[j]];
            }

            solution[_pivots[k]] = rest / row[0];
        }

        return Rank == Columns ? FactorStatus.Done : FactorStatus.Singular;
    }

    private int CountRank()
    {
        int most = Math.Min(Rows, Columns), rank = 0;
        double floor = most == 0 ? 0 : Math.Abs(_values[0]) * Math.Max(Rows, Columns) * Shapes.Epsilon;
        while (rank < most && Math.Abs(Row(rank)[0]) > floor)
        {
            rank++;
        }

        return rank;
    }
}
