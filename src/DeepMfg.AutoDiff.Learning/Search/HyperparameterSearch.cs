namespace DeepMfg.AutoDiff.Learning;

/// <summary>Searches hyperparameters by trying: the same seed draws the same candidates on every machine.</summary>
/// <example>
/// <code>
/// SearchResult found = HyperparameterSearch.Random(
///     [Hyperparameter.LogUniform("rate", 1e-4, 1e-1), Hyperparameter.Integers("width", 8, 64)],
///     trial => LossOf(trial.Candidate.Number("rate"), trial.Candidate.WholeNumber("width"), trial.Epochs, trial.Split!),
///     new SearchOptions { Candidates = 30, Folds = Folds.KFold(rows.Count, 5, seed: 1), Path = "search.progress" });
/// Console.WriteLine(found);
/// </code>
/// </example>
public static class HyperparameterSearch
{
    /// <summary>Tries each candidate for all epochs: Bergstra, Bengio: Random Search for Hyper-Parameter Optimization. JMLR 13, 2012.</summary>
    /// <param name="space">What is to be chosen.</param>
    /// <param name="evaluate">Trains as a trial says and gives the loss; less is better.</param>
    /// <param name="options">How many candidates, for how many epochs, over which folds.</param>
    /// <returns>The ranking.</returns>
    /// <exception cref="ArgumentException">There is nothing to choose, or two choices have one name.</exception>
    /// <exception cref="FileRefusedException">The file is damaged, or that of another search.</exception>
    public static SearchResult Random(IReadOnlyList<Hyperparameter> space, Func<Trial, double> evaluate, SearchOptions? options = null)
    {
        options ??= new SearchOptions();
        return new SearchRun(space, evaluate, options, "random").Run([(options.Candidates, options.Epochs)]);
    }

    /// <summary>
    /// Tries all candidates for few epochs, the best of them for more, and so on: Jamieson, Talwalkar: Non-stochastic Best Arm Identification and
    /// Hyperparameter Optimization. AISTATS 2016.
    /// </summary>
    /// <param name="space">What is to be chosen.</param>
    /// <param name="evaluate">Trains as a trial says, from the start, and gives the loss; less is better.</param>
    /// <param name="options">How many candidates, for how many epochs at the most, over which folds.</param>
    /// <param name="keep">One of so many candidates goes on, for so many times the epochs.</param>
    /// <returns>The ranking.</returns>
    /// <exception cref="ArgumentException">There is nothing to choose, or two choices have one name.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="keep"/> is below 2.</exception>
    /// <exception cref="FileRefusedException">The file is damaged, or that of another search.</exception>
    public static SearchResult SuccessiveHalving(
        IReadOnlyList<Hyperparameter> space, Func<Trial, double> evaluate, SearchOptions? options = null, int keep = 2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(keep, 2);
        options ??= new SearchOptions();
        return new SearchRun(space, evaluate, options, $"halving by {keep}").Run(Rungs(options.Candidates, options.Epochs, keep));
    }

    /// <summary>How many candidates are tried for how many epochs: the last ones for all.</summary>
    internal static (int Candidates, int Epochs)[] Rungs(int candidates, int epochs, int keep)
    {
        List<int> counts = [candidates];
        while (counts[^1] > 1)
        {
            counts.Add((counts[^1] + keep - 1) / keep);
        }

        var rungs = new (int Candidates, int Epochs)[counts.Count];
        for (int rung = counts.Count - 1; rung >= 0; rung--, epochs = Math.Max(1, epochs / keep))
        {
            rungs[rung] = (counts[rung], epochs);
        }

        return rungs;
    }
}
