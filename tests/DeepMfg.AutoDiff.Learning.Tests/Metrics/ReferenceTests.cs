using System.Text.Json;

namespace DeepMfg.AutoDiff.Learning.Tests;

/// <summary>Every metric equals scikit-learn's value to 1e-12, on spans of double and of float.</summary>
public sealed class ReferenceTests
{
    [Fact]
    public void Scores_are_measured_as_by_scikit_learn() => Assert.All(ReferenceCases.Of("scores"), item =>
    {
        double threshold = item.GetProperty("threshold").GetDouble();
        double[] s = item.Doubles("s"), y = item.Doubles("y");
        JsonElement labels = item.GetProperty("labels");
        labels.AssertValue("accuracy", Metrics.Accuracy(s, y, threshold));
        labels.AssertValue("balanced", Metrics.BalancedAccuracy(s, y, threshold));
        labels.AssertValue("precision.binary", Metrics.Precision(s, y, threshold));
        labels.AssertValue("recall.binary", Metrics.Recall(s, y, threshold));
        labels.AssertValue("f1.binary", Metrics.F1(s, y, threshold));
        labels.AssertValue("matthews", Metrics.Matthews(s, y, threshold));
        item.AssertValue("rocAuc", Metrics.RocAuc(s, y));
        item.AssertValue("prAuc", Metrics.PrAuc(s, y));
        AssertMatrix(labels, ConfusionMatrix.Of(s, y, threshold));
    });

    /// <summary>Rounding to float keeps the order of these scores, so that counts and areas stay what they are.</summary>
    [Fact]
    public void Scores_of_float_are_measured_as_by_scikit_learn() => Assert.All(ReferenceCases.Of("scores"), item =>
    {
        float[] s = item.Singles("s"), y = item.Singles("y");
        double threshold = (float)item.GetProperty("threshold").GetDouble();
        item.GetProperty("labels").AssertValue("f1.binary", Metrics.F1(s, y, threshold));
        item.AssertValue("rocAuc", Metrics.RocAuc(s, y));
        item.AssertValue("prAuc", Metrics.PrAuc(s, y));
    });

    [Fact]
    public void Probabilities_are_measured_as_by_scikit_learn() => Assert.All(Probabilities(), item =>
    {
        double[] s = item.Doubles("s"), y = item.Doubles("y");
        item.AssertValue("logLoss", Metrics.LogLoss(s, y));
        item.AssertValue("logLossSingle", Metrics.LogLoss(item.Singles("s"), item.Singles("y")));
        item.AssertValue("brier", Metrics.Brier(s, y));
    });

    [Fact]
    public void Calibration_is_measured_as_by_scikit_learn() => Assert.All(Probabilities(), item =>
    {
        double[] s = item.Doubles("s"), y = item.Doubles("y");
        foreach (JsonProperty expected in item.GetProperty("calibration").EnumerateObject())
        {
            string[] setting = expected.Name.Split('.');
            var curve = CalibrationCurve.Of(s, y, int.Parse(setting[1]), setting[0] == "uniform" ? Binning.EqualWidth : Binning.EqualCount);
            expected.Value.AssertValues("share", curve.Bins.Select(bin => bin.Share));
            expected.Value.AssertValues("mean", curve.Bins.Select(bin => bin.MeanProbability));
            expected.Value.AssertValue("error", curve.ExpectedError);
        }
    });

    [Fact]
    public void Curves_are_those_of_scikit_learn() => Assert.All(ReferenceCases.Of("scores").Where(item => item.TryGetProperty("roc", out _)), item =>
    {
        double[] s = item.Doubles("s"), y = item.Doubles("y");
        var roc = RocCurve.Of(s, y);
        item.GetProperty("roc").AssertValues("f", roc.FalsePositiveRates);
        item.GetProperty("roc").AssertValues("t", roc.TruePositiveRates);
        item.AssertValue("rocAuc", roc.Area);
        var pr = PrecisionRecallCurve.Of(s, y);
        item.GetProperty("pr").AssertValues("p", pr.Precisions);
        item.GetProperty("pr").AssertValues("r", pr.Recalls);
        item.AssertValue("prAuc", pr.AveragePrecision);
    });

    [Fact]
    public void Chosen_thresholds_reach_the_best_of_all() => Assert.All(ReferenceCases.Of("scores").Where(item => item.TryGetProperty("roc", out _)), item =>
    {
        double[] s = item.Doubles("s"), y = item.Doubles("y");
        ThresholdChoice byF1 = Thresholds.ByF1(s, y);
        item.AssertValue("bestF1", byF1.Value);
        item.AssertValue("bestF1", Metrics.F1(s, y, byF1.Threshold));
        ThresholdChoice byCost = Thresholds.ByCost(s, y, falseAlarm: 1, miss: 7.5);
        item.AssertValue("leastCost", byCost.Value);
        var matrix = ConfusionMatrix.Of(s, y, byCost.Threshold);
        item.AssertValue("leastCost", matrix[0, 1] + (7.5 * matrix[1, 0]));
    });

    [Fact]
    public void Classes_are_measured_as_by_scikit_learn() => Assert.All(ReferenceCases.Of("classes"), item =>
    {
        int[] p = item.Ints("p"), y = item.Ints("y");
        JsonElement labels = item.GetProperty("labels");
        labels.AssertValue("accuracy", Metrics.Accuracy(p, y));
        labels.AssertValue("balanced", Metrics.BalancedAccuracy(p, y));
        labels.AssertValue("matthews", Metrics.Matthews(p, y));
        foreach (Average average in Enum.GetValues<Average>().Where(average => labels.TryGetProperty($"f1.{average}".ToLowerInvariant(), out _)))
        {
            labels.AssertValue($"precision.{average}".ToLowerInvariant(), Metrics.Precision(p, y, average));
            labels.AssertValue($"recall.{average}".ToLowerInvariant(), Metrics.Recall(p, y, average));
            labels.AssertValue($"f1.{average}".ToLowerInvariant(), Metrics.F1(p, y, average));
        }

        AssertMatrix(labels, ConfusionMatrix.Of(p, y));
    });

    [Fact]
    public void Rows_of_scores_are_measured_as_by_scikit_learn() => Assert.All(ReferenceCases.Of("rows"), item =>
    {
        double[] s = item.Doubles("s");
        int[] y = item.Ints("y");
        int classes = item.GetProperty("classes").GetInt32();
        item.AssertValue("ovr.macro", Metrics.RocAuc(s, y, classes));
        item.AssertValue("ovr.weighted", Metrics.RocAuc(s, y, classes, Pairing.OneVersusRest, Average.Weighted));
        item.AssertValue("ovo.macro", Metrics.RocAuc(s, y, classes, Pairing.OneVersusOne));
        item.AssertValue("ovo.weighted", Metrics.RocAuc(s, y, classes, Pairing.OneVersusOne, Average.Weighted));
        item.AssertValue("logLoss", Metrics.LogLoss(s, y, classes));
    });

    [Fact]
    public void Numbers_are_measured_as_by_scikit_learn() => Assert.All(ReferenceCases.Of("numbers"), item =>
    {
        double[] p = item.Doubles("p"), y = item.Doubles("y");
        item.AssertValue("rmse", Metrics.RootMeanSquareError(p, y));
        item.AssertValue("mae", Metrics.MeanAbsoluteError(p, y));
        item.AssertValue("mape", Metrics.MeanAbsolutePercentageError(p, y));
        item.AssertValue("r2", Metrics.RSquared(p, y));
        item.AssertValue("quantile.0.1", Metrics.QuantileLoss(p, y, 0.1));
        item.AssertValue("quantile.0.5", Metrics.QuantileLoss(p, y, 0.5));
        item.AssertValue("quantile.0.95", Metrics.QuantileLoss(p, y, 0.95));
    });

    private static IEnumerable<JsonElement> Probabilities() => ReferenceCases.Of("scores").Where(item => item.TryGetProperty("brier", out _));

    private static void AssertMatrix(JsonElement labels, ConfusionMatrix matrix) => Assert.Equal(
        labels.Doubles("confusion"),
        from target in Enumerable.Range(0, matrix.Classes)
        from predicted in Enumerable.Range(0, matrix.Classes)
        select (double)matrix[target, predicted]);
}
