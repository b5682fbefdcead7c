using DeepMfg.AutoDiff.Optimization;
using DeepMfg.AutoDiff.Testing;

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

    [Fact]
    public void The_first_layer_whose_outputs_are_not_finite_is_named()
    {
        Dense one = Learning.Layers.Dense(2, 2) with { Weights = [1, 0, 0, 1] }, huge = one with { Weights = [3e38f, 3e38f, 3e38f, 3e38f] };
        Dense last = Learning.Layers.Dense(2, 1), hugeLast = last with { Weights = [3e38f, 3e38f] };
        Named("first", Learning.Layers.Sequential(hugeLast));
        Named("second", Learning.Layers.Sequential(one, hugeLast));
        Named("second", Learning.Layers.Sequential(one, huge, last));
        Named("third.second", Learning.Layers.Sequential(one, one, Learning.Layers.Sequential(one, huge), last));
        Named("fourth.third", Learning.Layers.Sequential(one, one, one, Learning.Layers.Sequential(one, one, huge, one), last));
        Named("eighth", Learning.Layers.Sequential(one, one, one, one, one, one, one, hugeLast));
        Named("", Learning.Layers.Sequential(one, last with { Bias = [3e38f] }));

        static void Named<TModel>(string layer, TModel model)
            where TModel : struct, ILayer<TModel>
        {
            FitFault fault = Learning.Training.Fit(model, Rows.Of(s_x, s_y), Losses.MeanSquaredError, new FitOptions { BatchSize = 4 }).Fault!;
            Assert.Equal((1, 1, layer, false), (fault.Epoch, fault.Batch, fault.Layer, fault.InModel));
        }
    }

    [Fact]
    public void On_validation_data_the_layer_is_named_too()
    {
        var model = Learning.Layers.Sequential(
            Learning.Layers.Dense(2, 2) with { Weights = [3e38f, 3e38f, 3e38f, 3e38f] }, Learning.Layers.Dense(2, 1));
        float[,] x = { { 0, 0 }, { 0, 0 }, { 1, 1 } };
        var options = new FitOptions { Epochs = 3, Validation = Validation.Of(Splits.ByTime([1, 2, 3], 0.3)) };
        var fit = Learning.Training.Fit(model, Rows.Of(x, 0, 0, 1), Losses.MeanSquaredError, options);
        Assert.Equal((FitStatus.NotFinite, 0, "first"), (fit.Status, fit.Fault!.Batch, fit.Fault.Layer));
        Assert.StartsWith("On the validation data after epoch 1 the loss was", fit.Explanation, StringComparison.Ordinal);
        Assert.Contains("The outputs of layer 'first' are the first that are not finite", fit.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void An_epoch_of_a_network_allocates_nothing()
    {
        var model = Learning.Layers.Sequential(Learning.Layers.Dense(2, 6, Activation.Tanh), Learning.Layers.Dropout(0.4f), Learning.Layers.Dense(6, 1));
        var options = new FitOptions { Optimizer = Optimizers.Chain(Optimizers.ClipByGlobalNorm(1), Optimizers.Adam(0.01)), BatchSize = 3 };
        var examples = new NetworkExamples<Sequential<Dense, Dropout, Dense>>(model, Rows.Of(s_x, s_y), Losses.BinaryCrossEntropy, options);
        var trainer = new Trainer<Sequential<Dense, Dropout, Dense>, float>(model, examples, options);
        Assert.Null(trainer.Train(out _));
        Assert.Equal(0, Allocations.Of(() => trainer.Train(out _)));
    }

    [Fact]
    public void Weight_decay_is_the_penalty_of_half_the_squares()
    {
        var model = Learning.Layers.Sequential(Learning.Layers.Dense(2, 1));
        float[,] x = { { 1, 0 }, { 0, 2 } };
        var options = new FitOptions
        {
            Optimizer = Optimizers.Chain(Optimizers.WeightDecay(0.5, name => name.EndsWith("weights", StringComparison.Ordinal)), Optimizers.Sgd(0.1)),
            Epochs = 2000,
        };
        Dense fitted = Learning.Training.Fit(model, Rows.Of(x, 1, 4), Losses.MeanSquaredError, options).Model.First;

        // ½ (w₀ + b − 1)² + ½ (2 w₁ + b − 4)² + ¼ (w₀² + w₁²) is least where its three slopes are zero.
        (double w0, double w1, double b) = (fitted.Weights[0], fitted.Weights[1], fitted.Bias[0]);
        Assert.Equal(0, w0 + b - 1 + (0.5 * w0), 1e-5);
        Assert.Equal(0, (2 * ((2 * w1) + b - 4)) + (0.5 * w1), 1e-5);
        Assert.Equal(0, w0 + b - 1 + (2 * w1) + b - 4, 1e-5);
    }
}
