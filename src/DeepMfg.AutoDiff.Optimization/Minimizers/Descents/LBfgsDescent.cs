using System.Numerics.Tensors;

namespace DeepMfg.AutoDiff.Optimization;

/// <summary>d = −H g, where H is the inverse Hessian that the last steps suggest.</summary>
/// <remarks>The two loops of Nocedal, "Updating quasi-Newton matrices with limited storage", Mathematics of Computation 35 (1980).</remarks>
internal sealed class LBfgsDescent(int capacity, int dimension, Workspace memory) : IDescent
{
    private readonly StepPairs _pairs = new(capacity, dimension, memory);
    private readonly double[] _weights = memory.Take(capacity);
    private double _firstStep;

    public double FirstStep => _firstStep;

    public double LongestStep => double.PositiveInfinity;

    public bool Point(Iterate current, Span<double> direction)
    {
        TensorPrimitives.Negate(current.Gradient, direction);
        if (_pairs.Count == 0)
        {
            _firstStep = Math.Min(1, 1 / TensorPrimitives.Norm<double>(direction));
            return true;
        }

        _firstStep = 1;
        for (int k = _pairs.Count - 1; k >= 0; k--)
        {
            _weights[k] = TensorPrimitives.Dot<double>(_pairs.Step(k), direction) / Curvature(k);
            TensorPrimitives.MultiplyAdd(_pairs.Change(k), -_weights[k], direction, direction);
        }

        TensorPrimitives.Divide(direction, _pairs.Scale, direction);
        for (int k = 0; k < _pairs.Count; k++)
        {
            double back = TensorPrimitives.Dot<double>(_pairs.Change(k), direction) / Curvature(k);
            TensorPrimitives.MultiplyAdd(_pairs.Step(k), _weights[k] - back, direction, direction);
        }

        return TensorPrimitives.Dot(current.Gradient, direction) < 0;
    }

    public void Learn(Iterate from, Iterate to) => _pairs.Add(from, to);

    public bool Forget()
    {
        bool knew = _pairs.Count > 0;
        _pairs.Clear();
        return knew;
    }

    private double Curvature(int k) => TensorPrimitives.Dot<double>(_pairs.Step(k), _pairs.Change(k));
}
