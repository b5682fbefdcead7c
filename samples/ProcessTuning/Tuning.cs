using DeepMfg.AutoDiff;
using DeepMfg.AutoDiff.Optimization;
using Model = DeepMfg.AutoDiff.Learning.Sequential<
    DeepMfg.AutoDiff.Learning.Dense, DeepMfg.AutoDiff.Learning.Dense, DeepMfg.AutoDiff.Learning.Dense>;

namespace ProcessTuning;

/// <summary>
/// The strongest mixture at a price and a volume, within bounds: L-BFGS-B with the gradient in the inputs. Price and volume are held by penalties that are
/// ever heavier.
/// </summary>
/// <param name="Low">The least of each ingredient.</param>
/// <param name="High">The most of each ingredient.</param>
/// <param name="Cost">What a cubic metre may cost.</param>
/// <param name="Volume">What its ingredients must fill.</param>
internal sealed partial record Tuning(double[] Low, double[] High, double Cost, double Volume)
{
    /// <summary>The best of the ends from several starts.</summary>
    public (double[] Mixture, Minimum Minimum) Best(StrengthModel model, IEnumerable<double[]> starts) => starts
        .Select(start => Improved(model, start))
        .MinBy(end => end.Minimum.Value);

    private (double[] Mixture, Minimum Minimum) Improved(StrengthModel model, double[] start)
    {
        // In shares of the range, so that a kilogramme of water and one of gravel weigh alike.
        double[] at = [.. start.Select((kilograms, k) => Share(kilograms, k))], zeros = new double[at.Length], ones = new double[at.Length];
        Array.Fill(ones, 1);
        double[][] bounds = [Low, High];
        (Model[] members, Scales scales) = model.Parts;
        Minimum? minimum = null;
        foreach (double weight in (double[])[10, 100, 1000])
        {
            double[] limits = [Cost, Volume, weight];
            minimum = LBfgsB.Solve(
                (shares, gradient) => LossValueAndGradient(shares, bounds, limits, members, [scales.Means, scales.Deviations], gradient),
                at, zeros, ones, new SolveOptions { MaxIterations = 200 });
            at = minimum.Point.ToArray();
        }

        return (Kilograms(at), minimum!);
    }

    /// <summary>What is minimised: less strength, in units of its spread, and what is too dear or fills no cubic metre.</summary>
    /// <param name="shares">How far each ingredient is between its least and its most: what is differentiated.</param>
    /// <param name="bounds">The least of each ingredient, then the most of each.</param>
    /// <param name="limits">The cost, the volume, the weight of penalties.</param>
    /// <param name="members">The networks.</param>
    /// <param name="scales">Means of the inputs, then deviations.</param>
    [Differentiable(Produce = Derivatives.Gradient)]
    private static double Loss(
        ReadOnlySpan<double> shares, [NoDerivative] double[][] bounds, [NoDerivative] double[] limits, [NoDerivative] Model[] members,
        [NoDerivative] double[][] scales)
    {
        Span<double> row = stackalloc double[8];
        double cost = 0, volume = 0;
        for (int k = 0; k < shares.Length; k++)
        {
            row[k] = bounds[0][k] + shares[k] * (bounds[1][k] - bounds[0][k]);
            cost += row[k] * Mixtures.Prices[k];
            volume += row[k] / Mixtures.Densities[k];
        }

        row[shares.Length] = Mixtures.Age;
        double dear = Math.Max(0, cost / limits[0] - 1), off = volume / limits[1] - 1;
        return limits[2] * (dear * dear + off * off) - StrengthModel.Cautious(row, members, scales[0], scales[1]);
    }

    private double[] Kilograms(ReadOnlySpan<double> shares)
    {
        double[] mixture = new double[shares.Length];
        for (int k = 0; k < mixture.Length; k++) mixture[k] = Math.Clamp(Low[k] + shares[k] * (High[k] - Low[k]), Low[k], High[k]);
        return mixture;
    }

    private double Share(double kilograms, int k) => High[k] > Low[k] ? (kilograms - Low[k]) / (High[k] - Low[k]) : 0;
}
