namespace DeepMfg.AutoDiff.Optimization;

/// <summary>A symmetric matrix that is being factored: both triangles are kept in what is not factored yet.</summary>
internal readonly ref struct SymmetricRows(Span<double> values, int size)
{
    private readonly Span<double> _values = values;

    internal int Size { get; } = size;

    internal ref double this[int row, int column] => ref _values[(row * Size) + column];

    /// <summary>The largest magnitude below the diagonal of a column, and its row.</summary>
    internal (double Value, int Row) LargestBelow(int column)
    {
        (double largest, int at) = (0, column);
        for (int i = column + 1; i < Size; i++)
        {
            double magnitude = Math.Abs(this[i, column]);
            if (magnitude > largest || double.IsNaN(magnitude))
            {
                (largest, at) = (magnitude, i);
            }
        }

        return (largest, at);
    }

    /// <summary>The largest magnitude in a row beside its diagonal, from a column on.</summary>
    internal double LargestBeside(int row, int from)
    {
        double largest = 0;
        for (int j = from; j < Size; j++)
        {
            largest = j == row ? largest : Math.Max(largest, Math.Abs(this[row, j]));
        }

        return largest;
    }

    /// <summary>Swaps two rows, what is factored included, and two columns of what is not.</summary>
    internal void Swap(int p, int q, int from)
    {
        if (p == q)
        {
            return;
        }

        for (int j = 0; j < Size; j++)
        {
            (this[p, j], this[q, j]) = (this[q, j], this[p, j]);
        }

        for (int i = from; i < Size; i++)
        {
            (this[i, p], this[i, q]) = (this[i, q], this[i, p]);
        }
    }
}
