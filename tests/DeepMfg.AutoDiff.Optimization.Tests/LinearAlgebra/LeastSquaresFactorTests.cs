using MathNet.Numerics.LinearAlgebra;

namespace DeepMfg.AutoDiff.Optimization.Tests.LinearAlgebra;

/// <summary>Triangles and QR, beside MathNet's.</summary>
public sealed class LeastSquaresFactorTests
{
    public static TheoryData<int, int> Shapes => new() { { 1, 1 }, { 3, 1 }, { 4, 4 }, { 9, 4 }, { 30, 8 }, { 3, 5 } };

    [Fact]
    public void Triangles_are_solved_as_MathNet_solves_them()
    {
        const int Size = 7;
        double[] matrix = Drawn.Definite(Size, seed: 3), right = Drawn.Values(Size, seed: 4);
        Matrix<double> lower = Drawn.MathNet(matrix, Size).LowerTriangle(), upper = Drawn.MathNet(matrix, Size).UpperTriangle();
        AssertSolves(lower, Triangular.SolveLower);
        AssertSolves(lower.Transpose(), Triangular.SolveLowerTransposed);
        AssertSolves(upper, Triangular.SolveUpper);
        AssertSolves(upper.Transpose(), Triangular.SolveUpperTransposed);

        void AssertSolves(Matrix<double> triangle, Solve solve)
        {
            double[] expected = triangle.Solve(Vector<double>.Build.Dense([.. right])).ToArray(), actual = [.. right];
            Assert.Equal(FactorStatus.Done, solve(matrix, Size, actual));
            Drawn.AssertClose(expected, actual, 1e-12 * expected.Max(Math.Abs));
        }
    }

    [Fact]
    public void A_triangle_with_a_zero_on_its_diagonal_has_a_status()
    {
        foreach (Solve solve in new Solve[] { Triangular.SolveLower, Triangular.SolveLowerTransposed, Triangular.SolveUpper, Triangular.SolveUpperTransposed })
        {
            Assert.Equal(FactorStatus.Singular, solve([1, 2, 2, 0], 2, new double[2]));
            Assert.Throws<ArgumentException>(() => solve([1, 2, 2, 0], 2, new double[3]));
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void R_and_the_residual_are_those_of_MathNet(int rows, int columns)
    {
        double[] matrix = Drawn.Values(rows * columns, seed: rows), right = Drawn.Values(rows, seed: 2), solution = new double[columns];
        double[] values = [.. matrix], transformed = [.. right];
        PivotedQr qr = PivotedQr.Factor(values, new int[columns], new double[2 * columns]);
        Assert.Equal(FactorStatus.Done, qr.Status);
        Assert.Equal(Math.Min(rows, columns), qr.Rank);

        Matrix<double> permuted = Matrix<double>.Build.DenseOfColumnVectors(qr.Pivots.ToArray().Select(Drawn.MathNet(matrix, columns).Column));
        Matrix<double> gram = permuted.TransposeThisAndMultiply(permuted), r = Matrix<double>.Build.Dense(Math.Min(rows, columns), columns);
        for (int k = 0; k < r.RowCount; k++)
        {
            r.SetSubMatrix(k, k, Matrix<double>.Build.DenseOfRowArrays(qr.Row(k).ToArray()));
            Assert.True(k == 0 || Math.Abs(r[k, k]) <= Math.Abs(r[k - 1, k - 1]) * (1 + 1e-14));
        }

        Drawn.AssertClose(Drawn.Rows(gram), Drawn.Rows(r.TransposeThisAndMultiply(r)), 1e-13 * rows);
        FactorStatus status = qr.Solve(transformed, solution);
        Assert.Equal(rows >= columns ? FactorStatus.Done : FactorStatus.Singular, status);
        if (rows >= columns)
        {
            Drawn.AssertClose(Drawn.MathNet(matrix, columns).Solve(Vector<double>.Build.Dense(right)).ToArray(), solution, 1e-12);
        }
        else
        {
            Drawn.AssertClose(right, (Drawn.MathNet(matrix, columns) * Vector<double>.Build.Dense(solution)).ToArray(), 1e-13);
        }
    }

    [Fact]
    public void The_rank_is_seen_and_what_is_not_finite_has_a_status()
    {
        double[] dependent = [1, 2, 3, 2, 4, 6.5, 3, 6, 9, 4, 8, 12], solution = new double[3], right = [1, 2, 3, 4];
        PivotedQr qr = PivotedQr.Factor([.. dependent], new int[3], new double[6]);
        Assert.Equal(2, qr.Rank);
        Assert.Equal(FactorStatus.Singular, qr.Solve(right, solution));
        Drawn.AssertClose([1, 2, 3, 4], (Drawn.MathNet(dependent, 3) * Vector<double>.Build.Dense(solution)).ToArray(), 1e-14);
        Assert.Equal(0, PivotedQr.Factor(new double[4], new int[2], new double[4]).Rank);
        Assert.Equal(FactorStatus.NotFinite, PivotedQr.Factor([1, double.NaN, 0, 1], new int[2], new double[4]).Status);
        Assert.Equal(FactorStatus.NotFinite, PivotedQr.Factor([1, double.NegativeInfinity, 0, 1], new int[2], new double[4]).Status);
        Assert.Throws<ArgumentException>(() => PivotedQr.Factor(new double[5], new int[2], new double[4]).Rank);
    }

    private delegate FactorStatus Solve(ReadOnlySpan<double> matrix, int size, Span<double> vector);
}
