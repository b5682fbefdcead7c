// Which mixture would be stronger at the same cost? A model of concrete is learnt from tests; then its inputs are tuned within the range of the tests, by the
// gradient with respect to the inputs. Networks that had no part in the search say what the gain is.

using DeepMfg.AutoDiff.Learning;
using DeepMfg.AutoDiff.Optimization;
using DeepMfg.AutoDiff.Samples;
using ProcessTuning;

var usage = new Usage(
    "ProcessTuning",
    "Finds a mixture of concrete that is stronger than today's at the same cost, within the range of what was tested.",
    "a CSV file with the columns of Concrete Compressive Strength",
    new Setting("epochs", 200, 1, "how often a network sees each test"),
    new Setting("members", 8, 2, "how many networks are averaged"),
    new Setting("folds", 5, 2, "in how many parts the tests are divided, each judged by models of the others"),
    new Setting("beyond", 0, 0, "by how many per cent of its range an ingredient may leave what was tested"),
    new Setting("rows", 400, 50, "how many tests are simulated"));

return Sample.Run(usage, args, session =>
{
    Arguments asked = session.Arguments;
    Mixtures mixtures = asked.Data is { } path ? Mixtures.Read(path) : Simulator.Mixtures(asked["rows"], seed: 1);
    int usual = mixtures.Usual();
    (int, int) effort = (asked["epochs"], asked["members"]);
    session.Say($"{mixtures.Count} tests from {asked.Data ?? "the simulator"}.");

    double[] predicted = new double[mixtures.Count];
    IReadOnlyList<Split> folds = Folds.ByGroup<int>(mixtures.Repeats(), asked["folds"], seed: 1);
    foreach (Split fold in folds)
    {
        StrengthModel model = StrengthModel.Fit(mixtures.Take(fold.Train), effort, seed: 1);
        foreach (int row in fold.Test) predicted[row] = model.Of(mixtures.Rows[row]);
        session.Say($"fold {folds.Index().First(other => other.Item == fold).Index + 1} of {folds.Count} is done");
    }

    // One part of the tests for the search, the other to judge what it finds: what a search exploits is a model's luck too.
    Split halves = Folds.ByGroup<int>(mixtures.Repeats(), 2, seed: 2)[0];
    StrengthModel searched = StrengthModel.Fit(mixtures.Take(halves.Train), effort, seed: 2);
    StrengthModel judge = StrengthModel.Fit(mixtures.Take(halves.Test), effort, seed: 3);
    double[] today = mixtures.Rows[usual][..^1];
    (double[] low, double[] high) = mixtures.Range();
    double beyond = asked["beyond"] / 100.0;
    var tuning = new Tuning(
        [.. low.Select((least, k) => Math.Max(0, least - beyond * (high[k] - least)))],
        [.. high.Select((most, k) => most + beyond * (most - low[k]))],
        Mixtures.CostOf(today),
        Mixtures.VolumeOf(today));
    (double[] best, Minimum minimum) = tuning.Best(searched, mixtures.Rows.Where((_, i) => i % 20 == 0).Select(row => row[..^1]).Prepend(today));
    session.Say($"{minimum.Explanation}");
    session.Save("history", () => Plots.History(searched.History));
    session.Save("predicted", () => Plots.Predicted<double>(predicted, mixtures.Strength));

    Results.ShowErrors(session, predicted, mixtures, $"{folds.Count} parts, none judged by a model that saw it");
    if (asked.Test is { } other)
    {
        Mixtures unseen = Mixtures.Read(other);
        StrengthModel model = StrengthModel.Fit(mixtures, effort, seed: 1);
        Results.ShowErrors(session, [.. unseen.Rows.Select(row => model.Of(row))], unseen, other);
    }

    Results.ShowMixtures(session, today, best, tuning);
    double[] proposed = [.. best, Mixtures.Age];
    double? truth = asked.Data is null ? Simulator.Truth(proposed) - Simulator.Truth(mixtures.Rows[usual]) : null;
    Results.ShowGain(session, (judge.Of(mixtures.Rows[usual]), judge.Of(proposed), judge.Error), truth);
});
