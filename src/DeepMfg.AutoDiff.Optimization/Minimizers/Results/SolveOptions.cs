namespace DeepMfg.AutoDiff.Optimization;

/// <summary>When a solver stops, and what it does beside solving.</summary>
public record SolveOptions
{
    internal static readonly SolveOptions Default = new();

    /// <summary>
    /// It has converged when the largest component of the gradient is not above this in magnitude; with bounds, of the projected gradient
    /// P(x − g) − x. The least-squares solvers compare something else: <see cref="LeastSquaresOptions"/>.
    /// </summary>
    public double GradientTolerance { get; init; } = 1e-8;

    /// <summary>The number of iterations after which it stops.</summary>
    public int MaxIterations { get; init; } = 10_000;

    /// <summary>The number of values after which it stops.</summary>
    public int MaxEvaluations { get; init; } = int.MaxValue;

    /// <summary>How many steps the limited-memory solvers remember.</summary>
    public int Memory { get; init; } = 10;

    /// <summary>Whether the whole gradient is compared with differences at the start, for at least two values a component.</summary>
    public bool CheckGradient { get; init; }

    /// <summary>Whether <see cref="Minimum.Trace"/> is kept.</summary>
    public bool KeepTrace { get; init; }

    /// <summary>Looked at before each call of the objective.</summary>
    public CancellationToken Cancel { get; init; }

    /// <summary>Told of the start and of each iteration, on the solver's thread.</summary>
    public IProgress<SolveStep>? Progress { get; init; }

    /// <summary>Memory to solve in. The same workspace makes the next solve of the same size allocate no array but its result.</summary>
    public Workspace? Workspace { get; init; }

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(GradientTolerance);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxIterations);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxEvaluations);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Memory);
    }
}
