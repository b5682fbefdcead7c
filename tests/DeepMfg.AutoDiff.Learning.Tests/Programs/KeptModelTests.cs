using DeepMfg.AutoDiff.Learning;
using DeepMfg.AutoDiff.Learning.Tests;
using DeepMfg.AutoDiff.Learning.Tests.Layers;
using DeepMfg.AutoDiff.Optimization;
using Scale = DeepMfg.AutoDiff.Learning.Tests.Layers.Scale;

namespace Programs;

/// <summary>From a table to a kept model, and what of a file is refused.</summary>
public sealed class KeptModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void From_a_table_to_a_kept_model()
    {
        ReadingsFile.Write(_folder["ai4i2020.csv"], count: 400);
        Table table = Table.ReadCsv(_folder["ai4i2020.csv"]);
        Console.WriteLine(table.Summary());
        (Table train, Table test) = table.SplitStratified("Machine failure", testShare: 0.2, seed: 1);

        var pipeline = Pipeline.Of(
            Prepare.Standardize("Air temperature [K]", "Process temperature [K]", "Rotational speed [rpm]", "Torque [Nm]", "Tool wear [min]"),
            Prepare.OneHot("Type"));
        Rows rows = pipeline.FitTransform(train, target: "Machine failure");

        var model = Layers.Sequential(Layers.Dense(rows.Width, 32, Activation.Tanh), Layers.Dropout(0.1f), Layers.Dense(32, 1));
        var fit = Training.Fit(model, rows, Losses.BinaryCrossEntropy.WithClassWeights(rows), new FitOptions
        {
            Optimizer = Optimizers.Chain(Optimizers.ClipByGlobalNorm(1), Optimizers.AdamW(Schedules.Cosine(3e-3f, steps: 4000))),
            Epochs = 60, BatchSize = 32, Validation = Validation.Share(0.15, stratified: true), EarlyStopping = Patience.Of(8),
            Progress = ConsoleProgress.Bar(),
        });
        Report report = Reports.Binary(fit.Model.Predict(pipeline.Transform(test)), test["Machine failure"], threshold: fit.Threshold);
        Assert.Contains("ROC-AUC", report.ToString(), StringComparison.Ordinal);
        Assert.InRange(report["ROC-AUC"].Value, 0.9, 1);
        fit.Save(_folder["failure.model"], pipeline);             // weights, pipeline, metadata; atomic

        var kept = Kept.Load<Sequential<Dense, Dropout, Dense>>(_folder["failure.model"]);
        float risk = kept.Predict(table.Row(17));        // refuses a row whose columns differ, naming them

        Assert.Equal(fit.Model.Predict(pipeline.Transform(table))[17], risk);
        Assert.Equal(fit.Model.Predict(pipeline.Transform(test)), kept.Predict(test));
        Assert.Equal(fit.Threshold, kept.Threshold);
        Assert.Equal((Activation.Tanh, 0.1f, rows.Width), (kept.Model.First.Activation, kept.Model.Second.Rate, kept.Model.First.Inputs));
        var refused = Assert.Throws<ColumnsDifferException>(() => kept.Predict(table.Without("Torque [Nm]").Row(17)));
        Assert.Contains("Missing: \"Torque [Nm]\"", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_layer_is_restored_with_its_constants()
    {
        var model = Layers.Sequential(
            Layers.Dense(3, 4, Activation.Gelu),
            Layers.Sequential(Layers.LayerNorm(4, epsilon: 1e-3f), Layers.Activate(Activation.Silu), Layers.Dropout(0.25f, place: 3)),
            new Net(Layers.Dense(4, 5, Activation.Tanh), Layers.Dense(5, 2), 0.3f));
        Kept.Save(_folder["m"], model);
        Sequential<Dense, Sequential<LayerNorm, Activate, Dropout>, Net> kept =
            Kept.Load<Sequential<Dense, Sequential<LayerNorm, Activate, Dropout>, Net>>(_folder["m"]).Model;
        float[,] x = { { 0.1f, -0.4f, 2 }, { 1, 0, -1 } };
        Assert.Equal(model.Predict(x), kept.Predict(x));
        Assert.Equal(model.Second.Third, kept.Second.Third);
        Assert.Equal(1e-3f, kept.Second.First.Epsilon);
        Assert.Equal(model.First.Weights, kept.First.Weights);
    }

    [Fact]
    public void Longer_networks_are_restored()
    {
        Dense[] d = [.. Enumerable.Range(1, 9).Select(width => Layers.Dense(width, width + 1, Activation.Tanh))];
        Restores(Layers.Sequential(d[0]), 1);
        Restores(Layers.Sequential(d[0], d[1], d[2], d[3]), 1);
        Restores(Layers.Sequential(d[0], d[1], d[2], d[3], d[4]), 1);
        Restores(Layers.Sequential(d[0], d[1], d[2], d[3], d[4], d[5]), 1);
        Restores(Layers.Sequential(d[0], d[1], d[2], d[3], d[4], d[5], d[6]), 1);
        Restores(Layers.Sequential(d[1], d[2], d[3], d[4], d[5], d[6], d[7], d[8]), 2);

        void Restores<TModel>(TModel model, int inputs)
            where TModel : struct, ILayer<TModel>
        {
            Kept.Save(_folder["m"], model);
            Assert.Equal(model.Predict(new float[1, inputs]), Kept.Load<TModel>(_folder["m"]).Model.Predict(new float[1, inputs]));
        }
    }

    [Fact]
    public void Another_network_is_refused_with_file_and_place()
    {
        Kept.Save(_folder["m"], Layers.Sequential(Layers.Dense(3, 4), Layers.Dense(4, 1)));
        Refused(
            "entry 'manifest.json', kind: the model is of kind 'Sequential<Dense, Dense>', and 'Sequential<Dense, Dropout, Dense>' was asked for",
            () => Kept.Load<Sequential<Dense, Dropout, Dense>>(_folder["m"]));
        Kept.Save(_folder["m"], Layers.Sequential(Layers.Dense(3, 4), Layers.Dense(4, 1)), kind: "wear 1");
        Refused("'first.rate': it is not in the file", () => Kept.Load<Sequential<Dropout, Dense>>(_folder["m"], "wear 1"));
        Refused("model: The file's model has 4 leaves", () => Kept.Load<Sequential<Dense>>(_folder["m"], "wear 1"));
        Refused("'first.weights' is F32 of [12]; the model's is F32 of [6]", () =>
            Kept.Load(_folder["m"], Layers.Sequential(Layers.Dense(3, 2), Layers.Dense(2, 1)), "wear 1"));
    }

    [Fact]
    public void A_damaged_file_is_refused_with_file_and_place()
    {
        var model = Layers.Sequential(Layers.Dense(3, 4), Layers.Dropout(0.5f), Layers.LayerNorm(4));
        Kept.Save(_folder["m"], model);
        byte[] bytes = File.ReadAllBytes(_folder["m"]);
        File.WriteAllBytes(_folder["m"], bytes[..^40]);
        Refused("zip archive", () => Kept.Load<Sequential<Dense, Dropout, LayerNorm>>(_folder["m"]));

        Changed(file => file.Metadata.Remove("model.first.activation"), "model, 'first.activation': it is not in the file");
        Changed(file => file.Metadata["model.first.activation"] = "7", "model, 'first.activation': '7' is no Activation; these are Identity, Relu");
        Changed(file => file.Metadata["model.second.rate"] = "much", "model, 'second.rate': 'much' is no Single");
        Changed(file => file.Metadata["model.second.rate"] = "1", "model, 'second.rate': 1 is not at least 0 and below 1");
        Changed(file => file.Tensors["model.first.bias"] = StoredTensor.Of<float>([1, 2, 3, 4, 5]), "model, 'first.weights': 12 weights and 5 biases");
        Changed(file => file.Tensors["model.first.bias"] = StoredTensor.Of<double>([1, 2, 3, 4]), "model, 'first.bias': it is F64 of [4], and an array of F32");
        Changed(file => file.Tensors["model.third.gain"] = StoredTensor.Of<float>([1]), "model, 'third.gain': 1 gains and 4 shifts");
        Changed(file => file.Tensors["model.fourth.gain"] = StoredTensor.Of<float>([1]), "model: The file's model has 5 leaves");
        Changed(file => file.Metadata["threshold"] = "low", "threshold: 'low' is no number");
        Changed(
            file =>
            {
                var pipeline = Pipeline.Of(Prepare.Standardize("a", "b"));
                pipeline.FitTransform(Table.Of(Column.Of("a", 1.0, 2), Column.Of("b", 1.0, 3)));
                file.Add(pipeline);
            },
            "model: A dense layer of 3 inputs is given rows of 2 numbers");

        void Changed(Action<ModelFile> change, string message)
        {
            Kept.Save(_folder["m"], model);
            ModelFile file = ModelFile.Load(_folder["m"]);
            change(file);
            file.Save(_folder["m"]);
            Refused(message, () => Kept.Load<Sequential<Dense, Dropout, LayerNorm>>(_folder["m"]));
        }
    }

    [Fact]
    public void A_layer_that_does_not_say_how_it_is_read_is_loaded_by_a_pattern()
    {
        Kept.Save(_folder["m"], new Scale([2, 3]));
        Refused("Scale does not say how it is read. Write Restore in it", () => Kept.Load<Scale>(_folder["m"]));
        Assert.Equal([2, 6], Kept.Load(_folder["m"], new Scale([0, 0])).Model.Predict(new float[,] { { 1, 2 } }));
    }

    [Fact]
    public void What_a_file_does_not_have_is_said()
    {
        Kept.Save(_folder["m"], Layers.Sequential(Layers.Dense(1, 1)));
        var kept = Kept.Load<Sequential<Dense>>(_folder["m"]);
        Table table = Table.Of(Column.Of("a", 1.0));
        Assert.Contains("no pipeline", Assert.Throws<InvalidOperationException>(() => kept.Predict(table.Row(0))).Message, StringComparison.Ordinal);
        Assert.Contains("no threshold", Assert.Throws<InvalidOperationException>(() => kept.Threshold).Message, StringComparison.Ordinal);
        var pipeline = Pipeline.Of(Prepare.Standardize("a"));
        pipeline.FitTransform(Table.Of(Column.Of("a", 1.0, 2)));
        Kept.Save(_folder["m"], Layers.Sequential(Layers.Dense(1, 2)), pipeline, threshold: 0.25);
        kept = Kept.Load<Sequential<Dense>>(_folder["m"]);
        Assert.Equal(0.25, kept.Threshold);
        Assert.Equal(2, kept.Predict(table).Length);
        Assert.Contains("2 numbers for a row", Assert.Throws<InvalidOperationException>(() => kept.Predict(table.Row(0))).Message, StringComparison.Ordinal);
        var fit = Training.Fit(kept.Model, Rows.Of(new float[,] { { 1 } }, [1, 0]), Losses.MeanSquaredError, new FitOptions { Epochs = 1 });
        Assert.Contains("FitOptions.Validation", Assert.Throws<InvalidOperationException>(() => fit.Threshold).Message, StringComparison.Ordinal);
    }

    private void Refused(string message, Action action)
    {
        FileRefusedException refused = Assert.Throws<FileRefusedException>(action);
        Assert.StartsWith($"{_folder["m"]}, ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }
}
