namespace DeepMfg.AutoDiff.Optimization;

/// <summary>The interval of steps that is known to hold a good one, and the next step to try.</summary>
/// <remarks>The four cases, the safeguards and the auxiliary function of Moré and Thuente, "Line search algorithms with guaranteed sufficient decrease", ACM
/// Transactions on Mathematical Software 20 (1994), sections 3 and 4.</remarks>
internal struct StepInterval
{
    /// <summary>The part of the interval that a step may take towards its far end, and that two trials must cut off.</summary>
    private const double Part = 0.66;

    private const double MostExtrapolation = 4, LeastExtrapolation = 1.1;

    private readonly StepPoint _start;
    private readonly double _tilt;
    private StepPoint _best;
    private StepPoint _other;
    private double _width = double.PositiveInfinity;
    private double _widthBefore = double.PositiveInfinity;
    private bool _isTilted = true;

    /// <summary>An interval with one end; the auxiliary function is the value less a line of slope <paramref name="tilt"/>.</summary>
    internal StepInterval(StepPoint start, double tilt) => (_start, _best, _other, _tilt) = (start, start, start, tilt);

    /// <summary>The best step so far.</summary>
    internal readonly StepPoint Best => _best;

    /// <summary>Whether a minimiser is known to be inside.</summary>
    internal bool IsBracketed { get; private set; }

    /// <summary>The distance between the ends, infinite while there is one end.</summary>
    internal readonly double Width => IsBracketed ? Math.Abs(_other.Step - _best.Step) : double.PositiveInfinity;

    /// <summary>Takes a trial in and gives the next step, at most <paramref name="longest"/>.</summary>
    internal double Next(StepPoint trial, double longest)
    {
        double below = _start.Value + (_tilt * trial.Step);
        double ahead = trial.Step - _best.Step;
        _isTilted &= trial.Value > below || trial.Slope < 0;
        double next = _isTilted && trial.Value <= _best.Value && trial.Value > below ? Tilted(trial, longest) : Step(trial, longest);
        if (!IsBracketed)
        {
            next = double.IsNaN(next) ? longest : next;
            return Math.Min(Math.Clamp(next, trial.Step + (LeastExtrapolation * ahead), trial.Step + (MostExtrapolation * ahead)), longest);
        }

        return Shrunk(next);
    }

    private double Tilted(StepPoint trial, double longest)
    {
        (_best, _other) = (_best.Tilted(_tilt), _other.Tilted(_tilt));
        double next = Step(trial.Tilted(_tilt), longest);
        (_best, _other) = (_best.Tilted(-_tilt), _other.Tilted(-_tilt));
        return next;
    }

    /// <summary>Halves the interval where two trials did not shrink it enough, and stays inside.</summary>
    private double Shrunk(double next)
    {
        double width = Width;
        if (width >= Part * _widthBefore)
        {
            next = _best.Step + (0.5 * (_other.Step - _best.Step));
        }

        (_widthBefore, _width) = (_width, width);
        double low = Math.Min(_best.Step, _other.Step), high = Math.Max(_best.Step, _other.Step);
        return next > low && next < high ? next : low + (0.5 * (high - low));
    }

    private double Step(StepPoint trial, double longest)
    {
        bool isHigher = trial.Value > _best.Value, turns = trial.Slope * Math.Sign(_best.Slope) < 0;
        double next = isHigher ? Higher(trial) : turns ? Turned(trial) : Flatter(trial, longest);
        IsBracketed |= isHigher || turns;
        if (isHigher)
        {
            _other = trial;
        }
        else
        {
            (_other, _best) = (turns ? _best : _other, trial);
        }

        return next;
    }

    /// <summary>A higher value: the minimiser is in between; the cubic's if it is nearer than the parabola's, else halfway.</summary>
    private readonly double Higher(StepPoint trial)
    {
        double cubic = StepPoint.Cubic(_best, trial), parabola = StepPoint.Parabola(_best, trial);
        return Math.Abs(cubic - _best.Step) < Math.Abs(parabola - _best.Step) ? cubic : cubic + ((parabola - cubic) / 2);
    }

    /// <summary>A lower value, and the slope has turned: the minimiser is in between; the one that is farther from the trial.</summary>
    private readonly double Turned(StepPoint trial)
    {
        double cubic = StepPoint.Cubic(trial, _best), secant = StepPoint.Secant(_best, trial);
        return Math.Abs(cubic - trial.Step) > Math.Abs(secant - trial.Step) ? cubic : secant;
    }

    /// <summary>A lower value, the slope has not turned: if it has become flatter, extrapolate; else to the far end.</summary>
    private readonly double Flatter(StepPoint trial, double longest)
    {
        bool goesUp = trial.Step > _best.Step;
        if (!(Math.Abs(trial.Slope) < Math.Abs(_best.Slope)))
        {
            return IsBracketed ? StepPoint.Cubic(trial, _other) : goesUp ? longest : 0;
        }

        double secant = StepPoint.Secant(_best, trial), cubic = StepPoint.Cubic(trial, _best);
        bool isAhead = (cubic > trial.Step) == goesUp && double.IsFinite(cubic);
        cubic = isAhead ? cubic : goesUp ? longest : 0;
        if (!IsBracketed)
        {
            return Math.Abs(cubic - trial.Step) > Math.Abs(secant - trial.Step) ? cubic : secant;
        }

        double nearer = Math.Abs(cubic - trial.Step) < Math.Abs(secant - trial.Step) ? cubic : secant;
        double wall = trial.Step + (Part * (_other.Step - trial.Step));
        return goesUp ? Math.Min(wall, nearer) : Math.Max(wall, nearer);
    }
}
