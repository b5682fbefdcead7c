using DeepMfg.AutoDiff.Testing;

namespace DeepMfg.AutoDiff.Learning.Tests.Training;

public sealed class LossTests
{
    public static TheoryData<RowLoss> All =>
    [
        Losses.MeanSquaredError, Losses.MeanAbsoluteError, Losses.BinaryCrossEntropy, Losses.Huber(0.5), Losses.Quantile(0.9),
    ];

    [Theory]
    [MemberData(nameof(All))]
    public void A_gradient_is_that_of_differences_with_weights_and_without(RowLoss loss)
    {
        double[] x = [0.3, -1.2, 2, 0.9], targets = [0, 1, 1, 0.25];
        foreach (double[] weights in new double[][] { [], [1, 0.5, 2, 0], [3, 0.5] })
        {
            var gradient = new double[4];
            double value = loss.ValueAndGradient<double>(x, targets, weights, gradient);
            Assert.Equal(value, loss.Value<double>(x, targets, weights));
            for (int i = 0; i < x.Length; i++)
            {
                Assert.Equal((At(i, 1e-6) - At(i, -1e-6)) / 2e-6, gradient[i], 1e-8);
            }

            double At(int index, double step)
            {
                double[] moved = [.. x];
                moved[index] += step;
                return loss.Value<double>(moved, targets, weights);
            }
        }
    }

    [Fact]
    public void The_cross_entropy_of_classes_reads_their_numbers_from_the_targets()
    {
        float[] logits = [1, 2, 3, 0, 0, 0], gradient = new float[6];
        float value = Losses.CrossEntropy.ValueAndGradient<float>(logits, [2, 0], default, gradient);
        Assert.Equal(Ops.SoftmaxCrossEntropy<float>(logits, [2, 0]), value);
        Assert.Equal(0, gradient.Sum(), 1e-6f);
        Assert.Equal((1f / 3 - 1) / 2, gradient[3], 1e-6f);
        Assert.Contains("1.5", Assert.Throws<ArgumentException>(() => Losses.CrossEntropy.Value<float>(logits, [1.5f, 0])).Message);
        Assert.Contains("class 3", Assert.Throws<ArgumentException>(() => Losses.CrossEntropy.Value<float>(logits, [3, 0])).Message);
    }

    [Fact]
    public void A_loss_allocates_nothing()
    {
        float[] logits = new float[60], targets = new float[60], classes = new float[20], gradient = new float[60];
        Run();
        Assert.Equal(0, Allocations.Of(Run));

        void Run()
        {
            Losses.BinaryCrossEntropy.ValueAndGradient<float>(logits, targets, default, gradient);
            Losses.CrossEntropy.ValueAndGradient<float>(logits, classes, default, gradient);
        }
    }
}
