using System.Runtime.CompilerServices;
using System.Text.Json;

namespace DeepMfg.AutoDiff.Learning.Tests;

/// <summary>The cases of Reference/metrics.json, which Reference/metrics.py wrote with scikit-learn.</summary>
internal static class ReferenceCases
{
    private static readonly JsonElement[] s_all = [.. Read().EnumerateArray()];

    internal static JsonElement[] Of(string kind) => [.. s_all.Where(item => item.GetProperty("kind").GetString() == kind)];

    internal static double[] Doubles(this JsonElement item, string name) => [.. item.GetProperty(name).EnumerateArray().Select(x => x.GetDouble())];

    internal static float[] Singles(this JsonElement item, string name) => Array.ConvertAll(item.Doubles(name), x => (float)x);

    internal static int[] Ints(this JsonElement item, string name) => [.. item.GetProperty(name).EnumerateArray().Select(x => x.GetInt32())];

    /// <summary>Equal to 1e-12, of the value or of 1 where it is smaller; NaN where scikit-learn gives none.</summary>
    internal static void AssertValue(this JsonElement item, string name, double actual)
    {
        JsonElement expected = item.GetProperty(name);
        if (expected.ValueKind == JsonValueKind.Null)
        {
            Assert.Equal(double.NaN, actual);
            return;
        }

        item.AssertClose(expected.GetDouble(), actual, name);
    }

    internal static void AssertValues(this JsonElement item, string name, IEnumerable<double> actual)
    {
        double[] expected = item.Doubles(name), values = [.. actual];
        Assert.Equal(expected.Length, values.Length);
        for (int i = 0; i < values.Length; i++)
        {
            item.AssertClose(expected[i], values[i], name);
        }
    }

    private static void AssertClose(this JsonElement item, double expected, double actual, string name)
    {
        if (!(Math.Abs(actual - expected) <= 1e-12 * Math.Max(1, Math.Abs(expected))))
        {
            Assert.Fail($"{name} is {actual:R} instead of {expected:R}: {item}");
        }
    }

    private static JsonElement Read([CallerFilePath] string path = "") =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(path)!, "..", "Reference", "metrics.json"))).RootElement;
}
