using MathNet.Numerics.LinearAlgebra;

namespace DeepMfg.AutoDiff.Optimization.Tests.LinearAlgebra;

/// <summary>Matrices and vectors drawn from a seed, for us as rows in an array, for MathNet as its own.</summary>
internal static class Drawn
{
    internal static double[] Values(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextDouble()) - 1)];
    }

    internal static double[] Symmetric(int size, int seed) => Rows(Square(size, seed) + Square(size, seed).Transpose());

    internal static double[] Definite(int size, int seed) => Rows(
        (Square(size, seed) * Square(size, seed).Transpose()) + (0.1 * Matrix<double>.Build.DenseIdentity(size)));

    internal static Matrix<double> MathNet(double[] rows, int columns) =>
        Matrix<double>.Build.DenseOfRowMajor(rows.Length / columns, columns, rows);

    internal static double[] Rows(Matrix<double> matrix) => matrix.ToRowMajorArray();

    internal static void AssertClose(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance, $"[{i}] is {actual[i]:R}, not {expected[i]:R}");
        }
    }

    private static Matrix<double> Square(int size, int seed) => MathNet(Values(size * size, seed), size);
}
