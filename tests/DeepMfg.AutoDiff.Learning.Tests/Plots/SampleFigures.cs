namespace DeepMfg.AutoDiff.Learning.Tests;

/// <summary>One figure of each kind, on rows that look like real ones.</summary>
internal static class SampleFigures
{
    internal static readonly Dictionary<string, Func<Figure>> All = new()
    {
        ["history"] = () => Plots.History(new Curve("training loss", Decay(40, 0.05)), new Curve("validation loss", Decay(40, 0.12, rising: 0.004))),
        ["roc"] = () => Plots.Roc(RocCurve.Of(Scores(300).S, Scores(300).Y)),
        ["precision-recall"] = () => Plots.PrecisionRecall(PrecisionRecallCurve.Of(Scores(300).S, Scores(300).Y)),
        ["confusion"] = () => Plots.Confusion(
            ConfusionMatrix.Of([0, 1, 2, 2, 1, 0, 0, 0, 2, 1, 0, 2], [0, 1, 2, 1, 1, 0, 0, 2, 2, 2, 1, 2]), "good", "scratch", "dent"),
        ["confusion-binary"] = () => Plots.Confusion(ConfusionMatrix.Of(Scores(300).S, Scores(300).Y)),
        ["calibration"] = () => Plots.Calibration(CalibrationCurve.Of(Scores(600).S, Scores(600).Y)),
        ["predicted"] = () => Plots.Predicted<double>(Strengths(150).P, Strengths(150).Y),
        ["residuals"] = () => Plots.Residuals<double>(Strengths(500).P, Strengths(500).Y),
        ["series"] = Series,
        ["decision-regions"] = Regions,
    };

    private static double[] Decay(int epochs, double floor, double rising = 0) =>
        [.. Enumerable.Range(0, epochs).Select(epoch => floor + Math.Exp(-0.2 * epoch) + (rising * epoch))];

    private static (double[] S, double[] Y) Scores(int count)
    {
        var random = new Philox(seed: 7);
        double[] s = new double[count], y = new double[count];
        for (int i = 0; i < count; i++)
        {
            y[i] = random.NextDouble() < 0.3 ? 1 : 0;
            s[i] = 1 / (1 + Math.Exp(1 - (2 * y[i]) - random.NextNormal()));
        }

        return (s, y);
    }

    private static (double[] P, double[] Y) Strengths(int count)
    {
        var random = new Philox(seed: 8);
        double[] p = new double[count], y = new double[count];
        for (int i = 0; i < count; i++)
        {
            y[i] = 35 + (12 * random.NextNormal());
            p[i] = y[i] + (4 * random.NextNormal());
        }

        return (p, y);
    }

    private static Figure Series()
    {
        var random = new Philox(seed: 9);
        double[] t = [.. Enumerable.Range(0, 60).Select(i => (double)i)];
        double[] p = [.. t.Select(time => 50 + (10 * Math.Sin(time / 8)))];
        double[] y = [.. p];
        for (int i = 0; i < y.Length; i++)
        {
            y[i] += 2 * random.NextNormal();
        }

        return Plots.Series(t, p, [.. p.Select(value => value - 4)], [.. p.Select(value => value + 4)], y);
    }

    private static Figure Regions()
    {
        var random = new Philox(seed: 10);
        double[] x = new double[120], y = new double[120];
        var targets = new int[120];
        for (int i = 0; i < targets.Length; i++)
        {
            (x[i], y[i]) = (2 * random.NextNormal(), 2 * random.NextNormal());
            targets[i] = Classify(x[i] + (0.3 * random.NextNormal()), y[i] + (0.3 * random.NextNormal()));
        }

        return Plots.DecisionRegions(Classify, x, y, targets);
    }

    /// <summary>A class in a circle, and the plane around it in two.</summary>
    private static int Classify(double x, double y) => (x * x) + (y * y) < 4 ? 0 : x > y ? 1 : 2;
}
