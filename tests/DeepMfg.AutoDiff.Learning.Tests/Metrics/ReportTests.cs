namespace DeepMfg.AutoDiff.Learning.Tests;

public sealed class ReportTests
{
    private static readonly float[] s_scores = [0.1f, 0.4f, 0.35f, 0.8f, 0.9f, 0.2f];
    private static readonly float[] s_targets = [0, 0, 1, 1, 1, 0];

    [Fact]
    public void A_report_on_two_classes_prints_matrix_and_figures()
    {
        var report = Reports.Binary(s_scores, s_targets, threshold: 0.3, new BootstrapOptions { Resamples = 200 });
        string[] lines = report.ToString().Split('\n');
        Assert.Equal("6 rows, 3 of class 1, threshold 0.3", lines[0]);
        Assert.Equal("      predicted 0  predicted 1", lines[2]);
        Assert.Equal("is 0            2            1", lines[3]);
        Assert.Equal("is 1            0            3", lines[4]);
        Assert.Matches(@"^Precision +0\.75 +\d(\.\d+)? … 1$", Assert.Single(lines, line => line.StartsWith("Precision", StringComparison.Ordinal)));
        Assert.Contains(lines, line => line.StartsWith("ROC-AUC", StringComparison.Ordinal));
        Assert.Equal(0.75, report["Precision"].Value);
        Assert.Equal(1, report["Recall"].Value);
    }

    [Fact]
    public void Each_figure_lies_in_its_interval() => Assert.All(
        Reports.Binary(s_scores, s_targets, threshold: 0.5).Lines, line => Assert.InRange(line.Value, line.Interval.Low - 1e-12, line.Interval.High + 1e-12));

    [Fact]
    public void Logits_have_no_log_loss()
    {
        var report = Reports.Binary([-3.0, 2.0], [0.0, 1.0], threshold: 0);
        var mistake = Assert.Throws<KeyNotFoundException>(() => report["Brier"]);
        Assert.Contains("The report has no 'Brier'; it has Accuracy", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_on_classes_has_their_means()
    {
        int[] p = [0, 1, 2, 2, 1, 0], y = [0, 1, 2, 1, 1, 2];
        var report = Reports.Classes(p, y);
        Assert.Equal(Metrics.F1(p, y, Average.Macro), report["F1, macro"].Value);
        Assert.Equal(3, report.Confusion!.Classes);
        Assert.StartsWith("6 rows of 3 classes", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_on_numbers_has_their_errors()
    {
        double[] p = [1, 2.5, 3], y = [1, 2, 4];
        var report = Reports.Regression(p, y);
        Assert.Equal(Metrics.RSquared(p, y), report["R²"].Value);
        Assert.Equal(0.5, report["MAE"].Value);
        Assert.Null(report.Confusion);
    }
}
