using DeepMfg.AutoDiff.Optimization;
using DeepMfg.AutoDiff.Tests.Models;

namespace DeepMfg.AutoDiff.Learning.Tests.Training;

public sealed class CheckpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private FitOptions Options => new()
    {
        Optimizer = Optimizers.Chain(Optimizers.ClipByGlobalNorm(1), Optimizers.AdamW(Schedules.Cosine(0.05, steps: 40))),
        Epochs = 12,
        BatchSize = 16,
        Seed = 5,
        Validation = Validation.Share(0.2),
        EarlyStopping = Patience.Of(9),
        Checkpoints = Checkpoints.At(_folder["fit.checkpoint"], every: 2),
    };

    [Fact]
    public void A_fit_that_is_taken_up_again_ends_with_the_same_bits()
    {
        var whole = Fit(Options with { Checkpoints = null });
        Fit(Options with { Epochs = 4 });
        var resumed = Fit(Options);
        Assert.Equal(Problems.Numbers(whole.Model), Problems.Numbers(resumed.Model));
        Assert.Equal(whole.History.Losses, resumed.History.Losses);
        Assert.Equal(whole.History.ValidationLosses, resumed.History.ValidationLosses);
        Assert.Equal((whole.Epoch, whole.Status), (resumed.Epoch, resumed.Status));
    }

    [Fact]
    public void A_fit_that_was_cancelled_within_an_epoch_ends_with_the_same_bits()
    {
        var whole = Fit(Options with { Checkpoints = null });
        using var source = new CancellationTokenSource();
        int calls = 0;
        Learning.Training.Fit<Network, float>(Problems.Start(), Problems.Circle(100), Counted, Options with { Cancel = source.Token });
        Assert.Equal(Problems.Numbers(whole.Model), Problems.Numbers(Fit(Options).Model));

        float Counted(Network model, Batch<float> batch, ref Network gradient)
        {
            if (++calls == 45)
            {
                source.Cancel();
            }

            return Problems.Loss(model, batch, ref gradient);
        }
    }

    [Fact]
    public void A_fit_that_is_done_is_done_when_it_is_asked_for_again()
    {
        var first = Fit(Options);
        var again = Learning.Training.Fit<Network, float>(Problems.Start(), Problems.Circle(100), Never, Options);
        Assert.Equal(Problems.Numbers(first.Model), Problems.Numbers(again.Model));

        static float Never(Network model, Batch<float> batch, ref Network gradient) => throw new InvalidOperationException("There is nothing left to do.");
    }

    [Fact]
    public void The_checkpoint_of_another_fit_is_refused_with_the_difference()
    {
        Fit(Options);
        Assert.Contains("another fit", Assert.Throws<FileRefusedException>(() => Fit(Options with { BatchSize = 8 })).Message);
        Assert.Contains("other", Assert.Throws<FileRefusedException>(() => Fit(Options with { Optimizer = Optimizers.Adam(0.1) })).Message);
        Assert.Throws<InvalidDataException>(() => Learning.Training.Fit(Problems.Start(hidden: 4), Problems.Circle(100), Problems.Loss, Options));
    }

    [Fact]
    public void A_damaged_checkpoint_is_refused()
    {
        Fit(Options);
        byte[] bytes = File.ReadAllBytes(_folder["fit.checkpoint"]);
        File.WriteAllBytes(_folder["fit.checkpoint"], bytes[..(bytes.Length / 2)]);
        Assert.Throws<FileRefusedException>(() => Fit(Options));
    }

    [Fact]
    public void A_model_is_saved_with_its_leaves_and_read_back()
    {
        var fit = Fit(Options with { Checkpoints = null });
        fit.Save(_folder["circle.model"]);
        ModelFile file = ModelFile.Load(_folder["circle.model"], kind: nameof(Network));
        Assert.Equal(["model.first.bias", "model.first.weights", "model.second.bias", "model.second.weights"], file.Tensors.Keys.Order());
        Assert.Equal(Problems.Numbers(fit.Model), Problems.Numbers(file.ReadModel(Network.Of(2, 8))));
        Assert.Contains("first.weights", Assert.Throws<InvalidDataException>(() => file.ReadModel(Network.Of(3, 8))).Message);
        file.Tensors.Remove("model.second.bias");
        Assert.Contains("second.bias", Assert.Throws<InvalidDataException>(() => file.ReadModel(Network.Of(2, 8))).Message);
    }

    private static FitResult<Network, float> Fit(FitOptions options) => Learning.Training.Fit(Problems.Start(), Problems.Circle(100), Problems.Loss, options);
}
