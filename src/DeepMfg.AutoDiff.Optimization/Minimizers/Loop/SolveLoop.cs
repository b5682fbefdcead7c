using System.Numerics.Tensors;

namespace DeepMfg.AutoDiff.Optimization;

/// <summary>The loop of every minimiser: iterate until there is a reason to stop, and say which.</summary>
internal sealed class SolveLoop(Problem problem, IIteration iteration)
{
    /// <summary>What falls below this, measured by the value at the start, has no minimum.</summary>
    private const double Depth = -1e100;

    /// <summary>So many iterations in a row without anything getting better are an end.</summary>
    private const int MostStalled = 10;

    private readonly SolveOptions _options = problem.Options;
    private readonly List<SolveStep>? _trace = problem.Options.KeepTrace ? [] : null;
    private Iterate _current = new(problem.Memory, problem.Dimension);
    private Iterate _trial = new(problem.Memory, problem.Dimension);
    private int _iterations;
    private double _optimality = double.NaN;
    private double _bottom;
    private Stall _stall;

    internal Ending Run(ReadOnlySpan<double> start)
    {
        start.CopyTo(_current.Point);
        problem.Box.Clamp(_current.Point);
        try
        {
            return Iterate();
        }
        catch (OperationCanceledException) when (_options.Cancel.IsCancellationRequested)
        {
            return End(SolveStatus.Cancelled, "Cancelled: the best point so far is kept.");
        }
        catch (Exception exception) when (ReferenceEquals(exception, problem.Thrown))
        {
            return End(SolveStatus.ObjectiveThrew, Explain.Thrown(problem, exception));
        }
    }

    private Ending Iterate()
    {
        if (!problem.Evaluate(_current) || !problem.Complete(_current))
        {
            return problem.IsBottomless
                ? End(SolveStatus.Unbounded, "Unbounded: the value is −∞ at the start.")
                : End(SolveStatus.NotFinite, Explain.NotFiniteAtStart(problem));
        }

        _bottom = Depth * Math.Max(1, Math.Abs(_current.Value));
        if (_options.CheckGradient && GradientProbe.FirstWrong(problem, _current) is { } wrong)
        {
            return End(SolveStatus.GradientLooksWrong, Explain.Wrong(wrong));
        }

        for (double step = 0; ; step = Distance())
        {
            _optimality = problem.Optimality(_current);
            Report(step);
            if (Verdict() is { } ending)
            {
                return ending;
            }

            Outcome outcome = iteration.Advance(problem, _current, _trial);
            if (outcome != Outcome.Advanced)
            {
                return Stuck(outcome);
            }

            (_current, _trial) = (_trial, _current);
            _iterations++;
        }
    }

    private Ending? Verdict()
    {
        if (_optimality <= _options.GradientTolerance)
        {
            return End(SolveStatus.Converged, Explain.Converged(problem, _optimality, _iterations));
        }

        if (_stall.Count(_current.Value, _optimality) >= MostStalled)
        {
            return End(SolveStatus.Converged, Explain.Rounding(problem, _optimality, _iterations));
        }

        if (_current.Value < _bottom)
        {
            return Stuck(Outcome.Unbounded);
        }

        if (_iterations >= _options.MaxIterations)
        {
            return End(SolveStatus.MaxIterations, Explain.Limit(problem, _optimality, Texts.Count(_iterations, "iteration")));
        }

        return problem.IsExhausted ? Stuck(Outcome.Exhausted) : null;
    }

    private Ending Stuck(Outcome outcome) => outcome switch
    {
        Outcome.Exhausted => End(SolveStatus.MaxEvaluations, Explain.Limit(problem, _optimality, Texts.Count(problem.Values, "evaluation"))),
        Outcome.Unbounded => End(SolveStatus.Unbounded, Explain.Unbounded(problem, _current.Value)),
        Outcome.NotFinite => End(SolveStatus.NotFinite, Explain.NotFiniteOnTheWay(problem)),
        _ when iteration.IsSpent => End(SolveStatus.Converged, Explain.Rounding(problem, _optimality, _iterations)),
        _ when GradientProbe.FirstWrong(problem, _current) is { } wrong => End(SolveStatus.GradientLooksWrong, Explain.Wrong(wrong)),
        _ => End(SolveStatus.LineSearchFailed, Explain.SearchFailed(problem, _optimality, (_current.Value, iteration.Promised))),
    };

    private Ending End(SolveStatus status, string explanation)
    {
        bool isBest = status == SolveStatus.Converged || !(problem.Best.Value < _current.Value || double.IsNaN(_current.Value));
        return new Ending(problem, isBest || double.IsNaN(problem.Best.Value) ? _current : problem.Best, status, explanation)
        {
            Optimality = _optimality, Iterations = _iterations, Trace = _trace ?? [],
        };
    }

    private void Report(double step)
    {
        if (_trace is not null || _options.Progress is not null)
        {
            var report = new SolveStep(_iterations, _current.Value, _optimality, step, problem.Values);
            _trace?.Add(report);
            _options.Progress?.Report(report);
        }
    }

    private double Distance() => TensorPrimitives.Distance<double>(_current.Point, _trial.Point);

    /// <summary>Counts iterations in a row after which neither the value nor the optimality is better than it ever was.</summary>
    private struct Stall
    {
        private double _value;
        private double _optimality;
        private int _stalled;

        internal int Count(double value, double optimality)
        {
            bool isFirst = _value == 0 && _optimality == 0;
            bool isBetter = isFirst || value < _value - (4 * Shapes.Epsilon * Math.Abs(_value)) || optimality < 0.9 * _optimality;
            _value = isFirst ? value : Math.Min(_value, value);
            _optimality = isFirst ? optimality : Math.Min(_optimality, optimality);
            _stalled = isBetter ? 0 : _stalled + 1;
            return _stalled;
        }
    }
}
