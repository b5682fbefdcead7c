using System.Numerics.Tensors;

namespace DeepMfg.AutoDiff.Optimization;

/// <summary>d ← −g + β d with y = g₊ − g, β = max((y − 2 d ‖y‖² / dᵀy)ᵀ g₊ / dᵀy, −1 / (‖d‖ min(η, ‖g‖))).</summary>
/// <remarks>Hager and Zhang, "A new conjugate gradient method with guaranteed descent and an efficient line search", SIAM Journal on Optimization 16 (2005):
/// every direction falls, whatever the search.</remarks>
internal sealed class HagerZhangDescent(int dimension, Workspace memory) : IDescent
{
    private const double Eta = 0.01;

    private readonly double[] _last = memory.Take(dimension);
    private readonly double[] _change = memory.Take(dimension);
    private readonly StepGuess _guess = new();
    private double _lastNorm;
    private bool _hasLast;

    public double FirstStep => _guess.Step;

    public double LongestStep => double.PositiveInfinity;

    public bool Point(Iterate current, Span<double> direction)
    {
        double curvature = _hasLast ? TensorPrimitives.Dot<double>(_last, _change) : 0;
        double beta = curvature > 0 ? Beta(current, curvature) : 0;
        TensorPrimitives.Multiply(_last, beta, direction);
        TensorPrimitives.Subtract(direction, current.Gradient, direction);
        direction.CopyTo(_last);
        _guess.Direct(current, direction);
        return true;
    }

    public void Learn(Iterate from, Iterate to)
    {
        TensorPrimitives.Subtract(to.Gradient, from.Gradient, _change);
        _lastNorm = TensorPrimitives.Norm<double>(from.Gradient);
        _hasLast = true;
        _guess.Learn(from, to);
    }

    public bool Forget()
    {
        bool knew = _hasLast;
        _hasLast = false;
        Array.Clear(_last);
        return _guess.Forget() || knew;
    }

    private double Beta(Iterate current, double curvature)
    {
        double along = TensorPrimitives.Dot<double>(_last, current.Gradient), across = TensorPrimitives.Dot<double>(_change, current.Gradient);
        double beta = (across - (2 * along * TensorPrimitives.SumOfSquares<double>(_change) / curvature)) / curvature;
        return Math.Max(beta, -1 / (TensorPrimitives.Norm<double>(_last) * Math.Min(Eta, _lastNorm)));
    }
}
