using System.Globalization;
using System.Numerics;
using DeepMfg.AutoDiff.Optimization;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>A fit between two epochs, as a model file: the model by leaf, the one that is kept, the losses, the optimizer's state.</summary>
internal static class CheckpointFile<TModel, T>
    where TModel : IDifferentiable<TModel, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const string Kind = "checkpoint", Fit = "fit", KeptEpoch = "kept epoch", Kept = "kept", Losses = "losses", Validation = "validation losses";

    internal static void Save(string path, string description, FitState<T> state, (TModel Model, ModelOptimizer<TModel, T> Optimizer) at)
    {
        var file = new ModelFile(Kind);
        file.Metadata[Fit] = description;
        file.Metadata[KeptEpoch] = state.KeptEpoch.ToString(CultureInfo.InvariantCulture);
        file.AddModel<TModel, T>(at.Model);
        file.Tensors[Kept] = StoredTensor.Of<T>(state.Kept);
        file.Tensors[Losses] = StoredTensor.Of<double>([.. state.History.Losses]);
        file.Tensors[Validation] = StoredTensor.Of<double>([.. state.History.ValidationLosses]);
        using var optimizer = new MemoryStream();
        at.Optimizer.Save(optimizer);
        file.Add(new OptimizerPart(optimizer.ToArray()));
        file.Save(path);
    }

    /// <summary>Goes back to what was saved; gives the model.</summary>
    internal static TModel Load(string path, string description, FitState<T> state, (TModel Model, ModelOptimizer<TModel, T> Optimizer) at)
    {
        ModelFile file = ModelFile.Load(path, Kind);
        var place = new FilePlace(path);
        if (!file.Metadata.TryGetValue(Fit, out string? saved) || saved != description)
        {
            throw place.At(Fit).Refuse($"it is the checkpoint of another fit, of {saved}, and this one is of {description}. Give this fit another file.");
        }

        TModel model = file.ReadModel<TModel, T>(at.Model);
        ReadOnlySpan<T> kept = Tensor<T>(file, Kept, place);
        ReadOnlySpan<double> losses = Tensor<double>(file, Losses, place), validation = Tensor<double>(file, Validation, place);
        if (kept.Length != state.Kept.Length || (validation.Length != 0 && validation.Length != losses.Length)
            || !int.TryParse(file.Metadata[KeptEpoch], CultureInfo.InvariantCulture, out int keptEpoch))
        {
            throw place.At(Kept).Refuse("its parts do not belong together.");
        }

        using var optimizer = new MemoryStream(file.Get<OptimizerPart>().Bytes, writable: false);
        try
        {
            at.Optimizer.Load(optimizer);
        }
        catch (InvalidDataException mistake)
        {
            throw place.At(OptimizerPart.Name).Refuse(mistake.Message, mistake);
        }

        kept.CopyTo(state.Kept);
        state.KeptEpoch = keptEpoch;
        for (int epoch = 0; epoch < losses.Length; epoch++)
        {
            state.History.Add(losses[epoch], validation.IsEmpty ? null : validation[epoch]);
        }

        return model;
    }

    private static ReadOnlySpan<TValue> Tensor<TValue>(ModelFile file, string name, FilePlace place)
        where TValue : unmanaged => file.Tensors.TryGetValue(name, out StoredTensor? tensor) && tensor.Type == TensorTypes.Of<TValue>()
            ? tensor.AsSpan<TValue>()
            : throw place.At(name).Refuse($"there is no such tensor of {TensorTypes.Name(TensorTypes.Of<TValue>())}.");
}

/// <summary>An optimizer's state, as the optimizer wrote it.</summary>
internal sealed record OptimizerPart(byte[] Bytes) : IFilePart<OptimizerPart>
{
    internal const string Name = "optimizer";

    static string IFilePart<OptimizerPart>.PartName => Name;

    static OptimizerPart IFilePart<OptimizerPart>.ReadFrom(Stream stream)
    {
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new(bytes);
    }

    void IFilePart<OptimizerPart>.WriteTo(Stream stream) => stream.Write(Bytes);
}
