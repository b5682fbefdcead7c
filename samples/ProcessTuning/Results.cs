using DeepMfg.AutoDiff.Learning;
using DeepMfg.AutoDiff.Samples;

namespace ProcessTuning;

/// <summary>What is said of models and mixtures.</summary>
internal static class Results
{
    /// <summary>On 206 tests of other mixtures, by scikit-learn 1.2.1.</summary>
    private static readonly string[][] s_baselines =
    [
        ["Concrete: mean", "17.11"], ["Concrete: ridge regression", "10.24"], ["Concrete: network, 64 and 64", "5.42"],
        ["Concrete: random forest", "5.28"], ["Concrete: gradient boosting", "4.59"],
    ];

    public static void ShowErrors(Session session, double[] predicted, Mixtures mixtures, string where)
    {
        double mean = mixtures.Strength.Average(), deviation = Math.Sqrt(mixtures.Strength.Average(y => (y - mean) * (y - mean)));
        session.Show(
            $"Root mean square error of the strength [MPa], {where}",
            ["model", "RMSE"],
            [
                ["networks", $"{Metrics.RootMeanSquareError<double>(predicted, mixtures.Strength):F2}"],
                ["mean", $"{deviation:F2}"],
                .. session.Arguments.Data is null ? [] : s_baselines,
            ]);
    }

    public static void ShowMixtures(Session session, double[] usual, double[] best, Tuning tuning) => session.Show(
        "Mixtures of a cubic metre [kg]",
        ["", "today", "proposed", "least", "most"],
        [
            .. Mixtures.Names.Select((name, k) => (string[])[name, $"{usual[k]:F1}", $"{best[k]:F1}", $"{tuning.Low[k]:F1}", $"{tuning.High[k]:F1}"]),
            ["cost", $"{Mixtures.CostOf(usual):F2}", $"{Mixtures.CostOf(best):F2}", "", ""],
            ["volume [m³]", $"{Mixtures.VolumeOf(usual):F3}", $"{Mixtures.VolumeOf(best):F3}", "", ""],
        ]);

    /// <summary>The gain with its interval, and, where the truth is known, that too.</summary>
    public static void ShowGain(Session session, (double Usual, double Best, double Error) judged, double? truth)
    {
        // Two predictions differ by the errors of both, of which 1.645 standard deviations hold 90 %.
        double gain = judged.Best - judged.Usual, margin = 1.645 * Math.Sqrt(2) * judged.Error;
        session.Show(
            $"Strength after {Mixtures.Age} days [MPa], by networks that had no part in the search",
            ["today", "proposed", "gain", "from (90 %)", "to", .. truth is null ? (string[])[] : ["true gain"]],
            [
                [
                    $"{judged.Usual:F1}", $"{judged.Best:F1}", $"{gain:F1}", $"{gain - margin:F1}", $"{gain + margin:F1}",
                    .. truth is { } right ? (string[])[$"{right:F1}"] : [],
                ],
            ]);
    }
}
