using DeepMfg.AutoDiff.Testing;

namespace DeepMfg.AutoDiff.Optimization.Tests.LinearAlgebra;

/// <summary>Factors and solutions are made in the memory that is handed in.</summary>
public sealed class FactorAllocationTests
{
    private const int Size = 20;

    [Fact]
    public void Factors_and_solutions_allocate_nothing()
    {
        double[] definite = Drawn.Definite(Size, seed: 1), symmetric = Drawn.Symmetric(Size, seed: 2), right = Drawn.Values(Size, seed: 3);
        double[] matrix = new double[Size * Size], vector = new double[Size], vectors = new double[Size * Size], scratch = new double[2 * Size];
        double[] solution = new double[Size];
        int[] order = new int[Size];
        Run();
        Assert.Equal(0, Allocations.Of(Run));

        void Run()
        {
            Take(definite);
            Assert.True(Cholesky.Factor(matrix, Size) == FactorStatus.Done);
            Cholesky.Solve(matrix, Size, vector);
            Take(symmetric);
            Assert.True(BunchKaufman.Factor(matrix, Size, order) == FactorStatus.Done);
            BunchKaufman.Solve(matrix, order, vector, scratch.AsSpan(0, Size));
            Take(definite);
            Assert.True(Triangular.SolveLower(matrix, Size, vector) == FactorStatus.Done);
            Assert.True(Triangular.SolveUpperTransposed(matrix, Size, vector) == FactorStatus.Done);
            Take(symmetric);
            PivotedQr factors = PivotedQr.Factor(matrix, order, scratch);
            Assert.True(factors.Solve(vector, solution) == FactorStatus.Done);
            Take(symmetric);
            Assert.True(SymmetricEigen.Factor(matrix, vector, vectors) == FactorStatus.Done);
        }

        void Take(double[] source)
        {
            source.CopyTo(matrix, 0);
            right.CopyTo(vector, 0);
        }
    }
}
