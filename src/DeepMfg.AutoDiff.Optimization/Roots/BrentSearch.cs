namespace DeepMfg.AutoDiff.Optimization;

/// <summary>An interval with a sign change that shrinks around a root.</summary>
internal sealed class BrentSearch(Func<double, double> function, double tolerance, CancellationToken cancel)
{
    /// <summary>Bisection alone ends in fewer than 2 · 1100 steps on any interval of numbers, and every third step is one at the latest.</summary>
    private const int MostEvaluations = 4000;

    private int _evaluations;

    internal Root Run(double lower, double upper)
    {
        (double Point, double Value) best = (lower, double.NaN);
        try
        {
            (double Point, double Value) a = At(lower), b = At(upper);
            best = Math.Abs(a.Value) < Math.Abs(b.Value) ? a : b;
            if (double.IsNaN(a.Value) || double.IsNaN(b.Value))
            {
                return End(best, SolveStatus.NotFinite, Texts.Of($"Not finite: the function is {a.Value} at {a.Point} and {b.Value} at {b.Point}."));
            }

            if (a.Value * Math.Sign(b.Value) > 0)
            {
                string text = Texts.Of($"No sign change: the function is {a.Value:G6} at {a.Point:G6} and {b.Value:G6} at {b.Point:G6}; ");
                return End(best, SolveStatus.NoSignChange, text + "give an interval at whose ends it has different signs.");
            }

            return Shrink(a, b, ref best);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return End(best, SolveStatus.Cancelled, "Cancelled: the best point so far is kept.");
        }
    }

    /// <summary>b is the best point, the root is between b and c, a is the b before.</summary>
    private Root Shrink((double Point, double Value) a, (double Point, double Value) b, ref (double Point, double Value) best)
    {
        (double Point, double Value) c = a;
        (double last, double before) = (b.Point - a.Point, b.Point - a.Point);
        while (_evaluations < MostEvaluations)
        {
            if (Math.Abs(c.Value) < Math.Abs(b.Value))
            {
                (a, b, c) = (b, c, b);
            }

            best = b;
            double near = (2 * Shapes.Epsilon * Math.Abs(b.Point)) + (0.5 * tolerance), middle = 0.5 * (c.Point - b.Point);
            if (Math.Abs(middle) <= near || b.Value == 0)
            {
                return End(b, SolveStatus.Converged, Texts.Of($"Converged: the root is within {Math.Abs(middle):G3} of the point ({_evaluations} values)."));
            }

            double step = Interpolate(a, b, c);
            bool isTrusted = Math.Abs(before) >= near && Math.Abs(a.Value) > Math.Abs(b.Value)
                && step / middle > 0 && Math.Abs(step) < Math.Min(1.5 * Math.Abs(middle) - (0.5 * near), 0.5 * Math.Abs(before));
            (before, last) = isTrusted ? (last, step) : (middle, middle);
            a = b;
            b = At(b.Point + (Math.Abs(last) > near ? last : Math.CopySign(near, middle)));
            if (double.IsNaN(b.Value))
            {
                return End(best, SolveStatus.NotFinite, Texts.Of($"Not finite: the function is not a number at {b.Point:R}."));
            }

            if (b.Value * Math.Sign(c.Value) > 0)
            {
                c = a;
                (last, before) = (b.Point - a.Point, b.Point - a.Point);
            }
        }

        return End(best, SolveStatus.MaxEvaluations, Texts.Of($"Stopped after {_evaluations} values."));
    }

    /// <summary>The step from b to where the inverse parabola, or the secant, through the points is zero.</summary>
    private static double Interpolate((double Point, double Value) a, (double Point, double Value) b, (double Point, double Value) c)
    {
        double s = b.Value / a.Value;
        if (a.Point == c.Point)
        {
            return s * (c.Point - b.Point) / (1 - s);
        }

        double q = a.Value / c.Value, r = b.Value / c.Value;
        double above = s * (((c.Point - b.Point) * q * (q - r)) - ((b.Point - a.Point) * (r - 1)));
        return -above / ((q - 1) * (r - 1) * (s - 1));
    }

    private (double Point, double Value) At(double point)
    {
        cancel.ThrowIfCancellationRequested();
        _evaluations++;
        return (point, function(point));
    }

    private Root End((double Point, double Value) at, SolveStatus status, string explanation) =>
        new(at.Point, at.Value, status, explanation, _evaluations);
}
