using DeepMfg.AutoDiff.Learning;
using DeepMfg.AutoDiff.Samples;

namespace PredictiveMaintenance;

/// <summary>What the models said of readings that they had not seen, part by part.</summary>
internal sealed class Results(Readings readings)
{
    /// <summary>scikit-learn 1.2.1 on AI4I 2020, trained on 8,000 rows, scored on 2,000 others.</summary>
    private static readonly string[][] s_baselines =
    [
        ["AI4I: logistic regression", "", "0.737", "0.206", "0.322", ""],
        ["AI4I: random forest, 500 trees", "", "0.822", "0.544", "0.655", ""],
        ["AI4I: gradient boosting", "", "0.828", "0.706", "0.762", ""],
        ["AI4I: boosting, with physics", "", "0.915", "0.794", "0.850", ""],
    ];

    private readonly List<Score> _network = [], _rules = [];
    private readonly List<double[]> _thresholds = [];
    private readonly double[] _networkRisks = new double[readings.Count], _rulesRisks = new double[readings.Count];
    private int _named, _right;

    public void Add(int[] rows, Judgement network, Judgement rules, double[] thresholds)
    {
        double[] failed = readings.Take(rows).Failed;
        _network.Add(Score.Of(network, failed));
        _rules.Add(Score.Of(rules, failed));
        _thresholds.Add(thresholds);
        for (int i = 0; i < rows.Length; i++)
        {
            (_networkRisks[rows[i]], _rulesRisks[rows[i]]) = (network.Risks[i], rules.Risks[i]);
            int cause = readings.Causes[rows[i]];
            if (cause < 0 || failed[i] == 0 || rules.Risks[i] < rules.Alarm) continue;
            _named++;
            _right += rules.Causes[i] == cause ? 1 : 0;
        }
    }

    public void Show(Session session)
    {
        session.Save("roc-network", () => Plots.Roc(RocCurve.Of<double>(_networkRisks, readings.Failed)));
        session.Save("roc-rules", () => Plots.Roc(RocCurve.Of<double>(_rulesRisks, readings.Failed)));
        session.Save("precision-recall-network", () => Plots.PrecisionRecall(PrecisionRecallCurve.Of<double>(_networkRisks, readings.Failed)));
        session.Save("precision-recall-rules", () => Plots.PrecisionRecall(PrecisionRecallCurve.Of<double>(_rulesRisks, readings.Failed)));
        ShowThresholds(session);
        if (_named > 0) session.Say($"Of {_named} failures that the rules found and whose cause is on record, they named it rightly for {_right}.");
        ShowScores(session, $"Means over {_network.Count} stratified parts, none judged by a model that saw it");
    }

    public void ShowScores(Session session, string title)
    {
        double never = 1000 * Score.Miss * readings.Failed.Average();
        session.Show(
            title,
            ["model", "ROC-AUC", "precision", "recall", "F1", "cost"],
            [
                Line("networks", Score.Mean(_network)),
                Line("soft rules", Score.Mean(_rules)),
                ["never any alarm", "0.500", "", "0.000", "0.000", $"{never:F0}"],
                .. session.Arguments.Data is null ? [] : s_baselines,
            ]);
        session.Say($"cost: of a thousand uses, where a false alarm costs {Score.FalseAlarm} and a failure without alarm {Score.Miss}.");
    }

    private void ShowThresholds(Session session) => session.Show(
        "Thresholds that the rules have learnt",
        ["", "learnt", "documented", "off by"],
        SoftRules.Documented.Select((rule, k) =>
        {
            double learnt = _thresholds.Average(fold => fold[k]);
            return (string[])[rule.Name, $"{learnt:F1}", $"{rule.Limit:F1}", $"{learnt / rule.Limit - 1:P1}"];
        }));

    private static string[] Line(string model, Score score) =>
        [model, $"{score.RocAuc:F3}", $"{score.Precision:F3}", $"{score.Recall:F3}", $"{score.F1:F3}", $"{score.Cost:F0}"];
}
