// The classic: a hidden layer of eight ReLUs learns exclusive or, which no single layer can.

using DeepMfg.AutoDiff.Learning;
using DeepMfg.AutoDiff.Samples;
using Xor;

var usage = new Usage(
    "Xor",
    "A hidden layer of ReLUs learns exclusive or, from several seeds.",
    Data: "a CSV file with columns a, b, xor",
    new Setting("epochs", 200, 1, "how often a network sees each row"),
    new Setting("seeds", 10, 1, "from how many seeds"));

return Sample.Run(usage, args, session =>
{
    Arguments asked = session.Arguments;
    Truth truth = asked.Data is { } path ? Truth.Read(path) : Truth.Table;
    Truth test = asked.Test is { } other ? Truth.Read(other) : truth;
    Network[] networks = [.. Enumerable.Range(1, asked["seeds"]).Select(seed => Network.Fit(truth, asked["epochs"], seed))];
    Network best = networks.MaxBy(network => network.Accuracies[^1])!;

    session.Say("Accuracy by epoch, seed 1:");
    foreach (int epoch in Progress.Epochs(networks[0].Accuracies.Count))
    {
        session.Say($"  epoch {epoch,4}   loss {networks[0].Losses[epoch - 1]:F4}   accuracy {networks[0].Accuracies[epoch - 1]:P0}");
    }

    session.Say();
    session.Say("What the best network decides between the four (# is 1):");
    foreach (string line in Progress.Drawn(best)) session.Say("  " + line);
    session.Save("accuracy", () => Plots.History([.. networks.Select((network, seed) => new Curve($"seed {seed + 1}", network.Accuracies))]));
    session.Save("decision", () => Plots.DecisionRegions(
        best.Decide, truth.Column(0), truth.Column(1), [.. truth.Y.Select(y => (int)y)]));

    session.Show(
        $"Accuracy after {asked["epochs"]} epochs",
        ["model", "accuracy", "learnt at epoch"],
        [
            .. networks.Select((network, seed) => (string[])
                [$"8 ReLUs, seed {seed + 1}", $"{network.AccuracyOn(test):P0}", network.LearntAt is { } epoch ? $"{epoch}" : "never"]),
            ["without a hidden layer, at most", "75%", "never"],
        ]);
    session.Say($"Learnt from {networks.Count(network => network.AccuracyOn(test) == 1)} of {networks.Length} seeds.");
});
