using DeepMfg.AutoDiff;
using DeepMfg.AutoDiff.Optimization;

namespace CurveFitting;

/// <summary>The flank wear of a cutting tool: quick while the edge settles, then steady.</summary>
internal static partial class Wear
{
    /// <summary>What the parameters are, in order.</summary>
    public static readonly string[] Parameters = ["run-in wear [µm]", "run-in time [min]", "steady rate [µm/min]"];

    /// <summary>Micrometres after so many minutes in the cut: <c>b₀ (1 − exp(−t / b₁)) + b₂ t</c>.</summary>
    [Differentiable(Produce = Derivatives.Gradient)]
    public static double Depth(ReadOnlySpan<double> b, double minutes) => b[0] * (1 - Math.Exp(-minutes / b[1])) + b[2] * minutes;

    /// <summary>Curve less measurement.</summary>
    [Differentiable(Produce = Derivatives.Objective)]
    public static double[] Misfit(ReadOnlySpan<double> b, [NoDerivative] double[] minutes, [NoDerivative] double[] microns)
    {
        double[] misfit = new double[minutes.Length];
        for (int i = 0; i < misfit.Length; i++) misfit[i] = Depth(b, minutes[i]) - microns[i];
        return misfit;
    }

    public static LeastSquares Fit(WearTable table) => LevenbergMarquardt.Solve(
        new MisfitObjective(table.Minutes, table.Microns),
        start: [0.3 * table.Microns.Max(), 0.1 * table.Minutes.Max(), table.Microns.Max() / table.Minutes.Max()],
        lower: [0, 1e-3, 0]);

    /// <summary>The curve at a time with its interval.</summary>
    public static (double Value, double Low, double High) At(LeastSquares fit, double minutes)
    {
        double[] gradient = new double[Parameters.Length];
        double value = DepthValueAndGradient(fit.Point, minutes, gradient, out _);
        (double low, double high) = fit.IntervalOf(value, gradient);
        return (value, low, high);
    }

    /// <summary>
    /// When the wear reaches a limit, with its interval: as f(b, t) stays at the limit, dt/db = −(∂f/∂b) / (∂f/∂t). Null where it never does.
    /// </summary>
    public static (double Minutes, double Low, double High)? Life(LeastSquares fit, double limit)
    {
        double[] b = fit.Point.ToArray(), gradient = new double[b.Length];
        if (!(b[2] > 0)) return null;

        // Wear grows at least by the steady rate.
        double life = Roots.Brent(t => Depth(b, t) - limit, 0, limit / b[2]).Point;
        DepthValueAndGradient(b, life, gradient, out double slope);
        (double low, double high) = fit.IntervalOf(life, [.. gradient.Select(partial => -partial / slope)]);
        return (life, low, high);
    }
}
