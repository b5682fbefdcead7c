// Will this machine fail? Two models side by side: a network that knows nothing of machines, and the physics of the machine written down as plain C#
// with thresholds that are learnt, which also names the cause. No argument runs on simulated data; --data FILE on a table of the same columns.

using System.Globalization;
using DeepMfg.AutoDiff.Learning;
using PredictiveMaintenance;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int FoldCount = 5;

if (Options.Parse(args) is not { } options) return 1;
try
{
    Table table = options.Data is { } path ? Table.ReadCsv(path) : Simulator.Table(rows: 4000, seed: 1);
    Readings readings = Readings.Of(table);
    Console.WriteLine($"{readings.Count} readings, {readings.Failed.Count(failed => failed > 0)} failures, from {options.Data ?? "the simulator"}.");
    Console.WriteLine();

    List<Score> network = [], rules = [];
    List<double[]> thresholds = [];
    foreach (Split split in Folds.Stratified<double>(readings.Failed, options.Folds ?? FoldCount, seed: 1))
    {
        (Readings train, Readings test) = (readings.Take(split.Train), readings.Take(split.Test));
        network.Add(Network.Fit(train, options.Epochs).Score(test));
        SoftRules fitted = SoftRules.Fit(train);
        rules.Add(fitted.Score(test));
        thresholds.Add(fitted.Thresholds);
    }

    Results.Print(network, rules, thresholds);
    if (options.Test is { } other) Results.Print(readings, Readings.Of(Table.ReadCsv(other)), options.Epochs);
    return 0;
}
catch (Exception mistake) when (mistake is TableFormatException or ColumnsDifferException or IOException or InvalidDataException or ArgumentException)
{
    Console.Error.WriteLine(mistake.Message);
    return 1;
}
