namespace DeepMfg.AutoDiff.Optimization;

/// <summary>Newton's steps towards a root, halved until |f| is smaller.</summary>
internal sealed class NewtonSearch(Func<double, (double Value, double Derivative)> function, double tolerance, CancellationToken cancel)
{
    private const int MostHalvings = 60;

    private int _evaluations;

    internal Root Run(double start, int maxIterations)
    {
        Point at = new(start, double.NaN, double.NaN);
        try
        {
            at = At(start);
            if (!double.IsFinite(at.Value))
            {
                return End(at, SolveStatus.NotFinite, Texts.Of($"Not finite: the function is {at.Value} at the start, {start:R}."));
            }

            for (int i = 0; i < maxIterations; i++)
            {
                if (Math.Abs(at.Value) <= tolerance)
                {
                    return End(at, SolveStatus.Converged, Texts.Of($"Converged: the function is {at.Value:G3} after {i} steps ({_evaluations} values)."));
                }

                if (Smaller(at) is not { } next)
                {
                    return Stuck(at);
                }

                at = next;
            }

            return End(at, SolveStatus.MaxIterations, Texts.Of($"Stopped after {maxIterations} steps: the function is {at.Value:G3}."));
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return End(at, SolveStatus.Cancelled, "Cancelled: the best point so far is kept.");
        }
    }

    private Point? Smaller(Point at)
    {
        double step = -at.Value / at.Derivative;
        for (int i = 0; double.IsFinite(step) && i < MostHalvings && at.X + step != at.X; i++, step /= 2)
        {
            Point next = At(at.X + step);
            if (Math.Abs(next.Value) < Math.Abs(at.Value))
            {
                return next;
            }
        }

        return null;
    }

    /// <summary>No step makes |f| smaller: at a root if Newton's step is rounding, else where the slope is zero or wrong.</summary>
    private Root Stuck(Point at)
    {
        double step = Math.Abs(at.Value / at.Derivative);
        return step <= 8 * Shapes.Epsilon * Math.Max(Math.Abs(at.X), double.Epsilon)
            ? End(at, SolveStatus.Converged, Texts.Of($"Converged: the root is within rounding of the point ({_evaluations} values)."))
            : End(at, SolveStatus.LineSearchFailed, Texts.Of($"No step from {at.X:R} makes the function {at.Value:G6} smaller, though its slope is ")
                + Texts.Of($"said to be {at.Derivative:G6}. Start elsewhere, or use Brent between two points with different signs."));
    }

    private Point At(double x)
    {
        cancel.ThrowIfCancellationRequested();
        _evaluations++;
        (double value, double derivative) = function(x);
        return new Point(x, value, derivative);
    }

    private Root End(Point at, SolveStatus status, string explanation) => new(at.X, at.Value, status, explanation, _evaluations);

    private readonly record struct Point(double X, double Value, double Derivative);
}
