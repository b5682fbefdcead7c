using MathNet.Numerics.LinearAlgebra;

namespace DeepMfg.AutoDiff.Optimization.Tests.LinearAlgebra;

/// <summary>Factors of symmetric matrices, beside MathNet's.</summary>
public sealed class SymmetricTests
{
    public static TheoryData<int> Sizes => [1, 2, 3, 5, 8, 13, 20];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_Cholesky_factor_is_that_of_MathNet(int size)
    {
        double[] matrix = Drawn.Definite(size, seed: size), factor = [.. matrix], solution = Drawn.Values(size, seed: 1);
        Matrix<double> expected = Drawn.MathNet(matrix, size).Cholesky().Factor;
        Assert.Equal(FactorStatus.Done, Cholesky.Factor(factor, size));
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                Assert.Equal(expected[i, j], factor[(i * size) + j], 1e-12);
            }
        }

        double[] solved = Drawn.MathNet(matrix, size).Solve(Vector<double>.Build.Dense([.. solution])).ToArray();
        Cholesky.Solve(factor, size, solution);
        Drawn.AssertClose(solved, solution, 1e-10);
    }

    [Fact]
    public void A_matrix_without_a_Cholesky_factor_has_a_status()
    {
        Assert.Equal(FactorStatus.NotPositiveDefinite, Cholesky.Factor([1, 0, 2, 1], 2));
        Assert.Equal(FactorStatus.NotPositiveDefinite, Cholesky.Factor([0], 1));
        Assert.Equal(FactorStatus.NotFinite, Cholesky.Factor([1, 0, double.NaN, 1], 2));
        Assert.Equal(FactorStatus.NotFinite, Cholesky.Factor([1, 0, double.PositiveInfinity, 1], 2));
        Assert.Throws<ArgumentException>(() => Cholesky.Factor([1, 0, 1], 2));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void An_indefinite_matrix_is_solved_as_MathNet_solves_it(int size)
    {
        for (int seed = 0; seed < 50; seed++)
        {
            double[] matrix = Drawn.Symmetric(size, seed), factor = [.. matrix], solution = Drawn.Values(size, seed);
            if (seed % 2 == 1)
            {
                for (int i = 0; i < size - 1; i++)
                {
                    matrix[(i * size) + i] = factor[(i * size) + i] = 0;
                }
            }

            double[] expected = Drawn.MathNet(matrix, size).Solve(Vector<double>.Build.Dense([.. solution])).ToArray();
            var order = new int[size];
            Assert.Equal(FactorStatus.Done, BunchKaufman.Factor(factor, size, order));
            BunchKaufman.Solve(factor, order, solution, new double[size]);
            double condition = Drawn.MathNet(matrix, size).ConditionNumber();
            Drawn.AssertClose(expected, solution, 1e-14 * condition * expected.Max(Math.Abs) * size);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_factors_of_an_indefinite_matrix_multiply_to_it(int size)
    {
        double[] matrix = Drawn.Symmetric(size, seed: 7), factor = [.. matrix];
        var order = new int[size];
        Assert.Equal(FactorStatus.Done, BunchKaufman.Factor(factor, size, order));
        Matrix<double> lower = Matrix<double>.Build.DenseIdentity(size), blocks = Matrix<double>.Build.Dense(size, size);
        for (int i = 0; i < size; i++)
        {
            blocks[i, i] = factor[(i * size) + i];
            for (int j = 0; j < i; j++)
            {
                lower[i, j] = factor[(i * size) + j];
            }
        }

        for (int k = 0; k < size; k++)
        {
            if (order[k] < 0)
            {
                blocks[k, k + 1] = blocks[k + 1, k] = lower[k + 1, k];
                lower[k + 1, k] = 0;
                k++;
            }
        }

        Matrix<double> product = lower * blocks * lower.Transpose();
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                (int row, int column) = (order[i] < 0 ? ~order[i] : order[i], order[j] < 0 ? ~order[j] : order[j]);
                Assert.Equal(matrix[(row * size) + column], product[i, j], 1e-13 * size);
            }
        }
    }

    [Fact]
    public void A_symmetric_matrix_without_an_inverse_has_a_status()
    {
        Assert.Equal(FactorStatus.Singular, BunchKaufman.Factor([0], 1, new int[1]));
        Assert.Equal(FactorStatus.Singular, BunchKaufman.Factor([1, 1, 1, 1], 2, new int[2]));
        Assert.Equal(FactorStatus.Singular, BunchKaufman.Factor([0, 0, 0, 0], 2, new int[2]));
        Assert.Equal(FactorStatus.NotFinite, BunchKaufman.Factor([1, double.NaN, double.NaN, 1], 2, new int[2]));
        Assert.Equal(FactorStatus.NotFinite, BunchKaufman.Factor([double.NaN], 1, new int[1]));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Eigenvalues_are_those_of_MathNet(int size)
    {
        double[] matrix = Drawn.Symmetric(size, seed: size), values = new double[size], vectors = new double[size * size];
        double[] expected = [.. Drawn.MathNet(matrix, size).Evd(Symmetricity.Symmetric).EigenValues.Select(value => value.Real).Order()];
        Assert.Equal(FactorStatus.Done, SymmetricEigen.Factor([.. matrix], values, vectors));
        Drawn.AssertClose(expected, values, 1e-13 * size);

        Matrix<double> v = Drawn.MathNet(vectors, size);
        Drawn.AssertClose(matrix, Drawn.Rows(v.Transpose() * Matrix<double>.Build.DenseOfDiagonalArray(values) * v), 1e-13 * size);
        Drawn.AssertClose(Drawn.Rows(Matrix<double>.Build.DenseIdentity(size)), Drawn.Rows(v * v.Transpose()), 1e-14 * size);
    }

    [Fact]
    public void Small_eigenvalues_beside_large_ones_are_accurate()
    {
        double[] values = new double[2];
        Assert.Equal(FactorStatus.Done, SymmetricEigen.Factor([1e20, 1e9, 1e9, 1], values, new double[4]));
        Assert.Equal(0.99, values[0], 1e-14);
        Assert.Equal(FactorStatus.NotFinite, SymmetricEigen.Factor([1, double.NaN, double.NaN, 1], values, new double[4]));
        Assert.Equal(FactorStatus.NotFinite, SymmetricEigen.Factor([double.NaN], new double[1], new double[1]));
    }
}
