using System.Globalization;
using System.Text;
using DeepMfg.AutoDiff.Learning;

namespace PredictiveMaintenance;

/// <summary>
/// A milling machine: temperatures walk at random, power is about 2860 W, tools wear by use and are replaced, and the machine fails by the rules that
/// <see cref="SoftRules"/> look for.
/// </summary>
internal static class Simulator
{
    public static Table Table(int rows, int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder("Type,Air temperature [K],Process temperature [K],Rotational speed [rpm],Torque [Nm],Tool wear [min],Machine failure\n");
        double air = 300, offset = 10, wear = 0;
        for (int i = 0; i < rows; i++)
        {
            air += 0.3 * Normal(random) + 0.01 * (300 - air);
            offset += 0.2 * Normal(random) + 0.02 * (10 - offset);
            char quality = random.NextDouble() switch { < 0.6 => 'L', < 0.9 => 'M', _ => 'H' };
            double torque = Math.Max(4, 40 + 10 * Normal(random));
            double speed = Math.Clamp(60 * 6200 / (2 * Math.PI * torque) * (1 + 0.1 * Normal(random)), 1170, 2890);
            bool failed = Fails(quality, air, air + offset, speed, torque, wear, random);
            text.Append(CultureInfo.InvariantCulture, $"{quality},{air:F1},{air + offset:F1},{speed:F0},{torque:F1},{wear:F0},{(failed ? 1 : 0)}\n");
            wear = wear > 240 ? 0 : wear + quality switch { 'H' => 5, 'M' => 3, _ => 2 };
        }
        return DeepMfg.AutoDiff.Learning.Table.ParseCsv(text.ToString());
    }

    private static bool Fails(char quality, double air, double process, double speed, double torque, double wear, Random random)
    {
        double power = torque * speed * 2 * Math.PI / 60;
        double strain = quality switch { 'H' => 13_000, 'M' => 12_000, _ => 11_000 };
        return process - air < 8.6 && speed < 1380 || power is < 3500 or > 9000 || wear * torque > strain || wear > 200 && random.NextDouble() < 0.02;
    }

    // Box and Muller (1958).
    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
