namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>The determinant and the inverse of a matrix of four rows, by Laplace's expansion in minors of two rows.</summary>
internal sealed class Cofactors
{
    private readonly Terms matrix;

    /// <summary>The minors of the upper and of the lower two rows, by their columns.</summary>
    private readonly Dictionary<(int, int), Term> upper = [], lower = [];

    public Cofactors(Terms matrix)
    {
        this.matrix = matrix;
        foreach ((int i, int j) in new[] { (0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3) })
        {
            upper[(i, j)] = At(0, i) * At(1, j) - At(1, i) * At(0, j);
            lower[(i, j)] = At(2, i) * At(3, j) - At(3, i) * At(2, j);
        }
        Determinant = upper[(0, 1)] * lower[(2, 3)] - upper[(0, 2)] * lower[(1, 3)] + upper[(0, 3)] * lower[(1, 2)]
            + upper[(1, 2)] * lower[(0, 3)] - upper[(1, 3)] * lower[(0, 2)] + upper[(2, 3)] * lower[(0, 1)];
    }

    public Term Determinant { get; }

    /// <summary>Whether there is an inverse, and its entries: the cofactors, transposed, by the determinant.</summary>
    public Terms Inverse() => Terms.Join(
        Op.Of("NotEqual", Determinant, 0), Terms.Of(16, i => Cofactor(i % 4, i / 4) / Determinant));

    /// <summary>What is left of the matrix without a row and a column, expanded in the other row of the same half.</summary>
    private Term Cofactor(int row, int column)
    {
        int other = row ^ 1;
        Dictionary<(int, int), Term> minors = row < 2 ? lower : upper;
        int[] columns = [.. Enumerable.Range(0, 4).Where(c => c != column)];
        Term expansion = At(other, columns[0]) * minors[(columns[1], columns[2])] - At(other, columns[1]) * minors[(columns[0], columns[2])]
            + At(other, columns[2]) * minors[(columns[0], columns[1])];
        return (row + column) % 2 == 0 ? expansion : -expansion;
    }

    private Term At(int row, int column) => matrix[4 * row + column];
}
