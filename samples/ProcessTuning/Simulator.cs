using DeepMfg.AutoDiff.Learning;

namespace ProcessTuning;

/// <summary>
/// Mixtures of one cubic metre whose strength follows Abrams' law: it falls with the ratio of water to binder (slag and ash count in part), grows with the
/// logarithm of the age, and suffers from too much superplasticizer. A test errs by 2 MPa (standard deviation).
/// </summary>
internal static class Simulator
{
    public const double Noise = 2;

    /// <summary>The strength without the error of the test.</summary>
    public static double Truth(ReadOnlySpan<double> row)
    {
        double binder = row[0] + 0.7 * row[1] + 0.4 * row[2], ratio = (row[3] - 2 * Math.Min(row[4], 12)) / binder;
        double excess = Math.Max(0, row[4] - 15);
        return Math.Max(2, 120 * Math.Pow(10, -1.1 * ratio) * (0.45 + 0.165 * Math.Log(row[7])) - 0.3 * excess * excess);
    }

    public static Mixtures Mixtures(int count, int seed)
    {
        var random = new Philox(seed);
        double[][] rows = new double[count][];
        double[] strength = new double[count], ages = [3, 7, 14, 28, 28, 28, 56, 90];
        for (int i = 0; i < count; i++)
        {
            double cement = 150 + 350 * random.NextDouble(), slag = random.NextDouble() < 0.5 ? 0 : 200 * random.NextDouble();
            double ash = random.NextDouble() < 0.5 ? 0 : 150 * random.NextDouble(), water = 140 + 80 * random.NextDouble();
            double plasticizer = 20 * random.NextDouble();

            // Gravel and sand fill what is left of 0.98 m³.
            double left = 0.98 - cement / 3150 - slag / 2900 - ash / 2300 - water / 1000 - plasticizer / 1100, share = 0.5 + 0.12 * random.NextDouble();
            rows[i] = [cement, slag, ash, water, plasticizer, left * share * 2700, left * (1 - share) * 2650, ages[random.NextBelow(ages.Length)]];
            strength[i] = Truth(rows[i]) + Noise * random.NextNormal();
        }

        return new(rows, strength);
    }
}
