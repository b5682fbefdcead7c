namespace DeepMfg.AutoDiff.Learning;

/// <summary>A network from a file, with what prepares its inputs. It does not change: several threads may ask it.</summary>
/// <typeparam name="TModel">The network's type.</typeparam>
public sealed class Kept<TModel>
    where TModel : struct, ILayer<TModel>
{
    private readonly Pipeline? _pipeline;
    private readonly int _outputs;
    private readonly double? _threshold;

    internal Kept(TModel model, Pipeline? pipeline, int outputs, double? threshold) =>
        (Model, _pipeline, _outputs, _threshold) = (model, pipeline, outputs, threshold);

    /// <summary>The network.</summary>
    public TModel Model { get; }

    /// <summary>What prepares its inputs.</summary>
    /// <exception cref="InvalidOperationException">The file has none.</exception>
    public Pipeline Pipeline => _pipeline
        ?? throw new InvalidOperationException("The file has no pipeline: prepare the inputs yourself and give them to Model.Predict.");

    /// <summary>From which output on a row is of class 1, as it was chosen on validation data.</summary>
    /// <exception cref="InvalidOperationException">The file has none.</exception>
    public double Threshold => _threshold ?? throw new InvalidOperationException("The file has no threshold: it was saved without validation data.");

    /// <summary>The file's texts by name.</summary>
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    /// <summary>The output for a row: a logit, where the loss that the network was fitted with takes such. Nothing is allocated.</summary>
    /// <param name="row">The row of a table that has the columns that the network was fitted to.</param>
    /// <returns>The output.</returns>
    /// <exception cref="ColumnsDifferException">The table lacks columns, or they are of another kind; the message names them.</exception>
    /// <exception cref="ArgumentException">A value is missing, or a category was not trained on.</exception>
    /// <exception cref="InvalidOperationException">The network has several outputs, or the file no pipeline.</exception>
    public float Predict(Row row)
    {
        Pipeline pipeline = Pipeline;
        using Tape tape = Tape.Open();
        Span<float> x = tape.Reserve<float>(pipeline.Width);
        pipeline.Transform(row, x);
        if (_outputs != 1)
        {
            throw new InvalidOperationException($"The network gives {_outputs} numbers for a row. Ask it with Predict(table), which returns all of them.");
        }

        Span<float> y = stackalloc float[1];
        Model.Predict(x, y);
        return y[0];
    }

    /// <summary>The outputs for all rows of a table.</summary>
    /// <param name="table">A table that has the columns that the network was fitted to.</param>
    /// <returns>The outputs, row by row.</returns>
    /// <exception cref="ColumnsDifferException">The table lacks columns, or they are of another kind; the message names them.</exception>
    /// <exception cref="ArgumentException">A value is missing, or a category was not trained on.</exception>
    /// <exception cref="InvalidOperationException">The file has no pipeline.</exception>
    public float[] Predict(Table table) => Model.Predict(Pipeline.TransformInputs(table));
}
