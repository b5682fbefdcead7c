namespace DeepMfg.AutoDiff.Optimization;

/// <summary>
/// A part of a chain that runs in one pass over memory. Each gate (a transformation that must know all updates, or that may end the step)
/// opens a new one, and is the first in it.
/// </summary>
/// <param name="Index">The gates up to this stage, counted from the start of the chain at hand; zero before the first gate.</param>
/// <param name="Alone">Whether the gate that opens the stage runs by itself, because it ends the step.</param>
public readonly record struct Stage(int Index, bool Alone)
{
    /// <summary>Whether the stage runs something of a part that starts here.</summary>
    /// <param name="gates">The gates in the part.</param>
    /// <returns>Whether the stage begins in the part or before it.</returns>
    public bool Enters(int gates) => Index <= gates;

    /// <summary>Whether the stage runs on behind a part that starts here.</summary>
    /// <param name="gates">The gates in the part.</param>
    /// <returns>Whether what follows the part belongs to the stage, or has a stage of this index in it.</returns>
    public bool Leaves(int gates) => Index > gates || (Index == gates && !Alone);

    /// <summary>The stage as a part sees it that follows another.</summary>
    /// <param name="gates">The gates of the part before.</param>
    /// <returns>The stage, counted from the start of the second part.</returns>
    public Stage After(int gates) => new(Index - gates, Alone);
}
