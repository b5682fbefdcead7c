namespace DeepMfg.AutoDiff.Learning.Tests;

public sealed class BootstrapTests
{
    [Fact]
    public void The_interval_of_a_mean_is_that_of_the_normal_distribution()
    {
        double[] y = Normal(400, seed: 3);
        Interval interval = Bootstrap.Of(y, y, static (p, _) => Mean(p), new BootstrapOptions { Resamples = 4000 });
        double mean = Mean(y), deviation = Math.Sqrt(Mean(Array.ConvertAll(y, v => (v - mean) * (v - mean))) / y.Length);

        // The ends of 4,000 resamples scatter by about 3 percent of the deviation of the mean.
        Assert.Equal(mean - (1.96 * deviation), interval.Low, 0.15 * deviation);
        Assert.Equal(mean + (1.96 * deviation), interval.High, 0.15 * deviation);
        Assert.Equal(0, interval.Undefined);
    }

    [Fact]
    public void Ninety_five_of_a_hundred_intervals_hold_the_truth()
    {
        int holds = Enumerable.Range(0, 200).Count(seed =>
        {
            double[] y = Normal(60, seed);
            Interval interval = Bootstrap.Of(y, y, static (p, _) => Mean(p), new BootstrapOptions { Resamples = 300, Seed = seed });
            return interval.Low <= 0 && 0 <= interval.High;
        });

        // Binomial around 0.94 · 200 = 188 with a deviation of 3.4; percentile intervals of 60 rows are a little narrow.
        Assert.InRange(holds, 176, 198);
    }

    [Fact]
    public void The_same_seed_gives_the_same_interval_and_another_seed_another()
    {
        double[] y = Normal(50, seed: 1);
        Interval Of(long seed) => Bootstrap.Of(y, y, static (p, _) => Mean(p), new BootstrapOptions { Seed = seed, Resamples = 200 });
        Assert.Equal(Of(7), Of(7));
        Assert.NotEqual(Of(7), Of(8));
    }

    [Fact]
    public void Resamples_of_one_class_are_left_out_and_counted()
    {
        double[] scores = [0.1, 0.2, 0.3, 0.9], y = [0, 0, 0, 1];
        Interval interval = Bootstrap.Of(scores, y, (p, t) => Metrics.RocAuc(p, t));

        // (3/4)⁴ + (1/4)⁴ of the draws hold one class only.
        Assert.InRange(interval.Undefined, 250, 400);
        Assert.Equal(1, interval.High);
    }

    [Fact]
    public void A_binary_report_draws_as_the_general_way_does()
    {
        double[] s = Array.ConvertAll(Normal(80, seed: 5), v => 1 / (1 + Math.Exp(-v)));
        double[] y = Array.ConvertAll(s, p => p > 0.35 ? 1.0 : 0);
        var report = Reports.Binary(s, y, 0.5);

        // Rows are drawn in the order of the scores.
        Array.Sort(s, y);
        Array.Reverse(s);
        Array.Reverse(y);
        AssertClose(Bootstrap.Of(s, y, (p, t) => Metrics.F1(p, t)), report["F1"].Interval);
        AssertClose(Bootstrap.Of(s, y, (p, t) => Metrics.RocAuc(p, t)), report["ROC-AUC"].Interval);
        AssertClose(Bootstrap.Of(s, y, (p, t) => Metrics.PrAuc(p, t)), report["PR-AUC"].Interval);
        AssertClose(Bootstrap.Of(s, y, (p, t) => Metrics.LogLoss(p, t)), report["Log-loss"].Interval);
    }

    private static void AssertClose(Interval expected, Interval actual)
    {
        Assert.Equal(expected.Low, actual.Low, 1e-12);
        Assert.Equal(expected.High, actual.High, 1e-12);
    }

    private static double[] Normal(int count, long seed)
    {
        var random = new Philox(seed, stream: 1);
        var values = new double[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = random.NextNormal();
        }

        return values;
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }
}
