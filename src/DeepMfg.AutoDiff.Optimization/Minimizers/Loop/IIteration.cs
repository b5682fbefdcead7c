namespace DeepMfg.AutoDiff.Optimization;

/// <summary>One iteration of a solver: a descent composed with a search.</summary>
internal interface IIteration
{
    /// <summary>The decrease that the model of the last iteration promised over its whole step.</summary>
    double Promised { get; }

    /// <summary>Whether its whole step was rounding beside the point, or promised less than rounding does to the value.</summary>
    bool IsSpent { get; }

    /// <summary>Goes from a point to a better one.</summary>
    Outcome Advance(Problem problem, Iterate current, Iterate trial);
}
