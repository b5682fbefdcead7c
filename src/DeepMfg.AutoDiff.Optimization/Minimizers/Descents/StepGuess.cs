using System.Numerics.Tensors;

namespace DeepMfg.AutoDiff.Optimization;

/// <summary>The first step to try along a direction that has no natural length.</summary>
/// <remarks>A step of length at most one at the start; then the one at which a parabola would fall as much as the last step did (Nocedal and Wright,
/// Numerical Optimization, equation 3.60).</remarks>
internal sealed class StepGuess
{
    private double _fall;

    internal double Step { get; private set; }

    internal void Direct(Iterate current, ReadOnlySpan<double> direction)
    {
        double slope = -TensorPrimitives.Dot(current.Gradient, direction), length = TensorPrimitives.Norm(direction);
        double parabola = 2.02 * _fall / slope;
        Step = _fall > 0 && double.IsFinite(parabola) && parabola > 0 ? parabola : Math.Min(1, 1 / length);
    }

    internal void Learn(Iterate from, Iterate to) => _fall = Math.Max(from.Value - to.Value, 10 * Shapes.Epsilon * Math.Abs(to.Value));

    internal bool Forget()
    {
        bool knew = _fall > 0;
        _fall = 0;
        return knew;
    }
}
