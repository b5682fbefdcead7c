using DeepMfg.AutoDiff.Learning;
using DeepMfg.AutoDiff.Optimization;

namespace Programs;

/// <summary>Exclusive or, as short as the script in Keras.</summary>
public sealed class ClassicTests
{
    [Fact]
    public void The_classic_is_as_short_as_the_script_and_learns()
    {
        float[,] x = { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } };
        float[] y = [0, 1, 1, 0];

        var model = Layers.Sequential(Layers.Dense(2, 8, Activation.Relu), Layers.Dense(8, 1));
        var fit = Training.Fit(model, Rows.Of(x, y), Losses.BinaryCrossEntropy,
            new FitOptions { Optimizer = Optimizers.Adam(0.05f), Epochs = 100, BatchSize = 1, Seed = 1 });

        Assert.Equal("Accuracy: 100.00 %", $"Accuracy: {Metrics.Accuracy(fit.Model.Predict(x), y):P2}");
    }
}
