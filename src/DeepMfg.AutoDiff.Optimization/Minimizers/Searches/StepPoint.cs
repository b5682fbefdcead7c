namespace DeepMfg.AutoDiff.Optimization;

/// <summary>A step along a line, with the value and the slope there.</summary>
internal readonly record struct StepPoint(double Step, double Value, double Slope)
{
    /// <summary>The same after a line of this slope has been taken from the function.</summary>
    internal StepPoint Tilted(double slope) => new(Step, Value - (slope * Step), Slope - slope);

    /// <summary>The minimiser of the cubic through two points; NaN where it has none.</summary>
    internal static double Cubic(StepPoint from, StepPoint to)
    {
        double theta = (3 * (from.Value - to.Value) / (to.Step - from.Step)) + from.Slope + to.Slope;
        double scale = Math.Max(Math.Abs(theta), Math.Max(Math.Abs(from.Slope), Math.Abs(to.Slope)));
        double square = (theta / scale * (theta / scale)) - (from.Slope / scale * (to.Slope / scale));
        double gamma = Math.CopySign(scale * Math.Sqrt(Math.Max(0, square)), to.Step - from.Step);
        double part = (gamma - from.Slope + theta) / (gamma - from.Slope + gamma + to.Slope);
        return from.Step + (part * (to.Step - from.Step));
    }

    /// <summary>The minimiser of the parabola through two points with the slope at the first.</summary>
    internal static double Parabola(StepPoint from, StepPoint to)
    {
        double chord = (from.Value - to.Value) / (to.Step - from.Step);
        return from.Step + (from.Slope / (chord + from.Slope) / 2 * (to.Step - from.Step));
    }

    /// <summary>Where the slope is zero if it changes evenly.</summary>
    internal static double Secant(StepPoint from, StepPoint to) =>
        to.Step + (to.Slope / (to.Slope - from.Slope) * (from.Step - to.Step));
}
