using System.Numerics.Tensors;

namespace DeepMfg.AutoDiff.Optimization;

/// <summary>A descent says where to go, a line search how far.</summary>
internal sealed class LineSearchIteration(IDescent descent, ILineSearch search, Problem problem) : IIteration
{
    /// <summary>A step longer than this, measured by the point's own length, does not end at a minimum.</summary>
    private const double Endless = 1e12;

    /// <summary>A promise of this many units in the last place of the value cannot be seen in the value.</summary>
    private const double Rounding = 100 * Shapes.Epsilon;

    private readonly double[] _direction = problem.Memory.Take(problem.Dimension);

    public double Promised { get; private set; }

    public bool IsSpent { get; private set; }

    public Outcome Advance(Problem problem, Iterate current, Iterate trial)
    {
        while (true)
        {
            Outcome outcome = descent.Point(current, _direction) ? Search(problem, current, trial) : Outcome.NoProgress;
            if (outcome == Outcome.Advanced)
            {
                descent.Learn(current, trial);
            }

            if (outcome is not (Outcome.NoProgress or Outcome.NotFinite) || !descent.Forget())
            {
                return outcome;
            }
        }
    }

    private Outcome Search(Problem problem, Iterate current, Iterate trial)
    {
        double slope = TensorPrimitives.Dot<double>(current.Gradient, _direction);
        double length = TensorPrimitives.Norm<double>(_direction);
        double longest = Math.Min(descent.LongestStep, Endless * Math.Max(1, TensorPrimitives.Norm<double>(current.Point)) / length);
        Promised = -slope * Math.Min(1, descent.FirstStep);
        bool isNegligible = length * descent.FirstStep <= Shapes.Epsilon * TensorPrimitives.Norm<double>(current.Point);
        Outcome outcome = slope < 0 && double.IsFinite(slope) && longest > 0
            ? search.Search(problem, new Line(current, _direction, slope, descent.FirstStep, longest), trial)
            : Outcome.NoProgress;
        Promised = outcome == Outcome.NoProgress && problem.KeepsBest ? Math.Min(Promised, Parabola(current, trial)) : Promised;
        IsSpent = isNegligible || Promised <= Rounding * Math.Abs(current.Value);
        return outcome;
    }

    /// <summary>How far a parabola falls that has the slopes at the two points.</summary>
    private static double Parabola(Iterate current, Iterate trial)
    {
        (double start, double end) = (0, 0);
        for (int i = 0; i < current.Point.Length; i++)
        {
            double step = trial.Point[i] - current.Point[i];
            start += current.Gradient[i] * step;
            end += trial.Gradient[i] * step;
        }

        return end > start ? start * start / (2 * (end - start)) : double.PositiveInfinity;
    }
}
