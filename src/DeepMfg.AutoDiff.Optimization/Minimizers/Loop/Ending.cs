namespace DeepMfg.AutoDiff.Optimization;

/// <summary>How a solve ended, before it is copied to a result.</summary>
internal sealed record Ending(Problem Problem, Iterate At, SolveStatus Status, string Explanation)
{
    internal double Optimality { get; init; }

    internal int Iterations { get; init; }

    internal IReadOnlyList<SolveStep> Trace { get; init; } = [];
}
