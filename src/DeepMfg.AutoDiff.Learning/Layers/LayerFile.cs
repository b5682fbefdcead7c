using System.Globalization;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>
/// A layer in a model file: its numbers by the names of their leaves, which are those of the members in camel case, and what is constant in it. A layer of
/// one's own that is to be loaded without a pattern says with this what it consists of, in <see cref="ILayer{TSelf}.Keep"/> and
/// <see cref="ILayer{TSelf}.Restore"/>.
/// </summary>
/// <example>
/// A record of two layers and a number, all of which are leaves that a file has anyway:
/// <code>
/// public static Net Restore(LayerFile file) =>
///     new(file.Layer&lt;Dense&gt;("encode"), file.Layer&lt;Dense&gt;("decode"), file.Number("mix"));
///
/// public static void Keep(in Net net, LayerFile file)
/// {
///     file.KeepLayer("encode", net.Encode);
///     file.KeepLayer("decode", net.Decode);
/// }
/// </code>
/// </example>
public sealed class LayerFile
{
    private readonly ModelFile _file;
    private readonly FilePlace _place;
    private readonly string _name;

    internal LayerFile(ModelFile file, FilePlace place, string name = "") => (_file, _place, _name) = (file, place, name);

    /// <summary>The numbers of an array.</summary>
    /// <param name="name">The leaf, as <c>weights</c>.</param>
    /// <returns>The numbers.</returns>
    /// <exception cref="FileRefusedException">The file has no such array of <see cref="float"/>.</exception>
    public float[] Numbers(string name) => Tensor(name, dimensions: 1, "an array").AsSpan<float>().ToArray();

    /// <summary>A number that is learnt.</summary>
    /// <param name="name">The leaf, as <c>weights</c>.</param>
    /// <returns>The number.</returns>
    /// <exception cref="FileRefusedException">The file has no such <see cref="float"/>.</exception>
    public float Number(string name) => Tensor(name, dimensions: 0, "a number").AsSpan<float>()[0];

    /// <summary>What is constant in the layer.</summary>
    /// <param name="name">What it was kept as.</param>
    /// <typeparam name="T">A number.</typeparam>
    /// <returns>The value.</returns>
    /// <exception cref="FileRefusedException">The file has no such value.</exception>
    public T Constant<T>(string name)
        where T : IParsable<T>
    {
        string text = Text(name);
        return T.TryParse(text, CultureInfo.InvariantCulture, out T? value) ? value : throw Refused(name, $"'{text}' is no {typeof(T).Name}.");
    }

    /// <summary>What is chosen in the layer.</summary>
    /// <param name="name">What it was kept as.</param>
    /// <typeparam name="T">An enumeration.</typeparam>
    /// <returns>The value.</returns>
    /// <exception cref="FileRefusedException">The file has no such value, or one that the enumeration has not.</exception>
    public T Choice<T>(string name)
        where T : struct, Enum
    {
        string text = Text(name);
        return Enum.TryParse(text, out T value) && Enum.GetName(value) == text
            ? value
            : throw Refused(name, $"'{text}' is no {typeof(T).Name}; these are {string.Join(", ", Enum.GetNames<T>())}.");
    }

    /// <summary>A layer that is a part of this one.</summary>
    /// <param name="name">The part, as <c>first</c>.</param>
    /// <typeparam name="TLayer">Its type.</typeparam>
    /// <returns>The layer.</returns>
    /// <exception cref="FileRefusedException">The file has no such layer there.</exception>
    public TLayer Layer<TLayer>(string name)
        where TLayer : struct, ILayer<TLayer> => TLayer.Restore(At(name));

    /// <summary>Keeps a number that is constant.</summary>
    /// <param name="name">What it is read as.</param>
    /// <param name="value">The number.</param>
    /// <typeparam name="T">The type of the number.</typeparam>
    public void Keep<T>(string name, T value)
        where T : IFormattable => _file.Metadata[Key(name)] = value.ToString(null, CultureInfo.InvariantCulture);

    /// <summary>Keeps what is constant in a layer that is a part of this one.</summary>
    /// <param name="name">The part, as <c>first</c>.</param>
    /// <param name="layer">The layer.</param>
    /// <typeparam name="TLayer">Its type.</typeparam>
    public void KeepLayer<TLayer>(string name, in TLayer layer)
        where TLayer : struct, ILayer<TLayer> => TLayer.Keep(layer, At(name));

    /// <summary>The exception to throw where something of the layer is not as it should be.</summary>
    /// <param name="name">What it is of the layer.</param>
    /// <param name="message">What is wrong.</param>
    /// <returns>The exception, which names file and place.</returns>
    public FileRefusedException Refused(string name, string message)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _place.At($"model, '{NameOf(name)}'").Refuse(message);
    }

    private StoredTensor Tensor(string name, int dimensions, string what) =>
        !_file.Tensors.TryGetValue(Key(name), out StoredTensor? tensor) ? throw Refused(name, "it is not in the file.")
            : tensor.Type == TensorType.F32 && tensor.Shape.Count == dimensions ? tensor
            : throw Refused(name, $"it is {TensorTypes.Name(tensor.Type)} of [{string.Join(", ", tensor.Shape)}], and {what} of F32 is needed.");

    private string Text(string name) => _file.Metadata.TryGetValue(Key(name), out string? text) ? text : throw Refused(name, "it is not in the file.");

    private LayerFile At(string name) => new(_file, _place, NameOf(name));

    private string Key(string name) => ModelFiles.Prefix + NameOf(name);

    private string NameOf(string name) => _name.Length == 0 ? name : name.Length == 0 ? _name : $"{_name}.{name}";
}
