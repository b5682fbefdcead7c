// Will this machine fail, why, and what do false alarms cost? Two models side by side: a network that knows nothing of machines, and the physics of the
// machine written down as plain C# with thresholds that are learnt, which also names the cause.

using DeepMfg.AutoDiff.Learning;
using DeepMfg.AutoDiff.Samples;
using PredictiveMaintenance;

var usage = new Usage(
    "PredictiveMaintenance",
    "Will this machine fail, why, and what do false alarms cost? A network beside physical rules whose thresholds are learnt.",
    "a CSV file with the columns of AI4I 2020",
    new Setting("epochs", 80, 1, "how often a network sees each reading"),
    new Setting("members", 5, 2, "how many networks are averaged"),
    new Setting("folds", 5, 2, "in how many parts the readings are divided, each judged by models of the others"),
    new Setting("rows", 2500, 200, "how many readings are simulated"));

return Sample.Run(usage, args, session =>
{
    Arguments asked = session.Arguments;
    Table table = asked.Data is { } path ? Readings.Read(path) : Simulator.Table(asked["rows"], seed: 1);
    Readings readings = Readings.Of(table);
    session.Say($"{readings.Count} readings, {readings.Failed.Count(failed => failed > 0)} failures, from {asked.Data ?? "the simulator"}.");
    var results = new Results(readings);
    IReadOnlyList<Split> folds = Readings.Folds(readings, asked["folds"]);
    for (int fold = 0; fold < folds.Count; fold++)
    {
        int[] train = folds[fold].Train.ToArray(), test = folds[fold].Test.ToArray();
        Network network = Network.Fit(table.Take(train), asked["epochs"], asked["members"]);
        SoftRules rules = SoftRules.Fit(readings.Take(train));
        results.Add(test, network.Judge(table.Take(test)), rules.Judge(readings.Take(test)), rules.Thresholds);
        if (fold == 0) session.Save("history", () => Plots.History(network.History));
        session.Say($"fold {fold + 1} of {folds.Count} is done");
    }

    results.Show(session);
    if (asked.Test is { } other)
    {
        Table unseen = Readings.Read(other);
        Network network = Network.Fit(table, asked["epochs"], asked["members"]);
        SoftRules rules = SoftRules.Fit(readings);
        var apart = new Results(Readings.Of(unseen));
        apart.Add([.. Enumerable.Range(0, unseen.Count)], network.Judge(unseen), rules.Judge(Readings.Of(unseen)), rules.Thresholds);
        apart.ShowScores(session, $"On {unseen.Count} readings of their own, from {other}");
    }
});
