using DeepMfg.AutoDiff.Learning;

namespace EnergyForecast;

/// <summary>
/// A works with two shifts on weekdays: furnaces heat for one to three hours with pauses between, on weekends only what never stops runs. Reactive energy
/// grows with the load.
/// </summary>
internal static class Simulator
{
    public static Quarters Quarters(int days, int seed)
    {
        var random = new Philox(seed);
        int count = days * EnergyForecast.Quarters.PerDay, left = 0;
        double[] usage = new double[count], lagging = new double[count], leading = new double[count], lag = new double[count], lead = new double[count];
        var start = new DateTime(2024, 1, 1);
        double level = 0, load = 0;
        for (int i = 0; i < count; i++, left--)
        {
            DateTime time = start.AddMinutes(15 * i);
            bool works = time.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && time.Hour is >= 6 and < 22;
            if (left <= 0)
            {
                left = 4 + random.NextBelow(8);
                level = works && random.NextDouble() < 0.85 ? 60 + 15 * random.NextNormal() : 5;
            }

            load += 0.6 * ((works ? Math.Max(5, level) : 5) - load);
            usage[i] = Math.Max(0, load + 2.5 * random.NextNormal());
            (lagging[i], leading[i]) = (0.5 * usage[i] + Math.Abs(random.NextNormal()), Math.Max(0, 10 - 0.3 * usage[i]));
            lag[i] = 100 * usage[i] / Math.Max(1e-9, Math.Sqrt(usage[i] * usage[i] + lagging[i] * lagging[i]));
            lead[i] = 100 * usage[i] / Math.Max(1e-9, Math.Sqrt(usage[i] * usage[i] + leading[i] * leading[i]));
        }

        return new(usage, [lagging, leading, lag, lead], start);
    }
}
