using DeepMfg.AutoDiff;
using DeepMfg.AutoDiff.Learning;
using DeepMfg.AutoDiff.Optimization;

namespace Programs;

/// <summary>A use of a machine: temperatures in kelvin, thousands of turns a minute, kilowatts, strain in units of 10,000 Nm min.</summary>
public readonly record struct Reading(double AirKelvin, double ProcessKelvin, double Speed, double Power, double Strain, double Failed);

[Differentiable]
public readonly partial record struct Soft(double HeatGap, double HeatSpeed, double PowerLow, double PowerHigh, double Strain, double Sharpness);

public static partial class Machine
{
    [Differentiable]
    public static double Loss(Soft rules, [NoDerivative] ReadOnlySpan<Reading> readings)
    {
        double sum = 0;
        foreach (Reading r in readings)
        {
            double heat = Below(r.ProcessKelvin - r.AirKelvin, rules.HeatGap, rules) * Below(r.Speed, rules.HeatSpeed, rules);
            double power = Below(r.Power, rules.PowerLow, rules) + Below(rules.PowerHigh, r.Power, rules);
            double strain = Below(rules.Strain, r.Strain, rules);
            double risk = rules.Sharpness * (heat + power + strain - 0.5);
            sum += Ops.LogisticLoss(risk, r.Failed);
        }

        return sum / readings.Length;
    }

    /// <summary>How far a value is below a threshold: 0 far above, 1 far below.</summary>
    private static double Below(double value, double threshold, Soft rules) => Ops.Sigmoid(rules.Sharpness * (threshold - value));
}

/// <summary>A model of one's own: the loss is an ordinary method.</summary>
public sealed class MachineTests
{
    private static readonly Soft s_truth = new(HeatGap: 8.6, HeatSpeed: 1.4, PowerLow: 3.5, PowerHigh: 9, Strain: 1.1, Sharpness: 0);
    private static readonly Soft s_start = new(HeatGap: 9.2, HeatSpeed: 1.8, PowerLow: 2.8, PowerHigh: 8.2, Strain: 1.5, Sharpness: 5);

    [Fact]
    public void Thresholds_of_rules_are_learnt_in_a_loop_of_ones_own()
    {
        Reading[] readings = Readings(600);
        Soft rules = s_start;
        var adam = Optimizers.Adam(0.02).For(rules);     // its state has the record's shape
        for (int epoch = 0; epoch < 500; epoch++)
        {
            (double loss, Soft gradient) = Machine.LossValueAndGradient(rules, readings);
            adam.Step(ref rules, gradient);
        }

        Assert.InRange(Machine.Loss(rules, readings), 0, 0.1);
        Assert.Equal(s_truth.HeatGap, rules.HeatGap, 0.1);
        Assert.Equal(s_truth.HeatSpeed, rules.HeatSpeed, 0.1);
        Assert.Equal(s_truth.PowerLow, rules.PowerLow, 0.1);
        Assert.Equal(s_truth.PowerHigh, rules.PowerHigh, 0.1);
        Assert.Equal(s_truth.Strain, rules.Strain, 0.1);
    }

    [Fact]
    public void The_generated_member_is_handed_over_for_the_same_loop()
    {
        Reading[] readings = Readings(100);
        Soft rules = s_start;
        var adam = Optimizers.Adam(0.02).For(rules);
        for (int epoch = 0; epoch < 50; epoch++)
        {
            (_, Soft gradient) = Machine.LossValueAndGradient(rules, readings);
            adam.Step(ref rules, gradient);
        }

        var options = new FitOptions { Optimizer = Optimizers.Adam(0.02), Epochs = 50, BatchSize = 100 };
        var fit = Training.Fit(s_start, readings, Machine.LossValueAndGradient, options);

        // The order of the terms of a sum differs, and with it the last bits.
        Assert.Equal(rules.HeatGap, fit.Model.HeatGap, 1e-9);
        Assert.Equal(rules.Sharpness, fit.Model.Sharpness, 1e-9);
        Assert.NotEqual(s_start.Sharpness, fit.Model.Sharpness, 1e-3);
    }

    internal static Reading[] Readings(int count)
    {
        var random = new Philox(seed: 7);
        var readings = new Reading[count];
        for (int i = 0; i < count; i++)
        {
            double air = 296 + 8 * random.NextDouble(), process = air + 7 + 5 * random.NextDouble(), speed = 1.1 + 1.2 * random.NextDouble();
            double power = 2 + 9 * random.NextDouble(), strain = 1.6 * random.NextDouble();
            bool failed = (process - air < s_truth.HeatGap && speed < s_truth.HeatSpeed)
                || power < s_truth.PowerLow || power > s_truth.PowerHigh || strain > s_truth.Strain;
            readings[i] = new(air, process, speed, power, strain, failed ? 1 : 0);
        }

        return readings;
    }
}
