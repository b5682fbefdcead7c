namespace DeepMfg.AutoDiff.Learning;

/// <summary>The lines of a report on two classes. The scores are sorted once; a resample is how often each row counts.</summary>
internal static class BinaryLines
{
    private static readonly string[] s_decisions = ["Accuracy", "Balanced accuracy", "Precision", "Recall", "F1", "Matthews", "ROC-AUC", "PR-AUC"];

    private static readonly string[] s_probabilities = ["Log-loss", "Brier"];

    /// <summary>The lines; those of probabilities where <paramref name="epsilon"/> tells how far these are kept off 0 and 1.</summary>
    internal static ReportLine[] Of(RankedScores ranked, double threshold, double? epsilon, BootstrapOptions options)
    {
        string[] names = epsilon is null ? s_decisions : [.. s_decisions, .. s_probabilities];
        double[] values = Figures(ranked, threshold, epsilon, []);
        Interval[] intervals = Bootstrap.OfWeights(ranked.Count, weights => Figures(ranked, threshold, epsilon, weights), options);
        return [.. names.Select((name, i) => new ReportLine(name, values[i], intervals[i]))];
    }

    private static double[] Figures(RankedScores ranked, double threshold, double? epsilon, ReadOnlySpan<int> weights)
    {
        ConfusionMatrix matrix = ranked.Decide(threshold, weights);
        RankingSums sums = ranked.Sums(weights);
        double[] figures =
        [
            matrix.Accuracy, matrix.BalancedAccuracy, matrix.Precision(1), matrix.Recall(1), matrix.F1(1), matrix.Matthews, sums.RocAuc, sums.AveragePrecision,
        ];
        return epsilon is double kept
            ? [.. figures, ranked.Mean((p, isOne) => Metrics.LogLoss(p, isOne, kept), weights), ranked.Mean(Metrics.Brier, weights)]
            : figures;
    }
}
