using System.Numerics.Tensors;

namespace DeepMfg.AutoDiff.Optimization;

/// <summary>A half line from a point, along which the value falls at first.</summary>
/// <param name="Start">Where it starts.</param>
/// <param name="Direction">Where it goes.</param>
/// <param name="Slope">The derivative at the start, below zero.</param>
/// <param name="FirstStep">The step to try first.</param>
/// <param name="LongestStep">The longest step to try.</param>
internal readonly record struct Line(Iterate Start, double[] Direction, double Slope, double FirstStep, double LongestStep)
{
    /// <summary>Writes the point at a step, moved into the box where rounding left it.</summary>
    internal void MoveTo(double step, Box box, Span<double> point)
    {
        TensorPrimitives.MultiplyAdd(Direction, step, Start.Point, point);
        box.Clamp(point);
    }

    internal double SlopeAt(Iterate trial) => TensorPrimitives.Dot<double>(trial.Gradient, Direction);
}
