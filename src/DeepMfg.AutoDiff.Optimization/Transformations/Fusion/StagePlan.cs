namespace DeepMfg.AutoDiff.Optimization;

/// <summary>The stages of a chain, written down from its start to its end when a state is made.</summary>
public sealed class StagePlan
{
    private readonly List<(bool NeedsNorm, bool Changes)> _stages = [(false, false)];

    internal int Count => _stages.Count;

    /// <summary>Adds a transformation that belongs to the stage at hand.</summary>
    public void AddElementwise() => _stages[^1] = (_stages[^1].NeedsNorm, true);

    /// <summary>Adds a gate, which opens a stage.</summary>
    /// <param name="needsNorm">Whether it must know the Euclidean norm of all updates that reach it.</param>
    /// <param name="changes">Whether it changes the updates.</param>
    public void AddGate(bool needsNorm, bool changes) => _stages.Add((needsNorm, changes));

    internal bool NeedsNorm(int stage) => _stages[stage].NeedsNorm;

    internal bool Changes(int stage) => _stages[stage].Changes;

    /// <summary>Whether updates are written down before the last stage takes them to the parameters.</summary>
    internal bool NeedsScratch => _stages.Take(_stages.Count - 1).Any(stage => stage.Changes);
}
