using System.Globalization;
using DeepMfg.AutoDiff;
using DeepMfg.AutoDiff.Optimization;

namespace Programs;

public static partial class Wear
{
    [Differentiable(Produce = Derivatives.Objective)]
    public static double[] Misfit(double[] p, [NoDerivative] double[] minutes, [NoDerivative] double[] microns)
    {
        var misfit = new double[minutes.Length];
        for (int i = 0; i < misfit.Length; i++) misfit[i] = p[0] * Math.Pow(minutes[i], p[1]) + p[2] - microns[i];
        return misfit;
    }
}

/// <summary>A curve, its parameters and how well they are known.</summary>
public sealed class WearTests
{
    [Fact]
    public void A_curve_is_fitted_and_says_how_well_its_parameters_are_known()
    {
        double[] minutes = [1, 2, 4, 8, 12, 16, 24, 32], microns = [7.5, 9.6, 12.3, 16.1, 19.2, 21.4, 25.7, 29.1];

        LeastSquares fit = LevenbergMarquardt.Solve(new Wear.MisfitObjective(minutes, microns), start: [1, 0.5, 0], lower: [0, 0, 0]);

        Assert.Equal(SolveStatus.Converged, fit.Status);
        string said = fit.ToString();
        for (int i = 0; i < 3; i++) Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"p[{i}]"), said, StringComparison.Ordinal);

        // At the minimum the residuals stand at right angles on the curve's slopes in its parameters.
        (double a, double b, double c) = (fit.Point[0], fit.Point[1], fit.Point[2]);
        double[] misfit = [.. minutes.Select((t, i) => a * Math.Pow(t, b) + c - microns[i])];
        Assert.Equal(0, misfit.Sum(), 1e-6);
        Assert.Equal(0, misfit.Zip(minutes, (r, t) => r * Math.Pow(t, b)).Sum(), 1e-5);
        Assert.Equal(0, misfit.Zip(minutes, (r, t) => r * a * Math.Pow(t, b) * Math.Log(t)).Sum(), 1e-4);
    }
}
