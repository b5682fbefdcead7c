using DeepMfg.AutoDiff;

namespace PredictiveMaintenance;

/// <summary>What the rules of the machine do not say, each in units in which it is about one.</summary>
/// <param name="HeatGap">Below how much warmer than the air the process loses too little heat, in 10 K.</param>
/// <param name="HeatSpeed">Below which speed it does, in 1,500 rpm.</param>
/// <param name="PowerLow">Below which power the machine stalls, in 4 kW.</param>
/// <param name="PowerHigh">Above which power it breaks, in 8 kW.</param>
/// <param name="Strain">Which strain products of low quality stand, in 10,000 min Nm.</param>
/// <param name="StrainStep">By how much more the next quality stands, in 1,000 min Nm.</param>
/// <param name="Wear">From which wear on a tool may fail, in 200 min.</param>
/// <param name="WearRate">How likely it then does, as a logit.</param>
/// <param name="Floor">How likely a failure without a cause is, as a logit.</param>
[Differentiable]
internal readonly partial record struct Soft(
    double HeatGap, double HeatSpeed, double PowerLow, double PowerHigh, double Strain, double StrainStep, double Wear, double WearRate, double Floor)
{
    /// <summary>Where learning starts.</summary>
    public static Soft Start => new(1, 1, 1, 1, 1, 1, 1, WearRate: -2, Floor: -6);

    /// <summary>Thresholds stay within half of their units: beyond all readings a threshold has no slope that could bring it back.</summary>
    public static Soft Least => new(0.5, 0.5, 0.5, 0.5, 0.5, 0, 0.5, -12, -12);

    /// <summary>The largest values.</summary>
    public static Soft Most => new(1.5, 1.5, 1.5, 1.5, 1.5, 3, 1.5, 12, 12);

    /// <summary>What a product may cost in strain grows with its quality, by equal steps.</summary>
    public double StrainLimit(int quality) => Strain + 0.1 * quality * StrainStep;
}
