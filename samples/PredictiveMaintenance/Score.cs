using DeepMfg.AutoDiff.Learning;

namespace PredictiveMaintenance;

/// <summary>How good a model is on readings that it has not seen.</summary>
internal sealed record Score(double RocAuc, double Precision, double Recall, double F1)
{
    public static Score Of(ReadOnlySpan<double> risks, ReadOnlySpan<double> failed, double threshold) => new(
        Metrics.RocAuc(risks, failed), Metrics.Precision(risks, failed, threshold), Metrics.Recall(risks, failed, threshold),
        Metrics.F1(risks, failed, threshold));

    public static Score Mean(IReadOnlyCollection<Score> scores) =>
        new(scores.Average(s => s.RocAuc), scores.Average(s => s.Precision), scores.Average(s => s.Recall), scores.Average(s => s.F1));
}
