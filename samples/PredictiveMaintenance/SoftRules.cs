using DeepMfg.AutoDiff;
using DeepMfg.AutoDiff.Learning;
using DeepMfg.AutoDiff.Optimization;

namespace PredictiveMaintenance;

/// <summary>
/// What is known of the machine, with thresholds that are not: it overheats where the air takes too little heat at low speed, it stalls or breaks
/// at too little or too much power, it is overstrained by torque on a worn tool, and a tool that is worn out fails by chance.
/// </summary>
internal sealed partial class SoftRules
{
    /// <summary>The parameters, each in units in which it is about one.</summary>
    private enum P { HeatGap, HeatSpeed, PowerLow, PowerHigh, Strain, StrainStep, Wear, WearRate, Floor, Count }

    public static readonly IReadOnlyList<(string Name, double Limit)> Documented =
    [
        ("heat: process − air temperature [K]", 8.6), ("heat: speed [rpm]", 1380), ("power, low [W]", 3500), ("power, high [W]", 9000),
        ("strain of L [min Nm]", 11_000), ("strain of M [min Nm]", 12_000), ("strain of H [min Nm]", 13_000),
    ];

    private const int Causes = 4;
    private const double Sharpest = 120;

    private readonly double[] _parameters;
    private readonly double _alarm, _cheapAlarm;

    private SoftRules(double[] parameters, Readings readings)
    {
        _parameters = parameters;
        double[] risks = Risks(readings);
        _alarm = DeepMfg.AutoDiff.Learning.Thresholds.ByF1<double>(risks, readings.Failed).Threshold;
        _cheapAlarm = DeepMfg.AutoDiff.Learning.Thresholds.ByCost<double>(risks, readings.Failed, Score.FalseAlarm, Score.Miss).Threshold;
    }

    /// <summary>The thresholds that were learnt, in the units of the table.</summary>
    public double[] Thresholds =>
    [
        _parameters[(int)P.HeatGap] * 10, _parameters[(int)P.HeatSpeed] * 1500, _parameters[(int)P.PowerLow] * 4000, _parameters[(int)P.PowerHigh] * 8000,
        .. Enumerable.Range(0, 3).Select(quality => StrainLimit(_parameters, quality) * 10_000),
    ];

    /// <summary>Minimises the cross-entropy, the thresholds soft at first and ever sharper.</summary>
    public static SoftRules Fit(Readings readings)
    {
        double[] p = new double[(int)P.Count];
        p.AsSpan().Fill(1);
        p[(int)P.WearRate] = -2;
        p[(int)P.Floor] = -6;
        // Thresholds stay within half of their units: beyond all readings a threshold has no slope that could bring it back.
        double[] low = [0.5, 0.5, 0.5, 0.5, 0.5, 0, 0.5, -12, -12], high = [1.5, 1.5, 1.5, 1.5, 1.5, 3, 1.5, 12, 12];
        foreach (double sharpness in (ReadOnlySpan<double>)[10, 30, 60, Sharpest])
        {
            Minimum minimum = LBfgsB.Solve(
                (x, g) => LossValueAndGradient(x, readings.Rows, readings.Quality, readings.Failed, sharpness, g), p, low, high,
                new SolveOptions { MaxIterations = 150 });
            p = [.. minimum.Point];
        }
        return new SoftRules(p, readings);
    }

    public Judgement Judge(Readings test) => new(
        Risks(test), _alarm, _cheapAlarm, [.. Enumerable.Range(0, test.Count).Select(i => (int)MostLikely(test.Row(i), test.Quality[i]))]);

    [Differentiable(Produce = Derivatives.Gradient)]
    private static double Loss(
        ReadOnlySpan<double> p, [NoDerivative] double[] rows, int[] quality, [NoDerivative] double[] failed, [NoDerivative] double sharpness)
    {
        int width = rows.Length / failed.Length;
        double sum = 0;
        for (int i = 0; i < failed.Length; i++)
        {
            double safe = Safety(p, rows.AsSpan(i * width, width), quality[i], sharpness);
            sum -= failed[i] > 0 ? Math.Log(1 - safe + 1e-9) : Math.Log(safe + 1e-9);
        }
        return sum / failed.Length;
    }

    /// <summary>The probability that none of the causes brings the machine down.</summary>
    private static double Safety(ReadOnlySpan<double> p, ReadOnlySpan<double> reading, int quality, double sharpness)
    {
        Span<double> causes = stackalloc double[Causes];
        Chances(p, reading, (quality, sharpness), causes);
        double safe = 1 - Ops.Sigmoid(p[(int)P.Floor]);
        for (int cause = 0; cause < Causes; cause++) safe *= 1 - causes[cause];
        return safe;
    }

    /// <summary>The probability of each cause, in the order of <see cref="Cause"/>.</summary>
    private static void Chances(ReadOnlySpan<double> p, ReadOnlySpan<double> reading, (int Quality, double Sharpness) at, Span<double> causes)
    {
        double gap = (reading[1] - reading[0]) / 10, speed = reading[2] / 1500, wear = reading[4] / 200;
        double power = reading[3] * reading[2] * (2 * Math.PI / 60), strain = reading[4] * reading[3] / 10_000;
        double low = Below(power / 4000, p[(int)P.PowerLow], at.Sharpness), high = Below(p[(int)P.PowerHigh], power / 8000, at.Sharpness);
        causes[(int)Cause.Heat] = Below(gap, p[(int)P.HeatGap], at.Sharpness) * Below(speed, p[(int)P.HeatSpeed], at.Sharpness);
        causes[(int)Cause.Power] = 1 - (1 - low) * (1 - high);
        causes[(int)Cause.Strain] = Below(StrainLimit(p, at.Quality), strain, at.Sharpness);
        causes[(int)Cause.Wear] = Ops.Sigmoid(p[(int)P.WearRate]) * Below(p[(int)P.Wear], wear, 40);
    }

    /// <summary>What a product may cost in strain grows with its quality, by equal steps.</summary>
    private static double StrainLimit(ReadOnlySpan<double> p, int quality) => p[(int)P.Strain] + 0.1 * quality * p[(int)P.StrainStep];

    /// <summary>How far a value is below a threshold: 0 far above, 1 far below.</summary>
    private static double Below(double value, double threshold, double sharpness) => Ops.Sigmoid(sharpness * (threshold - value));

    private double[] Risks(Readings readings) =>
        [.. Enumerable.Range(0, readings.Count).Select(i => 1 - Safety(_parameters, readings.Row(i), readings.Quality[i], Sharpest))];

    private Cause MostLikely(ReadOnlySpan<double> reading, int quality)
    {
        Span<double> causes = stackalloc double[Causes];
        Chances(_parameters, reading, (quality, Sharpest), causes);
        return (Cause)System.Numerics.Tensors.TensorPrimitives.IndexOfMax<double>(causes);
    }
}
