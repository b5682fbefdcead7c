namespace DeepMfg.AutoDiff.Learning.Tests.Training;

public sealed class InitializerTests
{
    [Fact]
    public void Uniform_and_normal_weights_have_the_variances_of_their_papers()
    {
        Variance(Initializers.Uniform(1, 0.3), 0.3 * 0.3 / 3);
        Variance(Initializers.Normal(1, 0.3), 0.3 * 0.3);
        Variance(Initializers.GlorotUniform(1), 2.0 / 300);
        Variance(Initializers.GlorotNormal(1), 2.0 / 300);
        Variance(Initializers.HeUniform(1), 2.0 / 100);
        Variance(Initializers.HeNormal(1), 2.0 / 100);
        Assert.All(Initializers.GlorotUniform(1).Weights<float>(100, 200), weight => Assert.InRange(weight, -MathF.Sqrt(6f / 300), MathF.Sqrt(6f / 300)));
    }

    [Theory]
    [InlineData(5, 8)]
    [InlineData(8, 5)]
    [InlineData(6, 6)]
    public void Orthogonal_weights_are_so(int inputs, int outputs)
    {
        double[] w = Initializers.Orthogonal(2, gain: 2).Weights<double>(inputs, outputs);
        bool byRow = inputs <= outputs;
        int count = Math.Min(inputs, outputs), length = Math.Max(inputs, outputs);
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                double dot = Enumerable.Range(0, length).Sum(k => byRow ? w[i * outputs + k] * w[j * outputs + k] : w[k * outputs + i] * w[k * outputs + j]);
                Assert.Equal(i == j ? 4 : 0, dot, 1e-12);
            }
        }
    }

    [Fact]
    public void Seed_and_layer_give_the_weights()
    {
        Initializer he = Initializers.HeNormal(3);
        Assert.Equal(he.Weights<float>(4, 5), Initializers.HeNormal(3).Weights<float>(4, 5));
        Assert.NotEqual(he.Weights<float>(4, 5), he.Weights<float>(4, 5, layer: 1));
        Assert.NotEqual(he.Weights<float>(4, 5), Initializers.HeNormal(4).Weights<float>(4, 5));
        Assert.Equal("weights", Assert.Throws<ArgumentException>(() => he.Fill<float>(new float[7], 2, 3)).ParamName);
    }

    private static void Variance(Initializer initializer, double expected)
    {
        double[] weights = initializer.Weights<double>(100, 200);
        double mean = weights.Average(), variance = weights.Average(weight => (weight - mean) * (weight - mean));
        Assert.InRange(variance / expected, 0.96, 1.04);
        Assert.InRange(mean / Math.Sqrt(expected), -0.03, 0.03);
    }
}
