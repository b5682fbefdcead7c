namespace DeepMfg.AutoDiff.Learning;

/// <summary>A model as one file: a kind, metadata, tensors by name and further parts such as the pipeline.</summary>
/// <remarks>
/// <para>
/// The file is a zip archive that any program opens: <c>manifest.json</c> (kind, versions, metadata, checksums), <c>tensors.safetensors</c>
/// (<see cref="Safetensors"/>) and <c>parts/…</c>. It holds data only: nothing in it names a type to create or code to run. Equal contents give equal bytes.
/// </para>
/// <para>
/// Reading refuses, by <see cref="FileRefusedException"/>, what is truncated, altered (SHA-256 of each entry), of another kind or of a newer version, and
/// never allocates more than a small multiple of the file's own length. The checksums find accidents and careless edits; they are no signature.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// var file = new ModelFile("wear 1");
/// file.Tensors["weights"] = StoredTensor.Of&lt;float&gt;(weights, 8, 2);
/// file.Metadata["threshold"] = "0.35";
/// file.Add(pipeline);
/// file.Save("wear.model");
///
/// ModelFile kept = ModelFile.Load("wear.model", kind: "wear 1");
/// float[] weights = kept.Tensors["weights"].ToSingles();
/// </code>
/// </example>
public sealed class ModelFile
{
    private readonly Dictionary<string, byte[]> _parts;
    private readonly FilePlace _place = new("a model file that is not saved yet");

    /// <summary>A file to fill and save.</summary>
    /// <param name="kind">What model it is: what a reader has to ask for to get it.</param>
    public ModelFile(string kind)
        : this(kind, [], [], [])
    {
    }

    internal ModelFile(string kind, Dictionary<string, string> metadata, Dictionary<string, StoredTensor> tensors, Dictionary<string, byte[]> parts)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        (Kind, Metadata, Tensors, _parts) = (kind, metadata, tensors, parts);
    }

    private ModelFile(Manifest manifest, Dictionary<string, StoredTensor> tensors, Dictionary<string, byte[]> parts, FilePlace place)
        : this(manifest.Kind, new Dictionary<string, string>(manifest.Metadata), tensors, parts) => _place = place;

    /// <summary>What model it is.</summary>
    public string Kind { get; }

    /// <summary>Texts by name, such as the threshold that was chosen or who trained it.</summary>
    public IDictionary<string, string> Metadata { get; }

    /// <summary>The tensors by name.</summary>
    public IDictionary<string, StoredTensor> Tensors { get; }

    /// <summary>The names of the further parts.</summary>
    public IReadOnlyCollection<string> Parts => _parts.Keys;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">The kind that it has to be of; none: any.</param>
    /// <returns>What it holds.</returns>
    /// <exception cref="FileRefusedException">The file is truncated, altered, no model file, of a newer version, or of another kind.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static ModelFile Load(string path, string? kind = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var place = new FilePlace(path);
        (Manifest manifest, Dictionary<string, StoredTensor> tensors, Dictionary<string, byte[]> parts) = ModelArchive.Read(path, place);
        return kind is null || manifest.Kind == kind
            ? new ModelFile(manifest, tensors, parts, place)
            : throw place.At($"entry '{ModelArchive.ManifestName}', kind").Refuse($"the model is of kind '{manifest.Kind}', and '{kind}' was asked for.");
    }

    /// <summary>Adds a part, or puts it in the place of the one of its name.</summary>
    /// <typeparam name="TPart">The part's type.</typeparam>
    /// <param name="part">The part; it is written at once, and may change afterwards.</param>
    /// <exception cref="ArgumentException">The part's name is none that a file holds.</exception>
    public void Add<TPart>(TPart part)
        where TPart : IFilePart<TPart>
    {
        ArgumentNullException.ThrowIfNull(part);
        ModelArchive.CheckPartName(TPart.PartName);
        using var stream = new MemoryStream();
        part.WriteTo(stream);
        _parts[TPart.PartName] = stream.ToArray();
    }

    /// <summary>Whether there is a part of this type.</summary>
    /// <typeparam name="TPart">The part's type.</typeparam>
    /// <returns>Whether <see cref="Get"/> finds it.</returns>
    public bool Has<TPart>()
        where TPart : IFilePart<TPart> => _parts.ContainsKey(TPart.PartName);

    /// <summary>Reads the part of this type.</summary>
    /// <typeparam name="TPart">The part's type.</typeparam>
    /// <returns>The part.</returns>
    /// <exception cref="FileRefusedException">There is none, or its own reader refuses it.</exception>
    public TPart Get<TPart>()
        where TPart : IFilePart<TPart>
    {
        if (!_parts.TryGetValue(TPart.PartName, out byte[]? bytes))
        {
            throw _place.At("parts").Refuse($"there is no '{TPart.PartName}'; the file has {(_parts.Count == 0 ? "none" : string.Join(", ", _parts.Keys))}.");
        }

        using var stream = new MemoryStream(bytes, writable: false);
        try
        {
            return TPart.ReadFrom(stream);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or FormatException or System.Text.Json.JsonException)
        {
            throw _place.At($"entry '{ModelArchive.PartsFolder}{TPart.PartName}'").Refuse(exception.Message, exception);
        }
    }

    /// <summary>Writes the file, whole or not at all (<see cref="AtomicFile"/>).</summary>
    /// <param name="path">The file to write or to replace.</param>
    /// <exception cref="ArgumentException">A tensor has a name that the format keeps for itself.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        var tensors = new Dictionary<string, StoredTensor>(Tensors);
        Safetensors.Check(tensors, new Dictionary<string, string>());
        AtomicFile.Write(path, stream => ModelArchive.Write(stream, Kind, new Dictionary<string, string>(Metadata), tensors, _parts));
    }
}
