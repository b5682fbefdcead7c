using System.Globalization;
using System.Numerics;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>A fitted model, how the fit went and why it ended.</summary>
/// <typeparam name="TModel">The model's type.</typeparam>
/// <typeparam name="T">The type of its numbers.</typeparam>
public sealed class FitResult<TModel, T>
    where TModel : IDifferentiable<TModel, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal FitResult(TModel model, FitHistory history) => (Model, History) = (model, history);

    /// <summary>The model after the best epoch on validation data; without validation, that after the last whole epoch.</summary>
    public TModel Model { get; }

    /// <summary>The losses, epoch by epoch.</summary>
    public FitHistory History { get; }

    /// <summary>Why it ended.</summary>
    public FitStatus Status { get; init; }

    /// <summary>The epoch after which <see cref="Model"/> was as it is, the first being 1; 0: it is as it was at the start.</summary>
    public int Epoch { get; init; }

    /// <summary>Where a loss was no finite number; null where all were.</summary>
    public FitFault? Fault { get; init; }

    /// <summary>
    /// From which output on a row is of class 1: the threshold of the best F1 on the validation data, for networks with one output and targets 0 and 1.
    /// </summary>
    /// <exception cref="InvalidOperationException">There are no such validation data.</exception>
    public double Threshold => Chosen ?? throw new InvalidOperationException(
        "A threshold is chosen on validation data, for networks with one output and rows whose targets are 0 and 1: set FitOptions.Validation.");

    internal double? Chosen { get; init; }

    /// <summary>Adds to a file what is constant in the model.</summary>
    internal Action<TModel, ModelFile>? AddConstants { get; init; }

    /// <summary>Why it ended, in a sentence.</summary>
    public string Explanation => Status switch
    {
        FitStatus.Completed => Text($"All {History.Count} epochs are done; the model is that of epoch {Epoch}."),
        FitStatus.StoppedEarly => Text($"After epoch {History.Count} the loss had not become better for too long; the model is that of epoch {Epoch}."),
        FitStatus.Cancelled => Text($"Cancelled after {History.Count} epochs; the model is that of epoch {Epoch}."),
        _ => Text($"{Where(Fault!)} the loss was {Fault!.Loss}. {Cause(Fault!)} The model is that of epoch {Epoch}."),
    };

    /// <summary>The model as a file, with the pipeline that prepares its inputs; atomic. <see cref="Learning.Kept"/> loads networks of layers.</summary>
    /// <param name="path">The file to write or to replace.</param>
    /// <param name="pipeline">What prepares its inputs; none where they are taken as they are.</param>
    /// <param name="kind">What model it is, which a reader asks for; by default its type's name.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path, Pipeline? pipeline = null, string? kind = null)
    {
        var file = new ModelFile(kind ?? Kept.KindOf(typeof(TModel)));
        file.AddModel(Model);
        AddConstants?.Invoke(Model, file);
        Kept.AddPipeline(file, pipeline, Chosen);
        file.Metadata["epoch"] = Text($"{Epoch}");
        file.Save(path);
    }

    /// <summary>The explanation.</summary>
    /// <returns>The sentence.</returns>
    public override string ToString() => Explanation;

    private static string Where(FitFault fault) =>
        fault.Batch == 0 ? Text($"On the validation data after epoch {fault.Epoch}") : Text($"In epoch {fault.Epoch}, batch {fault.Batch},");

    private static string Cause(FitFault fault) => fault switch
    {
        { Leaf: "", Layer: "" } => "Model and gradient are finite: look at the loss itself, such as a logarithm of zero, and at the batch's numbers.",
        { InModel: true } => $"The model's '{fault.Leaf}' is not finite since the step before: try a lower rate, or clip the gradient.",
        { Layer: not "" } =>
            $"The outputs of layer '{fault.Layer}' are the first that are not finite: look at what goes in, scale the inputs, or let its weights decay.",
        _ => $"The gradient in '{fault.Leaf}' is not finite either.",
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
