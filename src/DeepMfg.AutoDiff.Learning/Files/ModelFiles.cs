using System.Numerics;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>Differentiable models in model files: each leaf is a tensor <c>model.</c> and its name, which other programs read too.</summary>
public static class ModelFiles
{
    internal const string Prefix = "model.";

    /// <summary>Puts a model's leaves into a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="model">The model; its numbers are copied.</param>
    /// <typeparam name="TModel">The model's type.</typeparam>
    /// <typeparam name="T">The type of its numbers.</typeparam>
    public static void AddModel<TModel, T>(this ModelFile file, IDifferentiable<TModel, T> model)
        where TModel : IDifferentiable<TModel, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(model);
        var own = (TModel)model;
        var storer = new LeafStorer<T>(file.Tensors);
        TModel.Visit(ref own, ref storer);
    }

    /// <summary>A model with a file's numbers.</summary>
    /// <param name="file">The file.</param>
    /// <param name="like">A model of the same shape, whose constants are taken over; it stays as it is.</param>
    /// <typeparam name="TModel">The model's type.</typeparam>
    /// <typeparam name="T">The type of its numbers.</typeparam>
    /// <returns>The model.</returns>
    /// <exception cref="InvalidDataException">The file has other leaves; the message names the first that differs.</exception>
    public static TModel ReadModel<TModel, T>(this ModelFile file, IDifferentiable<TModel, T> like)
        where TModel : IDifferentiable<TModel, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(like);
        var shape = (TModel)like;
        var numbers = new T[TModel.ParameterCount(shape)];
        TModel.CopyTo(shape, numbers);
        TModel model = TModel.From(shape, numbers);
        var reader = new LeafReader<T>(file.Tensors);
        TModel.Visit(ref model, ref reader);
        int stored = file.Tensors.Keys.Count(name => name.StartsWith(Prefix, StringComparison.Ordinal));
        return stored == reader.Count
            ? model
            : throw new InvalidDataException($"The file's model has {stored} leaves, a {typeof(TModel).Name} has {reader.Count}.");
    }
}

/// <summary>Stores each leaf as a tensor of its shape.</summary>
internal readonly struct LeafStorer<T>(IDictionary<string, StoredTensor> tensors) : ILeafVisitor<T>
    where T : unmanaged
{
    public void Visit(string name, scoped Span<T> leaf, scoped ReadOnlySpan<nint> shape) =>
        tensors[ModelFiles.Prefix + name] = shape.IsEmpty ? StoredTensor.Scalar(leaf[0]) : StoredTensor.Of<T>(leaf, LeafShape.Of(shape));
}

/// <summary>Overwrites each leaf with the tensor of its name.</summary>
internal struct LeafReader<T>(IDictionary<string, StoredTensor> tensors) : ILeafVisitor<T>
    where T : unmanaged
{
    internal int Count { get; private set; }

    public void Visit(string name, scoped Span<T> leaf, scoped ReadOnlySpan<nint> shape)
    {
        if (!tensors.TryGetValue(ModelFiles.Prefix + name, out StoredTensor? tensor))
        {
            throw new InvalidDataException($"The file has no '{name}' of the model.");
        }

        long[] lengths = LeafShape.Of(shape);
        if (tensor.Type != TensorTypes.Of<T>() || !tensor.Shape.SequenceEqual(lengths))
        {
            throw new InvalidDataException(
                $"In the file '{name}' is {Text(tensor.Type, tensor.Shape)}; the model's is {Text(TensorTypes.Of<T>(), lengths)}.");
        }

        tensor.AsSpan<T>().CopyTo(leaf);
        Count++;
    }

    private static string Text(TensorType type, IEnumerable<long> shape) => $"{TensorTypes.Name(type)} of [{string.Join(", ", shape)}]";
}

/// <summary>Shapes as files have them.</summary>
internal static class LeafShape
{
    internal static long[] Of(scoped ReadOnlySpan<nint> shape)
    {
        var lengths = new long[shape.Length];
        for (int i = 0; i < lengths.Length; i++)
        {
            lengths[i] = shape[i];
        }

        return lengths;
    }
}
