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

    private readonly double[] parameters;
    private double threshold = 0.5;

    private SoftRules(double[] parameters) => this.parameters = parameters;

    /// <summary>The thresholds that were learnt, in the units of the table.</summary>
    public double[] Thresholds =>
    [
        parameters[(int)P.HeatGap] * 10, parameters[(int)P.HeatSpeed] * 1500, parameters[(int)P.PowerLow] * 4000, parameters[(int)P.PowerHigh] * 8000,
        .. Enumerable.Range(0, 3).Select(quality => StrainLimit(parameters, quality) * 10_000),
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
        foreach (double sharpness in (ReadOnlySpan<double>)[10, 30, 60, 120])
        {
            Minimum minimum = LBfgsB.Solve(
                (x, g) => LossValueAndGradient(x, readings.Rows, readings.Quality, readings.Failed, sharpness, g), p, low, high,
                new SolveOptions { MaxIterations = 150 });
            p = [.. minimum.Point];
        }
        var rules = new SoftRules(p);
        rules.threshold = DeepMfg.AutoDiff.Learning.Thresholds.ByF1<double>(rules.Risks(readings), readings.Failed).Threshold;
        return rules;
    }

    public Score Score(Readings test) => PredictiveMaintenance.Score.Of(Risks(test), test.Failed, threshold);

    [Differentiable(Produce = Derivatives.Gradient)]
    private static double Loss(
        ReadOnlySpan<double> p, [NoDerivative] double[] rows, int[] quality, [NoDerivative] double[] failed, [NoDerivative] double sharpness)
    {
        double sum = 0;
        for (int i = 0; i < failed.Length; i++)
        {
            double safe = Safety(p, rows.AsSpan(i * Readings.Width, Readings.Width), quality[i], sharpness);
            sum -= failed[i] > 0 ? Math.Log(1 - safe + 1e-9) : Math.Log(safe + 1e-9);
        }
        return sum / failed.Length;
    }

    /// <summary>The probability that none of the causes brings the machine down.</summary>
    private static double Safety(ReadOnlySpan<double> p, ReadOnlySpan<double> reading, int quality, double sharpness)
    {
        double gap = (reading[1] - reading[0]) / 10, speed = reading[2] / 1500, wear = reading[4] / 200;
        double power = reading[3] * reading[2] * (2 * Math.PI / 60), strain = reading[4] * reading[3] / 10_000;
        double heat = Below(gap, p[(int)P.HeatGap], sharpness) * Below(speed, p[(int)P.HeatSpeed], sharpness);
        double low = Below(power / 4000, p[(int)P.PowerLow], sharpness), high = Below(p[(int)P.PowerHigh], power / 8000, sharpness);
        double strained = Below(StrainLimit(p, quality), strain, sharpness);
        double worn = Ops.Sigmoid(p[(int)P.WearRate]) * Below(p[(int)P.Wear], wear, 40);
        return (1 - heat) * (1 - low) * (1 - high) * (1 - strained) * (1 - worn) * (1 - Ops.Sigmoid(p[(int)P.Floor]));
    }

    /// <summary>What a product may cost in strain grows with its quality, by equal steps.</summary>
    private static double StrainLimit(ReadOnlySpan<double> p, int quality) => p[(int)P.Strain] + 0.1 * quality * p[(int)P.StrainStep];

    /// <summary>How far a value is below a threshold: 0 far above, 1 far below.</summary>
    private static double Below(double value, double threshold, double sharpness) => Ops.Sigmoid(sharpness * (threshold - value));

    private double[] Risks(Readings readings) =>
    [
        .. Enumerable.Range(0, readings.Count).Select(i =>
            1 - Safety(parameters, readings.Rows.AsSpan(i * Readings.Width, Readings.Width), readings.Quality[i], sharpness: 120)),
    ];
}
