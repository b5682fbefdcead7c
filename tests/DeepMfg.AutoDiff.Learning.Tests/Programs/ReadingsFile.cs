using System.Globalization;
using System.Text;
using DeepMfg.AutoDiff.Learning;

namespace Programs;

/// <summary>A table with the columns of AI4I 2020, whose machine fails by overstrain.</summary>
internal static class ReadingsFile
{
    internal static void Write(string path, int count)
    {
        var random = new Philox(seed: 3);
        var text = new StringBuilder(
            "UDI,Type,Air temperature [K],Process temperature [K],Rotational speed [rpm],Torque [Nm],Tool wear [min],Machine failure\n");
        for (int i = 0; i < count; i++)
        {
            double air = 296 + 8 * random.NextDouble(), process = air + 8 + 4 * random.NextDouble(), speed = 1200 + 1500 * random.NextDouble();
            double torque = 20 + 40 * random.NextDouble(), wear = 220 * random.NextDouble();
            int failed = torque * wear > 6500 ? 1 : 0;
            text.Append(CultureInfo.InvariantCulture, $"{i + 1},{"LMH"[i % 3]},{air:F1},{process:F1},{speed:F0},{torque:F1},{wear:F0},{failed}\n");
        }

        File.WriteAllText(path, text.ToString());
    }
}
