namespace DeepMfg.AutoDiff.Optimization;

/// <summary>A step that satisfies the strong Wolfe conditions: φ(α) ≤ φ(0) + decrease · α φ′(0) and |φ′(α)| ≤ curvature · |φ′(0)|.</summary>
/// <remarks>Near a minimum, where the first condition drowns in rounding, a step is taken too whose slopes say the same: the approximate conditions
/// of Hager and Zhang (2005), equation 1.4.</remarks>
internal sealed class MoreThuente(double decrease, double curvature) : ILineSearch
{
    private const int MostEvaluations = 50;

    /// <summary>How much higher the value may be, in its own units, where slopes decide.</summary>
    private const double Rounding = 20 * Shapes.Epsilon;

    /// <summary>The part of a step that was too long to be finite that is tried next.</summary>
    private const double Retreat = 0.2;

    public Outcome Search(Problem problem, Line line, Iterate trial)
    {
        var start = new StepPoint(0, line.Start.Value, line.Slope);
        var interval = new StepInterval(start, decrease * line.Slope);
        double step = Math.Min(line.FirstStep, line.LongestStep), longest = line.LongestStep;
        Outcome failure = Outcome.NoProgress;
        for (int i = 0; i < MostEvaluations; i++)
        {
            if (problem.IsExhausted)
            {
                failure = Outcome.Exhausted;
                break;
            }

            line.MoveTo(step, problem.Box, trial.Point);
            if (!problem.Evaluate(trial))
            {
                if (problem.IsBottomless)
                {
                    return Outcome.Unbounded;
                }

                (failure, longest) = (Outcome.NotFinite, step - (0.1 * (step - interval.Best.Step)));
                step = interval.Best.Step + (Retreat * (step - interval.Best.Step));
                continue;
            }

            var point = new StepPoint(step, trial.Value, line.SlopeAt(trial));
            if (Accepts(start, point) || (step == line.LongestStep && Falls(start, point)))
            {
                return step == line.LongestStep && !problem.Box.IsBounded ? Outcome.Unbounded : Outcome.Advanced;
            }

            step = interval.Next(point, longest);
            if (interval.Width <= Shapes.Epsilon * Math.Abs(step) || step == point.Step)
            {
                break;
            }
        }

        return BestSeen(problem, line, trial) ? Outcome.Advanced : failure;
    }

    private bool Accepts(StepPoint start, StepPoint point)
    {
        bool isLower = point.Value <= start.Value + (decrease * point.Step * start.Slope);
        bool isFlat = Math.Abs(point.Slope) <= -curvature * start.Slope;
        bool isLevel = point.Value <= start.Value + (Rounding * Math.Abs(start.Value));
        bool slopesFall = point.Slope <= ((2 * decrease) - 1) * start.Slope && point.Slope >= curvature * start.Slope;
        return (isLower && isFlat) || (isLevel && slopesFall);
    }

    private bool Falls(StepPoint start, StepPoint point) =>
        point.Value <= start.Value + (decrease * point.Step * start.Slope) && point.Slope < 0;

    /// <summary>No step satisfies the conditions, but one may be lower.</summary>
    private static bool BestSeen(Problem problem, Line line, Iterate trial)
    {
        if (!(problem.Best.Value < line.Start.Value))
        {
            return false;
        }

        trial.CopyFrom(problem.Best);
        return true;
    }
}
