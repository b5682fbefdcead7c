using DeepMfg.AutoDiff.Optimization;
using DeepMfg.AutoDiff.Testing;
using DeepMfg.AutoDiff.Tests.Models;

namespace DeepMfg.AutoDiff.Learning.Tests.Training;

public sealed class FitTests
{
    private static readonly FitOptions s_short = new() { Optimizer = Optimizers.Adam(0.05), Epochs = 6, BatchSize = 32, Seed = 1 };

    [Fact]
    public void The_gradient_of_the_network_by_hand_is_that_of_differences()
    {
        Rows rows = Problems.Circle(9);
        Network model = Problems.Start(5), gradient = model.Zero();
        Network.LossValueAndGradient(model, rows.Values, rows.Targets, ref gradient);
        float[] numbers = Problems.Numbers(model), slopes = Problems.Numbers(gradient);
        for (int i = 0; i < numbers.Length; i++)
        {
            const float Step = 1e-2f;
            double difference = (Loss(i, Step) - Loss(i, -Step)) / (2 * Step);
            Assert.Equal(difference, slopes[i], 2e-4);
        }

        double Loss(int index, float step)
        {
            float[] moved = [.. numbers];
            moved[index] += step;
            Network unused = model.Zero();
            return Network.LossValueAndGradient(model.From(moved), rows.Values, rows.Targets, ref unused);
        }
    }

    [Fact]
    public void A_network_learns_a_circle()
    {
        Rows rows = Problems.Circle(400);
        FitOptions options = s_short with { Epochs = 80, Validation = Validation.Share(0.2, stratified: true) };
        var fit = Learning.Training.Fit(Problems.Start(), rows, Problems.Loss, options);
        var logits = new float[rows.Count];
        fit.Model.Apply(rows.Values, logits);
        int right = logits.Zip(rows.Targets.ToArray(), (logit, target) => logit > 0 == target > 0.5f).Count(same => same);
        Assert.InRange(right, 380, 400);
        Assert.Equal(FitStatus.Completed, fit.Status);
        Assert.Equal(80, fit.History.Count);
        Assert.Equal(fit.History.ValidationLosses.Min(), fit.History.ValidationLosses[fit.Epoch - 1]);
        Assert.Equal($"All 80 epochs are done; the model is that of epoch {fit.Epoch}.", fit.Explanation);
    }

    [Fact]
    public void A_record_of_numbers_is_fitted_to_items_by_handing_its_gradient_over()
    {
        (double X, double Y)[] points = [.. Enumerable.Range(0, 50).Select(i => (i / 50.0, 3 * i / 50.0 - 1))];
        var options = new FitOptions { Optimizer = Optimizers.Adam(0.05), Epochs = 300, BatchSize = 10 };
        var fit = Learning.Training.Fit(new Soft(0, 0, 5, "line"), points, Problems.LineLossValueAndGradient, options);
        Assert.Equal(3, fit.Model.Gap, 1e-3);
        Assert.Equal(-1, fit.Model.Speed, 1e-3);
        Assert.Equal((5, "line"), (fit.Model.Sharpness, fit.Model.Name));
    }

    [Fact]
    public void A_seed_gives_the_same_bits_and_another_seed_other_ones()
    {
        Rows rows = Problems.Circle(100);
        float[] first = Fit(1), again = Fit(1), other = Fit(2);
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);

        float[] Fit(long seed) => Problems.Numbers(Learning.Training.Fit(Problems.Start(), rows, Problems.Loss, s_short with { Seed = seed }).Model);
    }

    [Fact]
    public void What_was_given_stays_as_it_was()
    {
        Network start = Problems.Start();
        float[] before = Problems.Numbers(start);
        Learning.Training.Fit(start, Problems.Circle(50), Problems.Loss, s_short);
        Assert.Equal(before, Problems.Numbers(start));
    }

    [Fact]
    public void Patience_ends_a_fit_that_does_not_become_better_and_the_best_model_is_kept()
    {
        // The classes are drawn at random: nothing can be learnt about those held back.
        var random = new Philox(3);
        float[] x = [.. Enumerable.Range(0, 120).Select(_ => random.NextSingle())], y = [.. Enumerable.Range(0, 60).Select(i => (float)(i % 2))];
        FitOptions options = s_short with { Epochs = 500, Validation = Validation.Share(0.3), EarlyStopping = Patience.Of(7) };
        var fit = Learning.Training.Fit(Problems.Start(), Rows.Of(x, 2, y), Problems.Loss, options);
        Assert.Equal(FitStatus.StoppedEarly, fit.Status);
        Assert.Equal(fit.Epoch + 7, fit.History.Count);
        var shorter = Learning.Training.Fit(Problems.Start(), Rows.Of(x, 2, y), Problems.Loss, options with { Epochs = fit.Epoch });
        Assert.Equal(Problems.Numbers(shorter.Model), Problems.Numbers(fit.Model));
    }

    [Fact]
    public void A_cancelled_fit_returns_with_the_model_of_the_last_whole_epoch()
    {
        using var source = new CancellationTokenSource();
        int calls = 0;
        var fit = Learning.Training.Fit<Network, float>(Problems.Start(), Problems.Circle(64), Counted, s_short with { Cancel = source.Token });
        Assert.Equal(FitStatus.Cancelled, fit.Status);
        Assert.Equal(2, fit.History.Count);
        var shorter = Learning.Training.Fit(Problems.Start(), Problems.Circle(64), Problems.Loss, s_short with { Epochs = 2 });
        Assert.Equal(Problems.Numbers(shorter.Model), Problems.Numbers(fit.Model));

        float Counted(Network model, Batch<float> batch, ref Network gradient)
        {
            if (++calls == 5)
            {
                source.Cancel();
            }

            return Problems.Loss(model, batch, ref gradient);
        }
    }

    [Fact]
    public void A_loss_that_is_not_finite_is_told_with_epoch_batch_and_leaf()
    {
        int calls = 0;
        var fit = Learning.Training.Fit<Network, float>(Problems.Start(), Problems.Circle(96), Broken, s_short);
        Assert.Equal(FitStatus.NotFinite, fit.Status);
        Assert.Equal(new FitFault(2, 3, double.NaN, "second.bias", InModel: true), fit.Fault);
        Assert.Equal(1, fit.Epoch);
        Assert.All(Problems.Numbers(fit.Model), value => Assert.True(float.IsFinite(value)));
        Assert.Equal(
            "In epoch 2, batch 3, the loss was NaN. The model's 'second.bias' is not finite since the step before: try a lower rate, or clip the gradient. "
            + "The model is that of epoch 1.",
            fit.Explanation);

        float Broken(Network model, Batch<float> batch, ref Network gradient)
        {
            float loss = Problems.Loss(model, batch, ref gradient);
            if (++calls == 5)
            {
                gradient.Second.Bias[0] = float.NaN;
            }

            return loss;
        }
    }

    [Fact]
    public void A_loss_that_is_infinite_at_once_blames_the_gradients_leaf_or_none()
    {
        var infinite = Learning.Training.Fit<Network, float>(Problems.Start(), Problems.Circle(10), Infinite, s_short);
        Assert.Equal(new FitFault(1, 1, double.PositiveInfinity, "first.bias", InModel: false), infinite.Fault);
        var alone = Learning.Training.Fit<Network, float>(Problems.Start(), Problems.Circle(10), Alone, s_short);
        Assert.Equal(new FitFault(1, 1, double.NaN, "", InModel: false), alone.Fault);
        Assert.Contains("Model and gradient are finite", alone.Explanation);

        static float Alone(Network model, Batch<float> batch, ref Network gradient) => float.NaN;

        static float Infinite(Network model, Batch<float> batch, ref Network gradient)
        {
            gradient.First.Bias[1] = float.PositiveInfinity;
            return float.PositiveInfinity;
        }
    }

    [Fact]
    public void An_epoch_allocates_nothing()
    {
        Rows rows = Problems.Circle(200);
        var examples = new RowExamples<Network, float>(rows, Problems.Loss, s_short);
        FitOptions options = s_short with { Optimizer = Optimizers.Chain(Optimizers.ClipByGlobalNorm(1), Optimizers.Adam(0.01)) };
        var trainer = new Trainer<Network, float>(Problems.Start(), examples, options);
        Assert.Null(trainer.Train(out _));
        double loss = double.NaN;
        Assert.Equal(0, Allocations.Of(() => trainer.Train(out loss)));
        Assert.True(double.IsFinite(loss));
    }

    [Fact]
    public void An_epoch_over_items_allocates_nothing()
    {
        (double X, double Y)[] points = [.. Enumerable.Range(0, 50).Select(i => (i / 50.0, 3 * i / 50.0 - 1))];
        var examples = new ItemExamples<Soft, double, (double, double)>(points, (Soft model, ReadOnlySpan<(double, double)> batch, ref Soft gradient) =>
        {
            (double value, gradient) = Problems.LineLossValueAndGradient(model, batch);
            return value;
        }, s_short);
        var trainer = new Trainer<Soft, double>(new Soft(0, 0, 0, ""), examples, s_short);
        trainer.Train(out _);
        Assert.Equal(0, Allocations.Of(() => trainer.Train(out _)));
    }

    [Fact]
    public void Progress_is_told_each_epoch_and_the_history_becomes_a_table_and_a_file()
    {
        var steps = new List<ProgressStep>();
        FitOptions options = s_short with { Epochs = 3, Validation = Validation.Share(0.25), Progress = new Told(steps) };
        var fit = Learning.Training.Fit(Problems.Start(), Problems.Circle(80), Problems.Loss, options);
        Assert.Equal([1, 2, 3], steps.Select(step => step.Done));
        Assert.All(steps, step => Assert.Matches("^loss .+, validation .+$", step.Note));
        Table table = Table.ParseCsv(fit.History.ToCsv());
        Assert.Equal(["epoch", "loss", "validation loss"], table.Names);
        Assert.Equal(fit.History.Losses, table.Numbers("loss").ToArray());
        Assert.Equal(fit.History.ValidationLosses, fit.History.ToTable().Numbers("validation loss").ToArray());
        Assert.Equal(4, fit.History.ToString().Split('\n').Length);
        using var folder = new TemporaryFolder();
        Plots.History(fit.History).SaveSvg(folder["history.svg"]);
        Assert.Contains("<svg", File.ReadAllText(folder["history.svg"]));
    }

    [Fact]
    public void A_rate_that_watches_the_loss_is_told_of_it()
    {
        FitOptions options = s_short with { Optimizer = Optimizers.Sgd(Schedules.ReduceOnPlateau(0, factor: 0.5, patience: 1)), Epochs = 3 };
        var fit = Learning.Training.Fit(Problems.Start(), Problems.Circle(40), Problems.Loss, options);
        Assert.Equal(fit.History.Losses[0], fit.History.Losses[2], 1e-6);
    }

    [Fact]
    public void What_cannot_be_fitted_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new FitOptions { Epochs = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new FitOptions { BatchSize = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Validation.Share(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Patience.Of(0));
        (double, double)[] none = [], two = [(0, 0), (1, 1)];
        Assert.Throws<ArgumentException>(() => Learning.Training.Fit(new Soft(0, 0, 0, ""), none, Problems.LineLossValueAndGradient));
        FitOptions stratified = s_short with { Validation = Validation.Share(0.5, stratified: true) };
        Assert.Throws<ArgumentException>(() => Learning.Training.Fit(new Soft(0, 0, 0, ""), two, Problems.LineLossValueAndGradient, stratified));
    }

    private sealed class Told(List<ProgressStep> steps) : IProgress<ProgressStep>
    {
        public void Report(ProgressStep value) => steps.Add(value);
    }
}
