using System.Numerics.Tensors;

namespace DeepMfg.AutoDiff.Optimization;

/// <summary>The damped step s(λ) in the scaled free parameters, in the order of the factors: the least squares of R over √λ D against −Qᵀr over
/// zero.</summary>
internal sealed class Damping(Linearization linear, int dimension, Workspace memory)
{
    private readonly double[] _weights = memory.Take(dimension);
    private readonly double[] _step = memory.Take(dimension);
    private readonly double[] _stacked = memory.Take((linear.Count + dimension) * dimension);
    private readonly double[] _right = memory.Take(linear.Count + dimension);
    private readonly double[] _scratch = memory.Take(2 * dimension);
    private readonly double[] _slope = memory.Take(dimension);
    private readonly int[] _pivots = new int[dimension];

    /// <summary>The step that was solved for last.</summary>
    internal ReadOnlySpan<double> Step => _step.AsSpan(0, Free);

    /// <summary>Whether the columns are independent, so that the step without damping is one only.</summary>
    internal bool IsDetermined { get; private set; }

    private int Free => linear.FreeCount;

    private int Rows => Math.Min(linear.Count, Free);

    private Span<double> Weights => _weights.AsSpan(0, Free);

    /// <summary>Takes the norm D of a new point.</summary>
    internal void Reset(ReadOnlySpan<double> norms)
    {
        for (int k = 0; k < Free; k++)
        {
            _weights[k] = norms[linear.Parameter(k)] / linear.Scales[linear.Parameter(k)];
        }

        IsDetermined = linear.Factors.Rank == Free;
    }

    /// <summary>Solves for λ; gives ‖D s‖.</summary>
    internal double Solve(double lambda)
    {
        PivotedQr factors = Factor(lambda);
        Span<double> right = _right.AsSpan(0, factors.Rows);
        TensorPrimitives.Negate(linear.Rotated.AsSpan(0, Rows), right);
        right[Rows..].Clear();
        factors.Solve(right, _step.AsSpan(0, Free));
        TensorPrimitives.Multiply(Step, Weights, _slope);
        return TensorPrimitives.Norm<double>(_slope.AsSpan(0, Free));
    }

    /// <summary>−d‖D s‖ / dλ at the step that was solved for last.</summary>
    internal double Slope(double lambda)
    {
        PivotedQr factors = Factor(lambda);
        Span<double> pulled = _slope.AsSpan(0, Free);
        TensorPrimitives.Multiply(Step, Weights, pulled);
        double length = TensorPrimitives.Norm<double>(pulled);
        TensorPrimitives.Multiply(pulled, Weights, pulled);
        TensorPrimitives.Divide(pulled, length, pulled);
        factors.SolveTransposed(pulled, _right);
        return length * TensorPrimitives.SumOfSquares<double>(_right.AsSpan(0, Free));
    }

    /// <summary>‖D⁻¹ Jᵀ r‖: what λ times the radius cannot be above.</summary>
    internal double Gradient()
    {
        Span<double> gradient = _slope.AsSpan(0, Free);
        gradient.Clear();
        PivotedQr factors = linear.Factors;
        for (int k = 0; k < Rows; k++)
        {
            TensorPrimitives.MultiplyAdd(factors.Row(k), linear.Rotated[k], gradient[k..], gradient[k..]);
        }

        TensorPrimitives.Divide(gradient, Weights, gradient);
        return TensorPrimitives.Norm<double>(gradient);
    }

    private PivotedQr Factor(double lambda)
    {
        PivotedQr factors = linear.Factors;
        Span<double> stacked = _stacked.AsSpan(0, (Rows + Free) * Free);
        stacked.Clear();
        for (int k = 0; k < Rows; k++)
        {
            factors.Row(k).CopyTo(stacked[((k * Free) + k)..]);
        }

        for (int k = 0; k < Free; k++)
        {
            stacked[((Rows + k) * Free) + k] = Math.Sqrt(lambda) * _weights[k];
        }

        return PivotedQr.Factor(stacked, _pivots.AsSpan(0, Free), _scratch.AsSpan(0, 2 * Free));
    }
}
