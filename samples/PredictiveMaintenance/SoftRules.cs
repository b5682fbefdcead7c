using DeepMfg.AutoDiff.Learning;
using DeepMfg.AutoDiff.Optimization;

namespace PredictiveMaintenance;

/// <summary>The rules of the machine with the thresholds that were learnt.</summary>
internal sealed class SoftRules
{
    public static readonly IReadOnlyList<(string Name, double Limit)> Documented =
    [
        ("heat: process − air temperature [K]", 8.6), ("heat: speed [rpm]", 1380), ("power, low [W]", 3500), ("power, high [W]", 9000),
        ("strain of L [min Nm]", 11_000), ("strain of M [min Nm]", 12_000), ("strain of H [min Nm]", 13_000),
    ];

    private const double Sharpest = 120;

    private readonly Soft _rules;
    private readonly double _alarm, _cheapAlarm;

    private SoftRules(Soft rules, Readings readings)
    {
        _rules = rules;
        double[] risks = Risks(readings);
        _alarm = DeepMfg.AutoDiff.Learning.Thresholds.ByF1<double>(risks, readings.Failed).Threshold;
        _cheapAlarm = DeepMfg.AutoDiff.Learning.Thresholds.ByCost<double>(risks, readings.Failed, Score.FalseAlarm, Score.Miss).Threshold;
    }

    /// <summary>The thresholds that were learnt, in the units of the table.</summary>
    public double[] Thresholds =>
    [
        _rules.HeatGap * 10, _rules.HeatSpeed * 1500, _rules.PowerLow * 4000, _rules.PowerHigh * 8000,
        .. Enumerable.Range(0, 3).Select(quality => _rules.StrainLimit(quality) * 10_000),
    ];

    /// <summary>Minimises the cross-entropy, the thresholds soft at first and ever sharper.</summary>
    public static SoftRules Fit(Readings readings)
    {
        Soft rules = Soft.Start;
        double[] least = Numbers(Soft.Least), most = Numbers(Soft.Most);
        foreach (double sharpness in (ReadOnlySpan<double>)[10, 30, 60, Sharpest])
        {
            Minimum minimum = LBfgsB.Solve(
                (x, g) =>
                {
                    (double loss, Soft gradient) = Machine.LossValueAndGradient(rules.From(x), readings.Rows, sharpness); // generated
                    gradient.CopyTo(g);
                    return loss;
                },
                Numbers(rules), least, most, new SolveOptions { MaxIterations = 150 });
            rules = rules.From(minimum.Point);
        }

        return new SoftRules(rules, readings);
    }

    public Judgement Judge(Readings test) => new(
        Risks(test), _alarm, _cheapAlarm, Array.ConvertAll(test.Rows, reading => (int)Machine.Chances(_rules, reading, Sharpest).MostLikely));

    private double[] Risks(Readings readings) => Array.ConvertAll(readings.Rows, reading => Machine.Risk(_rules, reading, Sharpest));

    private static double[] Numbers(Soft rules)
    {
        double[] numbers = new double[rules.ParameterCount];
        rules.CopyTo(numbers);
        return numbers;
    }
}
