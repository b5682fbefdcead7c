namespace DeepMfg.AutoDiff;

// Maxima and minima by magnitude, and those that take a number rather than NaN.
internal static partial class Portable
{
    internal static double MaxNumber(double x, double y) => double.IsNaN(x) ? y : double.IsNaN(y) ? x : Math.Max(x, y);

    internal static double MinNumber(double x, double y) => double.IsNaN(x) ? y : double.IsNaN(y) ? x : Math.Min(x, y);

    internal static double MaxMagnitude(double x, double y) =>
        Math.Abs(x) > Math.Abs(y) ? x : Math.Abs(x) < Math.Abs(y) ? y : Math.Max(x, y);

    internal static double MinMagnitude(double x, double y) =>
        Math.Abs(x) < Math.Abs(y) ? x : Math.Abs(x) > Math.Abs(y) ? y : Math.Min(x, y);

    internal static double MaxMagnitudeNumber(double x, double y) =>
        double.IsNaN(x) ? y : double.IsNaN(y) ? x : MaxMagnitude(x, y);

    internal static double MinMagnitudeNumber(double x, double y) =>
        double.IsNaN(x) ? y : double.IsNaN(y) ? x : MinMagnitude(x, y);
}
