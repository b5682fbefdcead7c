using System.Numerics.Tensors;

namespace DeepMfg.AutoDiff.Optimization;

/// <summary>Residuals and Jacobian at a point, weighted by the loss, and the QR factors of the columns that bounds do not hold.</summary>
/// <remarks>The columns are scaled to length one before they are factored, so that the rank does not depend on the parameters' units.</remarks>
internal sealed class Linearization(int count, int dimension, Workspace memory)
{
    private readonly double[] _factored = memory.Take(count * dimension);
    private readonly double[] _scratch = memory.Take(2 * dimension);
    private readonly int[] _pivots = new int[dimension];
    private readonly int[] _free = new int[dimension];

    internal int Count => count;

    /// <summary>The residuals as they are.</summary>
    internal double[] Residuals { get; } = memory.Take(count);

    /// <summary>√ρ′ r.</summary>
    internal double[] Weighted { get; } = memory.Take(count);

    /// <summary>√ρ′ J, row-major.</summary>
    internal double[] Jacobian { get; } = memory.Take(count * dimension);

    /// <summary>The norms of its columns; one for a column of zeros.</summary>
    internal double[] Scales { get; } = memory.Take(dimension);

    /// <summary>Qᵀ √ρ′ r.</summary>
    internal double[] Rotated { get; } = memory.Take(count);

    /// <summary>The parameters that no bound holds.</summary>
    internal ReadOnlySpan<int> Free => _free.AsSpan(0, FreeCount);

    internal int FreeCount { get; private set; }

    /// <summary>Whether there has been a point at which all was finite.</summary>
    internal bool IsSet { get; private set; }

    /// <summary>‖Qᵀr‖ / ‖r‖: what part of the residuals the free parameters can still take away.</summary>
    internal double Offset { get; private set; }

    /// <summary>The factors of the scaled free columns.</summary>
    internal PivotedQr Factors { get => PivotedQr.From(Columns, Pivots, Scratch); }

    private Span<double> Columns => _factored.AsSpan(0, count * FreeCount);

    private Span<int> Pivots => _pivots.AsSpan(0, FreeCount);

    private Span<double> Scratch => _scratch.AsSpan(0, 2 * FreeCount);

    /// <summary>The parameter that column k of the factors belongs to.</summary>
    internal int Parameter(int k) => _free[_pivots[k]];

    internal void Set(ResidualProblem problem, Iterate at, ReadOnlySpan<double> residuals, ReadOnlySpan<double> jacobian)
    {
        residuals.CopyTo(Residuals);
        Array.Clear(at.Gradient);
        for (int i = 0; i < count; i++)
        {
            double weight = Math.Sqrt(problem.Loss.At(residuals[i]).Weight);
            Span<double> row = Jacobian.AsSpan(i * dimension, dimension);
            TensorPrimitives.Multiply(jacobian.Slice(i * dimension, dimension), weight, row);
            Weighted[i] = weight * residuals[i];
            TensorPrimitives.MultiplyAdd(row, Weighted[i], at.Gradient, at.Gradient);
        }

        Measure();
        Release(problem.Box, at);
        Factor();
        IsSet = true;
    }

    private void Measure()
    {
        for (int j = 0; j < dimension; j++)
        {
            double norm = 0;
            for (int i = 0; i < count; i++)
            {
                norm = double.Hypot(norm, Jacobian[(i * dimension) + j]);
            }

            Scales[j] = norm == 0 ? 1 : norm;
        }
    }

    private void Release(Box box, Iterate at)
    {
        FreeCount = 0;
        for (int j = 0; j < dimension; j++)
        {
            if (!box.IsBounded || !box.IsHeld(j, at.Point[j], at.Gradient[j]))
            {
                _free[FreeCount++] = j;
            }
        }
    }

    private void Factor()
    {
        for (int i = 0; i < count; i++)
        {
            for (int k = 0; k < FreeCount; k++)
            {
                _factored[(i * FreeCount) + k] = Jacobian[(i * dimension) + _free[k]] / Scales[_free[k]];
            }
        }

        PivotedQr factors = PivotedQr.Factor(Columns, Pivots, Scratch);
        Weighted.CopyTo(Rotated, 0);
        double length = TensorPrimitives.Norm<double>(Rotated);
        if (FreeCount > 0)
        {
            factors.MultiplyTransposed(Rotated);
        }

        Offset = length == 0 ? 0 : TensorPrimitives.Norm<double>(Rotated.AsSpan(0, Math.Min(count, factors.Rank))) / length;
    }
}
