using DeepMfg.AutoDiff.Optimization;

namespace DeepMfg.AutoDiff.Learning.Tests.Layers;

/// <summary>Networks of layers that are fitted.</summary>
public sealed class NetworkFitTests
{
    private static readonly float[,] s_x = { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } };
    private static readonly float[] s_y = [0, 1, 1, 0];

    [Fact]
    public void The_exclusive_or_is_learnt_from_nine_of_ten_seeds()
    {
        int learnt = 0;
        for (int seed = 1; seed <= 10; seed++)
        {
            var model = Learning.Layers.Sequential(
                Learning.Layers.Dense(2, 8, Activation.Relu, Initializers.HeUniform(seed)), Learning.Layers.Dense(8, 1, initializer: Initializers.GlorotUniform(seed)));
            var fit = Learning.Training.Fit(
                model, Rows.Of(s_x, s_y), Losses.BinaryCrossEntropy, new FitOptions { Optimizer = Optimizers.Adam(0.05), Epochs = 150, BatchSize = 1, Seed = seed });
            float[] said = fit.Model.Predict(s_x);
            if (said.Zip(s_y, (logit, target) => logit > 0 == target > 0).All(right => right)) learnt++;
        }

        Assert.InRange(learnt, 9, 10);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_and_another_seed_others()
    {
        float[] Fit(long seed)
        {
            var model = Learning.Layers.Sequential(
                Learning.Layers.Dense(2, 6, Activation.Tanh), Learning.Layers.Dropout(0.4f, place: 1), Learning.Layers.LayerNorm(6), Learning.Layers.Dense(6, 1));
            var fit = Learning.Training.Fit(model, Rows.Of(s_x, s_y), Losses.MeanSquaredError, new FitOptions { Epochs = 20, BatchSize = 2, Seed = seed });
            return fit.Model.Predict(s_x);
        }

        Assert.Equal(Fit(3), Fit(3));
        Assert.NotEqual(Fit(3), Fit(4));
    }

    [Fact]
    public void A_fit_that_is_resumed_goes_on_with_the_same_draws()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.fit");
        try
        {
            var whole = Fit(12, null);
            Fit(5, path);
            Assert.Equal(whole, Fit(12, path));
        }
        finally
        {
            File.Delete(path);
        }

        static float[] Fit(int epochs, string? checkpoint)
        {
            var model = Learning.Layers.Sequential(Learning.Layers.Dense(2, 6, Activation.Tanh), Learning.Layers.Dropout(0.4f), Learning.Layers.Dense(6, 1));
            var options = new FitOptions { Epochs = epochs, BatchSize = 1, Seed = 7, Checkpoints = checkpoint is null ? null : Checkpoints.At(checkpoint) };
            return Learning.Training.Fit(model, Rows.Of(s_x, s_y), Losses.MeanSquaredError, options).Model.Predict(s_x);
        }
    }
}
