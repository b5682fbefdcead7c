using System.Globalization;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>A candidate, and what it reached.</summary>
/// <param name="Candidate">The choices.</param>
/// <param name="Epochs">For how many epochs it was trained, at the most it got.</param>
/// <param name="Loss">The mean loss over the folds after these; infinite where one was not a number.</param>
public sealed record RankedCandidate(Candidate Candidate, int Epochs, double Loss);

/// <summary>What a search found.</summary>
public sealed class SearchResult
{
    internal SearchResult(IReadOnlyList<RankedCandidate> ranking, bool isComplete) => (Ranking, IsComplete) = (ranking, isComplete);

    /// <summary>The candidates that were tried in all folds: those of the most epochs first, among them the lowest loss first.</summary>
    public IReadOnlyList<RankedCandidate> Ranking { get; }

    /// <summary>Whether all trials were made; not so where the search was cancelled.</summary>
    public bool IsComplete { get; }

    /// <summary>The best candidate.</summary>
    /// <exception cref="InvalidOperationException">The search was cancelled before one was tried.</exception>
    public Candidate Best => Ranking.Count > 0
        ? Ranking[0].Candidate
        : throw new InvalidOperationException("The search was cancelled before a candidate was tried.");

    /// <summary>The ranking as text, a candidate a line.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => TextTable.Of(
        "candidate",
        ["epochs", "loss"],
        [.. Ranking.Select(ranked => (string[])
            [ranked.Candidate.ToString(), ranked.Epochs.ToString(CultureInfo.InvariantCulture), ranked.Loss.ToString("G6", CultureInfo.InvariantCulture)])]);
}
