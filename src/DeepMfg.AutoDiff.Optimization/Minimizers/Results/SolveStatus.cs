namespace DeepMfg.AutoDiff.Optimization;

/// <summary>Why a solver stopped.</summary>
public enum SolveStatus
{
    /// <summary>The result is what was asked for, or cannot be made better in the precision of the numbers.</summary>
    Converged,

    /// <summary>It took as many iterations as <see cref="SolveOptions.MaxIterations"/> allows.</summary>
    MaxIterations,

    /// <summary>It called the objective as often as <see cref="SolveOptions.MaxEvaluations"/> allows.</summary>
    MaxEvaluations,

    /// <summary>No better point was found along a direction in which the gradient promises one, and differences do not blame the gradient.</summary>
    LineSearchFailed,

    /// <summary>A component of the gradient disagrees with differences of the value.</summary>
    GradientLooksWrong,

    /// <summary>The objective is not a finite number at the start, or near a point where it was.</summary>
    NotFinite,

    /// <summary>The objective threw an exception: <see cref="Minimum.Exception"/>.</summary>
    ObjectiveThrew,

    /// <summary>The value falls without end.</summary>
    Unbounded,

    /// <summary><see cref="SolveOptions.Cancel"/> was cancelled.</summary>
    Cancelled,

    /// <summary>The function has the same sign at both ends of the interval in which a root was asked for.</summary>
    NoSignChange,
}
