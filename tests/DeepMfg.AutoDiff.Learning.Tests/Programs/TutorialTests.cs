using DeepMfg.AutoDiff;
using DeepMfg.AutoDiff.Learning;
using DeepMfg.AutoDiff.Learning.Tests;
using DeepMfg.AutoDiff.Optimization;
using DeepMfg.AutoDiff.Testing;

namespace Programs;

public static partial class Turning
{
    [Differentiable]
    public static double ToolLife(double speed, double feed) => 60 * Math.Pow(speed / 120, -4) * Math.Pow(feed / 0.2, -1.6);
}

/// <summary>What the tutorial and the README show and no other test has.</summary>
public sealed class TutorialTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_first_gradient_is_right()
    {
        (double life, (double speed, double feed) gradient) = Turning.ToolLifeValueAndGradient(150, 0.25);
        GradientCheck.Of(Turning.ToolLife, (150, 0.25), gradient).ThrowIfWrong();

        Assert.Equal(-4 * life / 150, gradient.speed, 1e-12);
        Assert.Equal(-1.6 * life / 0.25, gradient.feed, 1e-10);
    }

    [Fact]
    public void A_model_in_ten_lines()
    {
        ReadingsFile.Write(_folder["machine.csv"], count: 400);

        Table table = Table.ReadCsv(_folder["machine.csv"]);
        (Table train, Table test) = table.SplitStratified("Machine failure", testShare: 0.2, seed: 1);
        var pipeline = Pipeline.Of(Prepare.Standardize("Torque [Nm]", "Tool wear [min]"), Prepare.OneHot("Type"));
        Rows rows = pipeline.FitTransform(train, target: "Machine failure");

        var model = Layers.Sequential(Layers.Dense(rows.Width, 16, Activation.Tanh), Layers.Dense(16, 1));
        var fit = Training.Fit(model, rows, Losses.BinaryCrossEntropy, new FitOptions
        {
            Optimizer = Optimizers.Adam(0.01), Epochs = 50, Validation = Validation.Share(0.15, stratified: true),
        });

        Console.WriteLine(Reports.Binary(fit.Model.Predict(pipeline.Transform(test)), test["Machine failure"], fit.Threshold));
        fit.Save(_folder["failure.model"], pipeline);

        Assert.InRange(Metrics.RocAuc(fit.Model.Predict(pipeline.Transform(test)), pipeline.Transform(test).Targets), 0.95, 1);
        Assert.Equal(fit.Threshold, Kept.Load<Sequential<Dense, Dense>>(_folder["failure.model"]).Threshold);
    }

    [Fact]
    public void A_fit_with_all_that_belongs_to_it_goes_on_from_its_checkpoint()
    {
        Reading[] readings = MachineTests.Readings(200);
        Soft start = new(HeatGap: 9.2, HeatSpeed: 1.8, PowerLow: 2.8, PowerHigh: 8.2, Strain: 1.5, Sharpness: 5);
        FitResult<Soft, double> Fit(CancellationToken cancel)
        {
            var fit = Training.Fit(start, readings, Machine.LossValueAndGradient, new FitOptions
            {
                Optimizer = Optimizers.Chain(Optimizers.ClipByGlobalNorm(1), Optimizers.Adam(Schedules.Cosine(0.02, steps: 300))),
                Epochs = 60, BatchSize = 40, Seed = 1,
                Validation = Validation.Share(0.2), EarlyStopping = Patience.Of(20),
                Checkpoints = Checkpoints.At(_folder["rules.checkpoint"]), Cancel = cancel,
            });
            Console.WriteLine(fit.Explanation);
            return fit;
        }

        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Equal(FitStatus.Cancelled, Fit(source.Token).Status);
        var fit = Fit(CancellationToken.None);
        fit.Save(_folder["rules.model"]);
        Soft rules = ModelFile.Load(_folder["rules.model"]).ReadModel(start);
        Assert.Equal(fit.Model, rules);
        Assert.Equal(fit.Model, Fit(CancellationToken.None).Model);
    }

    [Fact]
    public void What_is_deployed_loads_and_predicts()
    {
        ReadingsFile.Write(_folder["machine.csv"], count: 100);
        Table table = Table.ReadCsv(_folder["machine.csv"]);
        var pipeline = Pipeline.Of(Prepare.Standardize("Torque [Nm]", "Tool wear [min]"), Prepare.OneHot("Type"));
        int width = pipeline.FitTransform(table, target: "Machine failure").Width;
        Kept.Save(_folder["failure.model"], Layers.Sequential(Layers.Dense(width, 4, Activation.Tanh), Layers.Dense(4, 1)), pipeline, threshold: 0);

        var kept = Kept.Load<Sequential<Dense, Dense>>(_folder["failure.model"]);
        foreach (float logit in kept.Predict(Table.ReadCsv(_folder["machine.csv"])))
        {
            Console.WriteLine(logit >= kept.Threshold ? "alarm" : "fine");
        }

        Assert.Equal(100, kept.Predict(table).Length);
    }
}
