using DeepMfg.AutoDiff.Learning;

namespace PredictiveMaintenance;

/// <summary>How good a model is on readings that it has not seen.</summary>
/// <param name="RocAuc">Whether it ranks failures above the rest.</param>
/// <param name="Precision">How many of its alarms are failures.</param>
/// <param name="Recall">How many failures it finds.</param>
/// <param name="F1">The harmonic mean of both.</param>
/// <param name="Cost">What a thousand uses cost.</param>
internal sealed record Score(double RocAuc, double Precision, double Recall, double F1, double Cost)
{
    /// <summary>What an alarm costs that is none, and a failure without one: twenty times as much.</summary>
    public const double FalseAlarm = 1, Miss = 20;

    public static Score Of(Judgement judged, ReadOnlySpan<double> failed)
    {
        double[] risks = judged.Risks;
        double cost = 0;
        for (int i = 0; i < failed.Length; i++)
        {
            bool alarm = risks[i] >= judged.CheapAlarm;
            cost += failed[i] > 0 ? (alarm ? 0 : Miss) : (alarm ? FalseAlarm : 0);
        }

        return new(
            Metrics.RocAuc<double>(risks, failed),
            Metrics.Precision<double>(risks, failed, judged.Alarm),
            Metrics.Recall<double>(risks, failed, judged.Alarm),
            Metrics.F1<double>(risks, failed, judged.Alarm),
            1000 * cost / failed.Length);
    }

    public static Score Mean(IReadOnlyCollection<Score> scores) => new(
        scores.Average(s => s.RocAuc), scores.Average(s => s.Precision), scores.Average(s => s.Recall), scores.Average(s => s.F1),
        scores.Average(s => s.Cost));
}
