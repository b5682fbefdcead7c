using DeepMfg.AutoDiff.Learning;

namespace CurveFitting;

/// <summary>A tool that settles by 80 µm within some 6 minutes, then wears by 4.2 µm a minute; the microscope errs by 6 µm (standard deviation).</summary>
internal static class Simulator
{
    private static readonly double[] s_truth = [80, 6, 4.2];

    public static WearTable Table(int points, int seed)
    {
        var random = new Philox(seed);
        double[] minutes = [.. Enumerable.Range(1, points).Select(i => 60.0 * i / points)], microns = new double[points];
        for (int i = 0; i < points; i++) microns[i] = Wear.Depth(s_truth, minutes[i]) + 6 * random.NextNormal();
        return new("the simulator", minutes, microns, s_truth);
    }
}
