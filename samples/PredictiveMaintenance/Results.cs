namespace PredictiveMaintenance;

/// <summary>What the sample prints.</summary>
internal static class Results
{
    public static void Print(IReadOnlyCollection<Score> network, IReadOnlyCollection<Score> rules, IReadOnlyList<double[]> thresholds)
    {
        Console.WriteLine($"Means over {network.Count} stratified folds:");
        Print(("network", Score.Mean(network)), ("soft rules", Score.Mean(rules)));
        Console.WriteLine();
        Console.WriteLine("Thresholds that the rules have learnt:");
        for (int k = 0; k < SoftRules.Documented.Count; k++)
        {
            (string name, double documented) = SoftRules.Documented[k];
            double learnt = thresholds.Average(fold => fold[k]);
            Console.WriteLine($"{name,-38} {learnt,10:F1}   documented {documented,8:F1}   {(learnt / documented) - 1,7:P1}");
        }
    }

    public static void Print(Readings train, Readings test, int epochs)
    {
        Console.WriteLine();
        Console.WriteLine($"On {test.Count} readings of their own:");
        Print(("network", Network.Fit(train, epochs).Score(test)), ("soft rules", SoftRules.Fit(train).Score(test)));
    }

    private static void Print(params ReadOnlySpan<(string Model, Score Score)> rows)
    {
        Console.WriteLine("model        ROC-AUC  precision  recall     F1");
        foreach ((string model, Score score) in rows)
        {
            Console.WriteLine($"{model,-12} {score.RocAuc,7:F3} {score.Precision,10:F3} {score.Recall,7:F3} {score.F1,6:F3}");
        }
    }
}
