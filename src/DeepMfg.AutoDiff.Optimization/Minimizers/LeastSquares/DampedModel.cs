using System.Numerics.Tensors;

namespace DeepMfg.AutoDiff.Optimization;

/// <summary>m(s) = ½ ‖J s + r‖², minimised over ‖D s‖ ≤ Δ: s solves (JᵀJ + λ D²) s = −Jᵀr, with the λ at which the length is Δ.</summary>
/// <remarks>Moré, "The Levenberg–Marquardt algorithm: implementation and theory", Lecture Notes in Mathematics 630 (1978): D holds the largest norms
/// that the columns of J have had; λ is found by Newton's method on 1 / ‖D s‖, within bounds that each step tightens.</remarks>
internal sealed class DampedModel(ResidualProblem problem) : ITrustModel
{
    private const int MostTrials = 20;
    private const double Near = 0.1;

    private readonly Linearization _linear = problem.Linear;
    private readonly double[] _norms = problem.Memory.Take(problem.Dimension);
    private readonly double[] _free = problem.Memory.Take(problem.Dimension);
    private readonly double[] _image = problem.Memory.Take(problem.Linear.Count);
    private readonly Damping _damping = new(problem.Linear, problem.Dimension, problem.Memory);

    public double Promised { get; private set; }

    public double Length { get; private set; }

    public bool IsWhole { get; private set; }

    public double PointLength(Iterate current) => Norm(current.Point);

    public double FirstRadius(Iterate current)
    {
        double length = Norm(current.Point);
        return length > 0 ? length : 1;
    }

    /// <summary>Residuals are differences: a unit in the last place of a parameter moves them by as much of J x, however small they are themselves.</summary>
    public double Noise(Iterate current) =>
        Shapes.Epsilon * ((10 * current.Value) + (TensorPrimitives.Norm<double>(_linear.Weighted) * Norm(current.Point)));

    public void Prepare(Iterate current)
    {
        TensorPrimitives.Max(_norms, _linear.Scales, _norms);
        _damping.Reset(_norms);
    }

    public bool Step(Problem problem, Iterate current, double radius, Span<double> step)
    {
        IsWhole = Damp(radius) == 0;
        step.Clear();
        for (int k = 0; k < _linear.FreeCount; k++)
        {
            int j = _linear.Parameter(k);
            double moved = problem.Box.Clamp(j, current.Point[j] + (_damping.Step[k] / _linear.Scales[j]));
            step[j] = problem.Box.IsBounded ? moved - current.Point[j] : _damping.Step[k] / _linear.Scales[j];
        }

        int n = step.Length;
        for (int i = 0; i < _image.Length; i++)
        {
            _image[i] = TensorPrimitives.Dot(_linear.Jacobian.AsSpan(i * n, n), step);
        }

        Length = Norm(step);
        Promised = -TensorPrimitives.Dot(current.Gradient, step) - (0.5 * TensorPrimitives.SumOfSquares<double>(_image));
        return true;
    }

    /// <summary>Solves for the λ whose step is as long as the radius, within a tenth; zero where the step without damping is not longer.</summary>
    private double Damp(double radius)
    {
        double excess = _damping.Solve(0) - radius;
        if (_damping.IsDetermined && excess <= Near * radius)
        {
            return 0;
        }

        double low = _damping.IsDetermined ? excess / _damping.Slope(0) : 0, high = _damping.Gradient() / radius;
        double lambda = Math.Max(low, 1e-3 * high);
        for (int i = 0; i < MostTrials; i++)
        {
            lambda = lambda > low && lambda < high ? lambda : Math.Max(1e-3 * high, Math.Sqrt(low * high));
            excess = _damping.Solve(lambda) - radius;
            if (Math.Abs(excess) <= Near * radius || lambda == 0)
            {
                return lambda;
            }

            double correction = excess / _damping.Slope(lambda);
            (low, high) = excess > 0 ? (Math.Max(low, lambda + correction), high) : (Math.Max(low, lambda + correction), lambda);
            lambda += correction * (excess + radius) / radius;
        }

        return lambda;
    }

    private double Norm(ReadOnlySpan<double> vector)
    {
        TensorPrimitives.Multiply(vector, _norms, _free);
        return TensorPrimitives.Norm<double>(_free);
    }
}
