using DeepMfg.AutoDiff.Learning;

namespace QualityControl;

/// <summary>
/// A camera over a conveyor: each kind of fault has its typical size, shape, brightness and place, and its share; the features follow from a rectangle
/// that is partly filled. Kinds overlap, so that no model can be perfect.
/// </summary>
internal static class Simulator
{
    private static readonly Kind[] s_kinds =
    [
        new("Pastry", Share: 0.08, Width: 25, Slender: 1.2, Grey: 105, Contrast: 20, Thickness: 80),
        new("Z_Scratch", Share: 0.1, Width: 30, Slender: -0.6, Grey: 100, Contrast: 15, Thickness: 60),
        new("K_Scatch", Share: 0.2, Width: 180, Slender: -0.4, Grey: 95, Contrast: 50, Thickness: 40),
        new("Stains", Share: 0.06, Width: 8, Slender: 0, Grey: 118, Contrast: 8, Thickness: 50),
        new("Dirtiness", Share: 0.06, Width: 18, Slender: 1.5, Grey: 112, Contrast: 30, Thickness: 100),
        new("Bumps", Share: 0.2, Width: 14, Slender: 0.2, Grey: 108, Contrast: 18, Thickness: 70),
        new("Other_Faults", Share: 0.3, Width: 20, Slender: 0.3, Grey: 110, Contrast: 28, Thickness: 90),
    ];

    public static Table Table(int rows, int seed)
    {
        var random = new Philox(seed);
        var features = new double[Plates.Features.Length][];
        for (int k = 0; k < features.Length; k++) features[k] = new double[rows];
        int[] faults = new int[rows];
        for (int i = 0; i < rows; i++)
        {
            // By turns, so that every kind comes at its share.
            double share = (i + 0.5) / rows;
            for (faults[i] = 0; share > s_kinds[faults[i]].Share; faults[i]++) share -= s_kinds[faults[i]].Share;
            double[] measured = Measured(s_kinds[faults[i]], ref random);
            for (int k = 0; k < features.Length; k++) features[k][i] = measured[k];
        }

        return DeepMfg.AutoDiff.Learning.Table.Of(
        [
            .. Plates.Features.Select((name, k) => Column.Of(name, features[k])),
            .. Plates.Faults.Select((name, k) => Column.Of(name, Array.ConvertAll(faults, fault => fault == k ? 1.0 : 0.0))),
        ]);
    }

    /// <summary>The 27 features of one fault, in their order.</summary>
    private static double[] Measured(Kind kind, ref Philox random)
    {
        double length = random.NextDouble() < 0.5 ? 1360 : 1690, isA300 = random.NextDouble() < 0.4 ? 1 : 0;
        double width = Math.Min(length, 2 + Math.Round(kind.Width * Math.Exp(0.4 * random.NextNormal())));
        double height = 2 + Math.Round(width * Math.Exp(kind.Slender + 0.3 * random.NextNormal()));
        double fill = 0.4 + 0.5 * random.NextDouble(), area = Math.Ceiling(fill * width * height);
        double left = Math.Round(random.NextDouble() * (length - width)), top = Math.Round(1e7 * random.NextDouble());
        double grey = kind.Grey + 5 * random.NextNormal(), contrast = kind.Contrast * Math.Exp(0.3 * random.NextNormal());
        double across = Math.Round(width * (1 + random.NextDouble())), along = Math.Round(height * (1 + random.NextDouble()));
        double thickness = Math.Round(kind.Thickness * Math.Exp(0.25 * random.NextNormal()) / 10) * 10;
        double outside = height > width ? 1 : height < width ? 0 : 0.5;
        return
        [
            left, left + width, top, top + height, area, across, along, Math.Round(area * grey), Math.Round(grey - contrast), Math.Round(grey + contrast),
            length, isA300, 1 - isA300, Math.Max(40, thickness), 2 * Math.Min(left, length - left - width) / length, 1 - fill,
            Math.Min(width, height) / Math.Max(width, height), width / length, width / across, height / along, outside, Math.Log10(area),
            Math.Log10(width), Math.Log10(height), (height - width) / Math.Max(width, height), grey / 128 - 1,
            1 / (1 + Math.Exp(-4 * (Math.Log10(area) - 2.5))),
        ];
    }

    /// <param name="Name">What it is called.</param>
    /// <param name="Share">How many of the faults are such.</param>
    /// <param name="Width">How wide it typically is, in pixels.</param>
    /// <param name="Slender">The logarithm of how much longer than wide it typically is.</param>
    /// <param name="Grey">How bright it is, of 255.</param>
    /// <param name="Contrast">By how much its darkest and brightest pixel differ from that.</param>
    /// <param name="Thickness">How thick the plate typically is.</param>
    private sealed record Kind(string Name, double Share, double Width, double Slender, double Grey, double Contrast, double Thickness);
}
