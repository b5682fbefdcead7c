using DeepMfg.AutoDiff.Optimization;
using DeepMfg.AutoDiff.Tests.Models;

namespace DeepMfg.AutoDiff.Learning.Tests.Training;

public sealed class SearchTests : IDisposable
{
    private static readonly Hyperparameter[] s_space =
    [
        Hyperparameter.LogUniform("rate", 1e-4, 1),
        Hyperparameter.Integers("width", 2, 9),
        Hyperparameter.Among("kind", "a", "b"),
        Hyperparameter.Uniform("share", -1, 1),
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Candidates_lie_in_their_ranges_and_are_those_of_the_seed()
    {
        SearchResult first = Search(1), again = Search(1), other = Search(2);
        Assert.Equal(first.ToString(), again.ToString());
        Assert.NotEqual(first.ToString(), other.ToString());
        Assert.All(first.Ranking, ranked =>
        {
            Assert.InRange(ranked.Candidate.Number("rate"), 1e-4, 1);
            Assert.InRange(ranked.Candidate.WholeNumber("width"), 2, 9);
            Assert.InRange(ranked.Candidate.Number("share"), -1, 1);
            Assert.Contains(ranked.Candidate["kind"], "ab");
        });
        Assert.InRange(first.Ranking.Count(ranked => ranked.Candidate.Number("rate") < 1e-2), 30, 70);
        Assert.Equal(8, first.Ranking.Select(ranked => ranked.Candidate.WholeNumber("width")).Distinct().Count());
        Assert.Contains("\"depth\"", Assert.Throws<ArgumentException>(() => first.Best["depth"]).Message);

        static SearchResult Search(long seed) =>
            HyperparameterSearch.Random(s_space, trial => trial.Candidate.Number("share"), new SearchOptions { Candidates = 100, Seed = seed });
    }

    [Fact]
    public void The_lowest_mean_over_the_folds_is_first_and_what_is_no_number_is_last()
    {
        IReadOnlyList<Split> folds = Folds.KFold(9, 3, seed: 1);
        SearchResult found = HyperparameterSearch.Random(
            s_space,
            trial => trial.Candidate.Index == 3 ? double.NaN : trial.Candidate.WholeNumber("width") + trial.Fold + (trial.Split == folds[trial.Fold] ? 0 : 100),
            new SearchOptions { Candidates = 10, Folds = folds });
        double[] losses = [.. found.Ranking.Select(ranked => ranked.Loss)];
        Assert.Equal(losses.Order(), losses);
        Assert.Equal(found.Ranking[0].Candidate.WholeNumber("width") + 1, losses[0]);
        Assert.Equal(3, found.Ranking[^1].Candidate.Index);
    }

    [Fact]
    public void Halving_tries_all_for_few_epochs_and_the_best_for_all()
    {
        Assert.Equal([(8, 10), (4, 20), (2, 40), (1, 80)], HyperparameterSearch.Rungs(8, 80, 2));
        var tried = new List<(int Index, int Epochs)>();
        SearchResult found = HyperparameterSearch.SuccessiveHalving(
            s_space,
            trial =>
            {
                tried.Add((trial.Candidate.Index, trial.Epochs));
                return Math.Abs(trial.Candidate.Index - 5) + 1.0 / trial.Epochs;
            },
            new SearchOptions { Candidates = 8, Epochs = 80 });
        Assert.Equal(15, tried.Count);
        Assert.Equal([(5, 80)], tried.Where(trial => trial.Epochs == 80));
        Assert.Equal(5, found.Best.Index);
        Assert.Equal(8, found.Ranking.Count);
    }

    [Fact]
    public void A_search_that_is_taken_up_again_tries_nothing_twice_and_finds_the_same()
    {
        int calls = 0;
        using var source = new CancellationTokenSource();
        SearchOptions options = new() { Candidates = 8, Epochs = 80, Path = _folder["search"], Cancel = source.Token };
        SearchResult cancelled = HyperparameterSearch.SuccessiveHalving(s_space, Counted, options);
        Assert.False(cancelled.IsComplete);
        Assert.Equal(10, calls);
        SearchResult resumed = HyperparameterSearch.SuccessiveHalving(s_space, Counted, options with { Cancel = default });
        Assert.True(resumed.IsComplete);
        Assert.Equal(15, calls);
        Assert.Equal(HyperparameterSearch.SuccessiveHalving(s_space, Loss, options with { Path = null, Cancel = default }).ToString(), resumed.ToString());
        Assert.Contains("another search", Assert.Throws<FileRefusedException>(() => HyperparameterSearch.Random(s_space, Loss, options)).Message);

        double Counted(Trial trial)
        {
            if (++calls == 10)
            {
                source.Cancel();
            }

            return Loss(trial);
        }

        static double Loss(Trial trial) => trial.Candidate.Number("rate") / trial.Epochs;
    }

    [Fact]
    public void A_search_finds_a_rate_that_learns()
    {
        Rows rows = Problems.Circle(120);
        SearchResult found = HyperparameterSearch.Random(
            [Hyperparameter.LogUniform("rate", 1e-5, 0.1)],
            trial => Learning.Training.Fit<Network, float>(Problems.Start(), rows, Problems.Loss, new FitOptions
            {
                Optimizer = Optimizers.Adam(trial.Candidate.Number("rate")), Epochs = trial.Epochs, Validation = Validation.Of(trial.Split!),
            }).History.ValidationLosses.Min(),
            new SearchOptions { Candidates = 8, Epochs = 60, Folds = Folds.KFold(rows.Count, 2, seed: 1) });
        Assert.InRange(found.Best.Number("rate"), 3e-3, 0.1);
    }

    [Fact]
    public void A_space_that_is_none_is_refused()
    {
        Assert.Throws<ArgumentException>(() => HyperparameterSearch.Random([], _ => 0));
        Assert.Throws<ArgumentException>(() => HyperparameterSearch.Random([s_space[0], s_space[0]], _ => 0));
        Assert.Throws<ArgumentException>(() => Hyperparameter.LogUniform("rate", 0, 1));
        Assert.Throws<ArgumentException>(() => Hyperparameter.Uniform("share", 1, 0));
        Assert.Throws<ArgumentException>(() => Hyperparameter.Among("kind"));
    }
}
