using System.Globalization;
using System.Text;
using DeepMfg.AutoDiff.Learning;

namespace PredictiveMaintenance;

/// <summary>
/// A milling machine: temperatures walk at random, power is about 6200 W, tools wear by use and are replaced, and the machine fails by the rules that
/// <see cref="SoftRules"/> look for: by heat where process and air differ by less than 8.6 K below 1380 rpm; by power below 3500 W or above 9000 W; by
/// strain where wear × torque exceeds 11,000, 12,000 or 13,000 min Nm; and by wear with a chance of 2 % a use beyond 200 min.
/// </summary>
internal static class Simulator
{
    public static Table Table(int rows, int seed)
    {
        var random = new Philox(seed);
        var text = new StringBuilder(
            "Type,Air temperature [K],Process temperature [K],Rotational speed [rpm],Torque [Nm],Tool wear [min],Machine failure,HDF,PWF,OSF,TWF\n");
        double air = 300, offset = 10, wear = 0;
        for (int i = 0; i < rows; i++)
        {
            air += 0.3 * random.NextNormal() + 0.01 * (300 - air);
            offset += 0.2 * random.NextNormal() + 0.02 * (10 - offset);
            int quality = random.NextDouble() switch { < 0.6 => 0, < 0.9 => 1, _ => 2 };
            double torque = Math.Max(4, 40 + 10 * random.NextNormal());
            double speed = Math.Clamp(60 * 6200 / (2 * Math.PI * torque) * (1 + 0.16 * random.NextNormal()), 1170, 2890);
            double power = torque * speed * 2 * Math.PI / 60;
            int heated = offset < 8.6 && speed < 1380 ? 1 : 0, powered = power is < 3500 or > 9000 ? 1 : 0;
            int strained = wear * torque > 11_000 + 1000 * quality ? 1 : 0, worn = wear > 200 && random.NextDouble() < 0.02 ? 1 : 0;
            text.Append(CultureInfo.InvariantCulture, $"{"LMH"[quality]},{air:F1},{air + offset:F1},{speed:F0},{torque:F1},{wear:F0},");
            text.Append(CultureInfo.InvariantCulture, $"{heated | powered | strained | worn},{heated},{powered},{strained},{worn}\n");
            wear = wear > 240 ? 0 : wear + (quality switch { 2 => 5, 1 => 3, _ => 2 });
        }

        return DeepMfg.AutoDiff.Learning.Table.ParseCsv(text.ToString());
    }
}
