using Spectre.Console;

namespace DeepMfg.AutoDiff.Learning.Tests;

/// <summary>The programs of docs/metrics.md, word by word between the marks. A parameter in the console's place keeps what is printed.</summary>
internal static class MetricsSnippets
{
    internal static void Measure(TextWriter Console)
    {
        // begin measure
        float[] risk = [0.10f, 0.40f, 0.35f, 0.80f, 0.90f, 0.20f, 0.65f, 0.05f];   // what a model says
        float[] failed = [0, 0, 1, 1, 1, 0, 1, 0];                                 // what came

        Console.WriteLine($"Accuracy: {Metrics.Accuracy(risk, failed):0.000}");
        Console.WriteLine($"ROC-AUC:  {Metrics.RocAuc(risk, failed):0.0000}");

        ThresholdChoice byF1 = Thresholds.ByF1(risk, failed);
        ThresholdChoice byCost = Thresholds.ByCost(risk, failed, falseAlarm: 1, miss: 20);
        Console.WriteLine($"F1 of {byF1.Value:0.000} at {byF1.Threshold:0.000}, cost of {byCost.Value} at {byCost.Threshold:0.000}");

        Interval interval = Bootstrap.Of(risk, failed, (p, y) => Metrics.F1(p, y, 0.5));
        Console.WriteLine($"F1 at 0.5: {Metrics.F1(risk, failed):0.000}, 95 %: {interval}");
        // end measure
    }

    internal static void Report(TextWriter Console)
    {
        float[] risk = [0.10f, 0.40f, 0.35f, 0.80f, 0.90f, 0.20f, 0.65f, 0.05f];
        float[] failed = [0, 0, 1, 1, 1, 0, 1, 0];

        // begin report
        Report report = Reports.Binary(risk, failed, threshold: 0.6);
        Console.WriteLine(report);
        // end report
    }

    internal static void Classes(TextWriter Console)
    {
        // begin classes
        int[] predicted = [0, 1, 2, 2, 1, 0, 0], actual = [0, 1, 2, 1, 1, 0, 2];
        Console.WriteLine(Metrics.F1(predicted, actual, Average.Macro).ToString("0.000"));
        Console.WriteLine(ConfusionMatrix.Of(predicted, actual));

        double[] strength = [31.5, 40.2, 28.9], measured = [30.0, 41.0, 29.5];
        Console.WriteLine(Metrics.RootMeanSquareError(strength, measured).ToString("0.000"));
        Console.WriteLine(Metrics.QuantileLoss(strength, measured, quantile: 0.9).ToString("0.000"));
        // end classes
    }

    internal static void Draw(string folder)
    {
        float[] risk = [0.10f, 0.40f, 0.35f, 0.80f, 0.90f, 0.20f, 0.65f, 0.05f];
        float[] failed = [0, 0, 1, 1, 1, 0, 1, 0];

        // begin draw
        Plots.Roc(RocCurve.Of(risk, failed)).SavePng(Path.Combine(folder, "roc.png"));

        Figure figure = Plots.Confusion(ConfusionMatrix.Of(risk, failed), "good", "failed");
        figure.Plot.Title("Line 3, May");
        figure.SaveSvg(Path.Combine(folder, "confusion.svg"), width: 600, height: 500);
        // end draw
    }

    internal static void Show(IAnsiConsole console)
    {
        float[] risk = [0.10f, 0.40f, 0.35f, 0.80f, 0.90f, 0.20f, 0.65f, 0.05f];
        float[] failed = [0, 0, 1, 1, 1, 0, 1, 0];

        // begin show
        using (var progress = ConsoleProgress.Bar(console))
        {
            for (int epoch = 1; epoch <= 60; epoch++)
            {
                progress.Report(new ProgressStep("Training", epoch, 60, $"loss {1.0 / epoch:0.000}"));
            }
        }

        console.WriteReport(Reports.Binary(risk, failed), "good", "failed");
        console.WriteTable("Wear", ["tool", "µm"], [["drill 7", "112"], ["drill 8", "96"]]);
        // end show
    }

    internal static void Keep(TextWriter Console, string path)
    {
        // begin keep
        float[] weights = [0.5f, -1, 2, 0.25f, 3, -0.5f];

        var file = new ModelFile("wear, version 1");
        file.Tensors["weights"] = StoredTensor.Of<float>(weights, 2, 3);
        file.Metadata["threshold"] = "0.35";
        file.Save(path);

        ModelFile kept = ModelFile.Load(path, kind: "wear, version 1");
        Console.WriteLine(string.Join(" × ", kept.Tensors["weights"].Shape));
        Console.WriteLine(kept.Tensors["weights"].ToSingles()[3].ToString("0.00"));
        // end keep
    }
}
