using DeepMfg.AutoDiff;

namespace PredictiveMaintenance;

/// <summary>
/// What is known of the machine, with thresholds that are not: it overheats where the air takes too little heat at low speed, it stalls or breaks
/// at too little or too much power, it is overstrained by torque on a worn tool, and a tool that is worn out fails by chance.
/// </summary>
internal static partial class Machine
{
    /// <summary>The mean cross-entropy of failures.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="readings">What was read, and whether the machine failed.</param>
    /// <param name="sharpness">How sharp thresholds are.</param>
    [Differentiable(Produce = Derivatives.Gradient)]
    public static double Loss(Soft rules, [NoDerivative] ReadOnlySpan<Reading> readings, [NoDerivative] double sharpness)
    {
        double sum = 0;
        foreach (Reading r in readings)
        {
            double risk = Risk(rules, r, sharpness);
            sum -= r.Failed ? Math.Log(risk + 1e-9) : Math.Log(1 - risk + 1e-9);
        }

        return sum / readings.Length;
    }

    /// <summary>The probability that at least one of the causes brings the machine down.</summary>
    public static double Risk(Soft rules, Reading r, double sharpness)
    {
        Chances of = Chances(rules, r, sharpness);
        return 1 - (1 - Ops.Sigmoid(rules.Floor)) * (1 - of.Heat) * (1 - of.Power) * (1 - of.Strain) * (1 - of.Wear);
    }

    /// <summary>The probability of each cause.</summary>
    public static Chances Chances(Soft rules, Reading r, double sharpness)
    {
        double power = r.Torque * r.Speed * (2 * Math.PI / 60), strain = r.Wear * r.Torque / 10_000;
        double low = Below(power / 4000, rules.PowerLow, sharpness), high = Below(rules.PowerHigh, power / 8000, sharpness);
        return new(
            Heat: Below((r.Process - r.Air) / 10, rules.HeatGap, sharpness) * Below(r.Speed / 1500, rules.HeatSpeed, sharpness),
            Power: 1 - (1 - low) * (1 - high),
            Strain: Below(rules.StrainLimit(r.Quality), strain, sharpness),
            Wear: Ops.Sigmoid(rules.WearRate) * Below(rules.Wear, r.Wear / 200, 40));
    }

    /// <summary>How far a value is below a threshold: 0 far above, 1 far below.</summary>
    private static double Below(double value, double threshold, double sharpness) => Ops.Sigmoid(sharpness * (threshold - value));
}

/// <summary>How likely each cause is.</summary>
internal readonly record struct Chances(double Heat, double Power, double Strain, double Wear)
{
    public Cause MostLikely
    {
        get
        {
            double[] all = [Heat, Power, Strain, Wear];
            return (Cause)Array.IndexOf(all, all.Max());
        }
    }
}
