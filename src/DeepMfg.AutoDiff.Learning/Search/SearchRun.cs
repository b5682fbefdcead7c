using System.Globalization;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>A search under way.</summary>
internal sealed class SearchRun
{
    private readonly IReadOnlyList<Hyperparameter> _space;
    private readonly Func<Trial, double> _evaluate;
    private readonly SearchOptions _options;
    private readonly SearchFile _done;
    private long _trials;

    internal SearchRun(IReadOnlyList<Hyperparameter> space, Func<Trial, double> evaluate, SearchOptions options, string kind)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(evaluate);
        if (space.Count == 0 || space.Select(choice => choice.Name).Distinct().Count() < space.Count)
        {
            throw new ArgumentException("A search needs at least one hyperparameter, and each a name of its own.", nameof(space));
        }

        (_space, _evaluate, _options) = (space, evaluate, options);
        string choices = string.Join("; ", space.Select(choice => $"{choice.Name} {choice.Range}"));
        string description = string.Create(
            CultureInfo.InvariantCulture,
            $"{kind}, {options.Candidates} candidates, {options.Epochs} epochs, {options.Folds.Count} folds, seed {options.Seed}: {choices}");
        _done = SearchFile.Of(options.Path, description);
    }

    private int Folds => Math.Max(1, _options.Folds.Count);

    /// <summary>Tries the best of each rung in the next.</summary>
    internal SearchResult Run((int Candidates, int Epochs)[] rungs)
    {
        long total = rungs.Sum(rung => (long)rung.Candidates * Folds);
        var best = new Dictionary<int, RankedCandidate>();
        Candidate[] candidates = [.. Enumerable.Range(0, rungs[0].Candidates).Select(Draw)];
        foreach ((int count, int epochs) in rungs)
        {
            // Equal losses in the order of drawing, so that a search taken up again goes the same way.
            candidates =
            [
                .. candidates.OrderBy(candidate => best.GetValueOrDefault(candidate.Index)?.Loss ?? 0).ThenBy(candidate => candidate.Index).Take(count),
            ];
            foreach (Candidate candidate in candidates)
            {
                if (Loss(candidate, epochs, total) is not { } loss)
                {
                    return Result(best, isComplete: false);
                }

                best[candidate.Index] = new RankedCandidate(candidate, epochs, loss);
            }
        }

        return Result(best, isComplete: true);
    }

    private static SearchResult Result(Dictionary<int, RankedCandidate> tried, bool isComplete) =>
        new([.. tried.Values.OrderByDescending(ranked => ranked.Epochs).ThenBy(ranked => ranked.Loss).ThenBy(ranked => ranked.Candidate.Index)], isComplete);

    private Candidate Draw(int index)
    {
        var random = new Philox(_options.Seed, index);
        var values = new (string, string)[_space.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (_space[i].Name, _space[i].Draw(ref random));
        }

        return new Candidate(index, values);
    }

    /// <summary>The mean over the folds; null where the search was cancelled.</summary>
    private double? Loss(Candidate candidate, int epochs, long total)
    {
        double sum = 0;
        for (int fold = 0; fold < Folds; fold++)
        {
            var key = new TrialKey(candidate.Index, epochs, fold);
            if (!_done.TryGet(key, out double loss))
            {
                if (_options.Cancel.IsCancellationRequested)
                {
                    return null;
                }

                loss = _evaluate(new Trial(candidate, epochs, fold, _options.Folds.Count > 0 ? _options.Folds[fold] : null));
                loss = double.IsNaN(loss) ? double.PositiveInfinity : loss;
                _done.Add(key, loss);
            }

            sum += loss;
            _options.Progress?.Report(new ProgressStep("Search", ++_trials, total, string.Create(CultureInfo.InvariantCulture, $"{candidate}: {loss:G4}")));
        }

        return sum / Folds;
    }
}
