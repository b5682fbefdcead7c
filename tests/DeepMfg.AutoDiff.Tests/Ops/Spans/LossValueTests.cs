namespace DeepMfg.AutoDiff.Tests.Spans;

public sealed class LossValueTests
{
    private static readonly double[] s_x = [-2, 0.5, 3, 1, -1, 40], s_t = [0, 1, 1, 0, 0.25, 1];

    [Fact]
    public void Losses_are_their_formulas()
    {
        Assert.Equal(Mean((x, t) => -t * Math.Log(Ops.Sigmoid(x)) - (1 - t) * Math.Log(Ops.Sigmoid(-x))), Ops.BinaryCrossEntropy<double>(s_x, s_t), 1e-15);
        Assert.Equal(Mean((x, t) => (x - t) * (x - t)), Ops.MeanSquaredError<double>(s_x, s_t), 1e-12);
        Assert.Equal(Mean((x, t) => Math.Abs(x - t)), Ops.MeanAbsoluteError<double>(s_x, s_t), 1e-13);
        Assert.Equal(Mean((x, t) => Math.Abs(x - t) <= 1 ? 0.5 * (x - t) * (x - t) : Math.Abs(x - t) - 0.5), Ops.Huber<double>(s_x, s_t, 1), 1e-13);
        Assert.Equal(Mean((x, t) => x < t ? 0.9 * (t - x) : 0.1 * (x - t)), Ops.QuantileLoss<double>(s_x, s_t, 0.9), 1e-13);
    }

    [Fact]
    public void Weights_multiply_the_terms_of_their_rows()
    {
        Assert.Equal((2 * 4 + 0 + 0.5 * 4) / 6.0, Ops.MeanSquaredError<double>([2, 0, 5, 5, 0, 2], [0, 0, 0, 0, 0, 0], [2, 0, 0.5]), 1e-15);
        Assert.Equal((2 * 4 + 0.5 * 9) / 2.0, Ops.MeanSquaredError<double>([2, 3], [0, 0], [2, 0.5]), 1e-15);
    }

    [Fact]
    public void The_cross_entropy_of_classes_is_minus_the_logarithm_of_the_softmax()
    {
        double[] logits = [1, 2, 3, -1000, 0, 1000], softmax = new double[6];
        Ops.Softmax<double>(logits, 3, softmax);
        Assert.Equal(1, softmax.Take(3).Sum(), 1e-15);
        Assert.Equal([0, 0, 1], softmax.Skip(3));
        double expected = (-Math.Log(softmax[1]) + 1000) / 2;
        Assert.Equal(expected, Ops.SoftmaxCrossEntropy<double>(logits, [1, 1]), 1e-12);
    }

    [Fact]
    public void The_logarithm_of_a_sum_of_exponentials_neither_overflows_nor_loses_digits()
    {
        Assert.Equal(1000 + Math.Log(2), Ops.LogSumExp<double>([1000, 1000]), 1e-12);
        Assert.Equal(-1000 + Math.Log(3), Ops.LogSumExp<double>([-1000, -1000, -1000]), 1e-12);
        Assert.Equal(double.NegativeInfinity, Ops.LogSumExp<double>([]));
        Assert.Equal(double.NegativeInfinity, Ops.LogSumExp<double>([double.NegativeInfinity]));
        Assert.Equal(double.PositiveInfinity, Ops.LogSumExp<double>([1, double.PositiveInfinity]));
        Assert.True(double.IsNaN(Ops.LogSumExp<double>([1, double.NaN])));
        var random = new Random(1);
        for (int length = 1; length < 60; length++)
        {
            double[] x = [.. Enumerable.Range(0, length).Select(_ => 10 * random.NextDouble())];
            Assert.Equal(Math.Log(x.Sum(Math.Exp)), Ops.LogSumExp<double>(x), 1e-13);
        }
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        Assert.Equal("targets", Assert.Throws<ArgumentException>(() => Ops.MeanSquaredError<double>([1, 2], [1])).ParamName);
        Assert.Equal("predictions", Assert.Throws<ArgumentException>(() => Ops.MeanSquaredError<double>([1, 2, 3], [1, 2, 3], [1, 2])).ParamName);
        Assert.Equal("weights", Assert.Throws<ArgumentException>(() => Ops.SoftmaxCrossEntropy<double>([1, 2], [0], [1, 2])).ParamName);
        Assert.Equal("classes", Assert.Throws<ArgumentException>(() => Ops.SoftmaxCrossEntropy<double>([1, 2], [2])).ParamName);
        Assert.Equal("destination", Assert.Throws<ArgumentException>(() => Ops.Softmax<double>([1, 2], 2, new double[3])).ParamName);
        double[] memory = new double[3];
        Assert.Equal("destination", Assert.Throws<ArgumentException>(() => Ops.Relu<double>(memory.AsSpan(0, 2), memory.AsSpan(1, 2))).ParamName);
        Assert.Equal("destination", Assert.Throws<ArgumentException>(() => Ops.Relu<double>([1, 2], memory)).ParamName);
    }

    private static double Mean(Func<double, double, double> term) => s_x.Zip(s_t, term).Average();
}
