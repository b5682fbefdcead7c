// Which fault is this? Seven kinds of surface faults of steel plates, told apart by averaged networks from what a camera measures.

using DeepMfg.AutoDiff.Learning;
using DeepMfg.AutoDiff.Samples;
using QualityControl;

var usage = new Usage(
    "QualityControl",
    "Tells seven kinds of surface faults of steel plates apart.",
    "a file as Steel Plates Faults has it: 27 features and 7 columns of faults, tabs between, no header",
    new Setting("epochs", 60, 1, "how often a network sees each plate"),
    new Setting("members", 10, 2, "how many networks are averaged"),
    new Setting("folds", 5, 2, "in how many parts the plates are divided, each judged by models of the others"),
    new Setting("rows", 700, 100, "how many plates are simulated"));

return Sample.Run(usage, args, session =>
{
    Arguments asked = session.Arguments;
    Table table = asked.Data is { } path ? Plates.Read(path) : Simulator.Table(asked["rows"], seed: 1);
    int[] faults = Plates.FaultsOf(table);
    session.Say($"{faults.Length} plates from {asked.Data ?? "the simulator"}.");
    var results = new Results(faults);
    IReadOnlyList<Split> folds = Folds.Stratified<int>(faults, asked["folds"], seed: 1);
    for (int fold = 0; fold < folds.Count; fold++)
    {
        int[] train = folds[fold].Train.ToArray(), test = folds[fold].Test.ToArray();
        Network network = Network.Fit(table.Take(train), asked["epochs"], asked["members"]);
        results.Add(test, network.Faults(table.Take(test)));
        if (fold == 0) session.Save("history", () => Plots.History(network.History));
        session.Say($"fold {fold + 1} of {folds.Count} is done");
    }

    results.Show(session, $"Means over {folds.Count} stratified parts, none judged by a model that saw it");
    if (asked.Test is { } other)
    {
        Table unseen = Plates.Read(other);
        var apart = new Results(Plates.FaultsOf(unseen));
        apart.Add([.. Enumerable.Range(0, unseen.Count)], Network.Fit(table, asked["epochs"], asked["members"]).Faults(unseen));
        apart.Show(session, $"On {unseen.Count} plates of their own, from {other}");
    }
});
