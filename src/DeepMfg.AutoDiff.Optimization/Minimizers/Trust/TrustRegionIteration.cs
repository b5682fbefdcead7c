using System.Numerics.Tensors;

namespace DeepMfg.AutoDiff.Optimization;

/// <summary>A model says where to go, a radius within which it has proved right how far.</summary>
/// <remarks>
/// <para>Conn, Gould and Toint, Trust-Region Methods (2000), section 6.1, and 17.4 for what rounding does to the ratio.</para>
/// <para>Near the end the model's own minimum promises hardly more than rounding does to the value. Then a step whose value is the same within rounding
/// is judged by the gradients at its ends, which tell falls that the value does not show: −½ (g + g₊)ᵀs, exact for parabolas (as in the approximate
/// Wolfe conditions of Hager and Zhang 2005).</para>
/// </remarks>
internal sealed class TrustRegionIteration(ITrustModel model, Problem problem) : IIteration
{
    private const int MostTrials = 100, MostDrownedTrials = 12;
    private const double Poor = 0.25, Good = 0.75, Taken = 1e-4;
    private const double Shrink = 0.25, Grow = 2;
    private const double Endless = 1e15, Far = 1e8, Negligible = 4 * Shapes.Epsilon, Spent = 10;

    private readonly double[] _step = problem.Memory.Take(problem.Dimension);
    private double _radius;
    private double _firstRadius;
    private double _noise;
    private bool _isDrowned;

    public double Promised { get; private set; }

    public bool IsSpent { get; private set; }

    private bool IsTiny => model.Promised >= 0 && model.Promised <= Spent * _noise;

    public Outcome Advance(Problem problem, Iterate current, Iterate trial)
    {
        Begin(current);
        Outcome failure = Outcome.NoProgress;
        for (int i = 0; i < (_isDrowned && i > 0 ? MostDrownedTrials : MostTrials); i++)
        {
            if (problem.IsExhausted)
            {
                return Outcome.Exhausted;
            }

            if (!model.Step(problem, current, _radius, _step))
            {
                return Outcome.NotFinite;
            }

            if (i == 0)
            {
                Judge(problem, current);
            }

            bool isLost = model.Promised > 0 && model.Promised <= _noise && !_isDrowned;
            if (isLost || !(model.Length > 0))
            {
                return failure;
            }

            failure = model.Promised > 0 ? Try(problem, current, trial) : Outcome.NoProgress;
            if (failure is Outcome.Advanced or Outcome.Unbounded)
            {
                return failure;
            }

            _radius = Shrink * Math.Min(_radius, model.Length);
        }

        return failure;
    }

    private void Begin(Iterate current)
    {
        model.Prepare(current);
        _noise = model.Noise(current);
        _firstRadius = _firstRadius == 0 ? model.FirstRadius(current) : _firstRadius;
        _radius = _radius == 0 ? _firstRadius : _radius;
    }

    /// <summary>What the first step at a point tells about how much there is to gain.</summary>
    /// <remarks>A radius that has become so small that nothing can be seen within it says nothing about the model's own minimum: that is asked for.</remarks>
    private void Judge(Problem problem, Iterate current)
    {
        if (!model.IsWhole && !_isDrowned && IsTiny)
        {
            _isDrowned = model.Step(problem, current, Far * _radius, _step) && model.IsWhole && IsTiny;
            _radius = _isDrowned ? model.Length : _radius;
            model.Step(problem, current, _radius, _step);
        }

        Promised = model.Promised;
        _isDrowned = IsTiny && (model.IsWhole || _isDrowned);
        IsSpent = _isDrowned || (model.IsWhole && model.Length <= Negligible * model.PointLength(current));
    }

    private Outcome Try(Problem problem, Iterate current, Iterate trial)
    {
        TensorPrimitives.Add(current.Point, _step, trial.Point);
        problem.Box.Clamp(trial.Point);
        if (!problem.Evaluate(trial))
        {
            return problem.IsBottomless ? Outcome.Unbounded : Outcome.NotFinite;
        }

        double noise = _isDrowned ? _noise : 0, ratio = (current.Value - trial.Value + noise) / (model.Promised + noise);
        if (!(ratio > Taken))
        {
            return Outcome.NoProgress;
        }

        if (!problem.Complete(trial))
        {
            return Outcome.NotFinite;
        }

        ratio = _isDrowned ? Fall(current, trial) / model.Promised : ratio;
        if (!(ratio > Taken))
        {
            return problem.Restore(current) ? Outcome.NoProgress : Outcome.NotFinite;
        }

        _radius = ratio < Poor ? Shrink * Math.Min(_radius, model.Length) : ratio > Good ? Math.Max(_radius, Grow * model.Length) : _radius;
        return _radius > Endless * _firstRadius ? Outcome.Unbounded : Outcome.Advanced;
    }

    /// <summary>−½ (g + g₊)ᵀs: how far the value falls, by the slopes at both ends.</summary>
    private double Fall(Iterate current, Iterate trial)
    {
        double fall = 0;
        for (int i = 0; i < _step.Length; i++)
        {
            fall -= 0.5 * (current.Gradient[i] + trial.Gradient[i]) * (trial.Point[i] - current.Point[i]);
        }

        return fall;
    }
}
