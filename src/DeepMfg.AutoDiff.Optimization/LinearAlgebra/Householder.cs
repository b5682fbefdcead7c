using System.Numerics.Tensors;

namespace DeepMfg.AutoDiff.Optimization;

/// <summary>A row-major matrix that is being reduced to a triangle, one reflection I − scale v vᵀ a column; v's first element is one and not kept.</summary>
internal readonly ref struct Householder(Span<double> values, int columns, Span<double> along)
{
    private readonly Span<double> _values = values;
    private readonly Span<double> _along = along;

    internal int Rows { get; } = columns == 0 ? 0 : values.Length / columns;

    private ref double this[int row, int column] => ref _values[(row * columns) + column];

    /// <summary>The column with the largest norm from row k on, among the columns from k on; the first of equals.</summary>
    /// <remarks>The norms are taken anew at each step: to update them saves a third of the work and loses digits where columns are nearly dependent.</remarks>
    internal int LargestColumn(int k)
    {
        Span<double> norms = _along[k..];
        norms.Clear();
        for (int i = k; i < Rows; i++)
        {
            ReadOnlySpan<double> row = _values.Slice((i * columns) + k, columns - k);
            TensorPrimitives.MultiplyAdd(row, row, norms, norms);
        }

        return k + TensorPrimitives.IndexOfMax<double>(norms);
    }

    internal void SwapColumns(int p, int q)
    {
        for (int i = 0; p != q && i < Rows; i++)
        {
            (this[i, p], this[i, q]) = (this[i, q], this[i, p]);
        }
    }

    /// <summary>Makes column k zero below the diagonal, keeps v there, and reflects the columns after it.</summary>
    /// <returns>The scale.</returns>
    internal double Reflect(int k)
    {
        double below = Norm(k + 1, k), diagonal = this[k, k];
        if (below == 0)
        {
            return 0;
        }

        double reflected = -Math.CopySign(double.Hypot(diagonal, below), diagonal);
        double first = diagonal - reflected;
        for (int i = k + 1; i < Rows; i++)
        {
            this[i, k] /= first;
        }

        this[k, k] = reflected;
        double scale = -first / reflected;
        ReflectAfter(k, scale);
        return scale;
    }

    private void ReflectAfter(int k, double scale)
    {
        Span<double> along = _along[(k + 1)..];
        After(k, k).CopyTo(along);
        for (int i = k + 1; i < Rows; i++)
        {
            TensorPrimitives.MultiplyAdd(After(i, k), this[i, k], along, along);
        }

        TensorPrimitives.Subtract(After(k, k), Scaled(along, scale), After(k, k));
        for (int i = k + 1; i < Rows; i++)
        {
            TensorPrimitives.MultiplyAdd(along, -this[i, k], After(i, k), After(i, k));
        }
    }

    private Span<double> After(int row, int column) => _values.Slice((row * columns) + column + 1, columns - column - 1);

    private static Span<double> Scaled(Span<double> vector, double factor)
    {
        TensorPrimitives.Multiply(vector, factor, vector);
        return vector;
    }

    /// <summary>The norm of a column from a row on, by its largest element, so that squares neither overflow nor vanish.</summary>
    private double Norm(int from, int column)
    {
        double largest = 0;
        for (int i = from; i < Rows; i++)
        {
            largest = Math.Max(largest, Math.Abs(this[i, column]));
        }

        if (largest == 0 || !double.IsFinite(largest))
        {
            return largest;
        }

        double sum = 0;
        for (int i = from; i < Rows; i++)
        {
            double part = this[i, column] / largest;
            sum += part * part;
        }

        return largest * Math.Sqrt(sum);
    }
}
