namespace DeepMfg.AutoDiff.Optimization;

/// <summary>Shortens a step by parabolas until φ(α) ≤ φ(0) + decrease · α φ′(0): needs values only.</summary>
/// <remarks>Armijo, "Minimization of functions having Lipschitz continuous first partial derivatives", Pacific Journal of Mathematics 16 (1966).</remarks>
internal sealed class Backtracking(double decrease) : ILineSearch
{
    private const int MostEvaluations = 60;
    private const double Least = 0.1, Most = 0.5;

    public Outcome Search(Problem problem, Line line, Iterate trial)
    {
        var start = new StepPoint(0, line.Start.Value, line.Slope);
        double step = Math.Min(line.FirstStep, line.LongestStep);
        Outcome failure = Outcome.NoProgress;
        for (int i = 0; i < MostEvaluations; i++)
        {
            if (i > 0 && -step * line.Slope <= 10 * Shapes.Epsilon * Math.Abs(start.Value))
            {
                break;
            }

            if (problem.IsExhausted)
            {
                return Outcome.Exhausted;
            }

            line.MoveTo(step, problem.Box, trial.Point);
            bool isFinite = problem.Evaluate(trial);
            double noise = i == 0 ? 10 * Shapes.Epsilon * Math.Abs(start.Value) : 0, allowed = noise + (decrease * step * line.Slope);
            if (isFinite && trial.Value <= start.Value + allowed && problem.Complete(trial))
            {
                return Outcome.Advanced;
            }

            failure = isFinite ? Outcome.NoProgress : Outcome.NotFinite;
            double parabola = isFinite ? StepPoint.Parabola(start, new StepPoint(step, trial.Value, 0)) : Least * step;
            step = double.IsFinite(parabola) ? Math.Clamp(parabola, Least * step, Most * step) : Most * step;
        }

        return failure;
    }
}
