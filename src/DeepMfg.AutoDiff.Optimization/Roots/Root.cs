namespace DeepMfg.AutoDiff.Optimization;

/// <summary>Where a search for a root ended, and why.</summary>
/// <param name="Point">The root, or the best point that was found.</param>
/// <param name="Value">The function there.</param>
/// <param name="Status">Why it stopped.</param>
/// <param name="Explanation">The same as a sentence.</param>
/// <param name="Evaluations">How often the function was called.</param>
public readonly record struct Root(double Point, double Value, SolveStatus Status, string Explanation, int Evaluations)
{
    /// <summary>The explanation.</summary>
    /// <returns>One line of text.</returns>
    public override string ToString() => Explanation;
}
