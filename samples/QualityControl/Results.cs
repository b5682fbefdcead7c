using DeepMfg.AutoDiff.Learning;
using DeepMfg.AutoDiff.Samples;

namespace QualityControl;

/// <summary>What was said of plates that no model had seen, part by part.</summary>
internal sealed class Results(int[] faults)
{
    /// <summary>scikit-learn 1.2.1 on Steel Plates Faults, trained on 1,553 rows, scored on 388 others.</summary>
    private static readonly string[][] s_baselines =
    [
        ["Steel Plates: logistic regression", "0.698", "0.693"],
        ["Steel Plates: network, 64 and 64", "0.758", "0.777"],
        ["Steel Plates: random forest", "0.763", "0.771"],
        ["Steel Plates: gradient boosting", "0.771", "0.773"],
        ["Steel Plates: SVM", "0.781", "0.804"],
    ];

    private readonly List<(double Accuracy, double F1)> _scores = [];
    private readonly int[] _predicted = new int[faults.Length];

    public void Add(int[] rows, int[] predicted)
    {
        int[] right = [.. rows.Select(row => faults[row])];
        _scores.Add((Metrics.Accuracy(predicted, right), Metrics.F1(predicted, right, Average.Macro)));
        for (int i = 0; i < rows.Length; i++) _predicted[rows[i]] = predicted[i];
    }

    public void Show(Session session, string title)
    {
        var confusion = ConfusionMatrix.Of(_predicted, faults);
        session.Save("confusion", () => Plots.Confusion(confusion, Plates.Faults));
        session.Show(
            "Fault by fault",
            ["", "plates", "precision", "recall"],
            Plates.Faults.Select((fault, k) => (string[])[fault, $"{confusion.Support(k)}", $"{confusion.Precision(k):F3}", $"{confusion.Recall(k):F3}"]));
        int frequent = Enumerable.Range(0, Plates.Faults.Length).MaxBy(confusion.Support);
        session.Show(
            title,
            ["model", "accuracy", "macro F1"],
            [
                ["networks", $"{_scores.Average(score => score.Accuracy):F3}", $"{_scores.Average(score => score.F1):F3}"],
                [$"always {Plates.Faults[frequent]}", $"{(double)confusion.Support(frequent) / faults.Length:F3}", ""],
                .. session.Arguments.Data is null ? [] : s_baselines,
            ]);
    }
}
