using System.Numerics.Tensors;

namespace DeepMfg.AutoDiff.Optimization;

/// <summary>m(s) = gᵀs + ½ sᵀH s, minimised within a ball by conjugate gradients that stop at the ball or where the curvature is negative.</summary>
/// <remarks>Steihaug, "The conjugate gradient method and trust regions in large scale optimization", SIAM Journal on Numerical Analysis 20 (1983).
/// What is left of the gradient is min(0.1, ‖g‖) of it, which makes the convergence quadratic.</remarks>
internal sealed class NewtonModel(ICurvature curvature, int dimension, Workspace memory) : ITrustModel
{
    private const double MostRest = 0.1;

    private readonly double[] _residual = memory.Take(dimension);
    private readonly double[] _along = memory.Take(dimension);
    private readonly double[] _product = memory.Take(dimension);
    private readonly double[] _curved = memory.Take(dimension);

    public double Promised { get; private set; }

    public double Length { get; private set; }

    public bool IsWhole { get; private set; }

    public double FirstRadius(Iterate current) => Math.Max(1, TensorPrimitives.Norm<double>(current.Point));

    public double PointLength(Iterate current) => TensorPrimitives.Norm<double>(current.Point);

    public double Noise(Iterate current) => 10 * Shapes.Epsilon * Math.Abs(current.Value);

    public void Prepare(Iterate current)
    {
    }

    public bool Step(Problem problem, Iterate current, double radius, Span<double> step)
    {
        step.Clear();
        Array.Clear(_curved);
        TensorPrimitives.Negate(current.Gradient, _residual);
        _residual.CopyTo(_along, 0);
        double square = TensorPrimitives.SumOfSquares<double>(_residual);
        double enough = square * Math.Min(MostRest * MostRest, square);
        bool isFinite = double.IsFinite(square);
        IsWhole = true;
        for (int i = 0; isFinite && i < (2 * dimension) + 10 && square > enough; i++)
        {
            isFinite = curvature.Multiply(current, _along, _product);
            double bend = TensorPrimitives.Dot<double>(_along, _product), to = Reach(step, radius), alpha = square / bend;
            bool isInside = isFinite && bend > 0 && alpha < to;
            if (!isFinite)
            {
                break;
            }

            Move(step, isInside ? alpha : to);
            if (!isInside)
            {
                IsWhole = false;
                break;
            }

            TensorPrimitives.MultiplyAdd(_product, -alpha, _residual, _residual);
            double next = TensorPrimitives.SumOfSquares<double>(_residual);
            TensorPrimitives.MultiplyAdd(_along, next / square, _residual, _along);
            square = next;
        }

        Length = TensorPrimitives.Norm<double>(step);
        Promised = -TensorPrimitives.Dot<double>(current.Gradient, step) - (0.5 * TensorPrimitives.Dot<double>(step, _curved));
        return isFinite || Length > 0;
    }

    private void Move(Span<double> step, double alpha)
    {
        TensorPrimitives.MultiplyAdd(_along, alpha, step, step);
        TensorPrimitives.MultiplyAdd(_product, alpha, _curved, _curved);
    }

    /// <summary>How far along the direction the ball ends.</summary>
    private double Reach(ReadOnlySpan<double> step, double radius)
    {
        double a = TensorPrimitives.SumOfSquares<double>(_along), b = TensorPrimitives.Dot(_along, step);
        double c = (radius * radius) - TensorPrimitives.SumOfSquares(step);
        double root = Math.Sqrt(Math.Max(0, (b * b) + (a * c)));
        return b > 0 ? Math.Max(0, c) / (b + root) : (root - b) / a;
    }
}
