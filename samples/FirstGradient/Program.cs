// A method in, its derivatives out: how the life of a cutting tool depends on speed and feed, and what that says about both.

using System.Globalization;
using DeepMfg.AutoDiff;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const double Speed = 150, Feed = 0.25;

// Generated next to ToolLife: one call gives the value and the whole gradient.
(double life, (double speed, double feed) gradient) = Wear.ToolLifeValueAndGradient(Speed, Feed);
Console.WriteLine($"At {Speed} m/min and {Feed} mm a turn the tool lives for {life:F2} min.");
Console.WriteLine($"One m/min more changes that by {gradient.speed:F3} min, a hundredth of a mm more by {gradient.feed / 100:F3} min.");

// Relative sensitivities: a gradient tells what matters.
Console.WriteLine($"One per cent of speed costs {-gradient.speed * Speed / life:F2} % of the life, one of feed {-gradient.feed * Feed / life:F2} %.");

// Forward mode: how the life changes along one direction, here faster and finer at once.
(_, double tangent) = Wear.ToolLifeJvp(Speed, Feed, speedDot: 1, feedDot: -0.002);
Console.WriteLine($"Faster by 1 m/min and finer by 0.002 mm: {tangent:F3} min.");

// Differences of the method itself agree.
Console.WriteLine(GradientCheck.Of(Wear.ToolLife, (Speed, Feed), gradient));

/// <summary>Wear of cutting tools.</summary>
public static partial class Wear
{
    /// <summary>Taylor's extended equation: minutes of life at a cutting speed (m/min) and a feed (mm a turn).</summary>
    [Differentiable]
    public static double ToolLife(double speed, double feed) => 60 * Math.Pow(speed / 120, -4) * Math.Pow(feed / 0.2, -1.6);
}
