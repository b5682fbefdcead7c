using System.Buffers.Binary;
using System.Text.Json;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>
/// Files of named tensors that PyTorch, JAX and others read and write: eight bytes with the length of a JSON header, the header (type, shape and
/// place of each tensor), the tensors' bytes without gaps.
/// </summary>
/// <remarks>
/// A file written here holds a checksum of all that it says among its metadata (<c>deepmfg.sha256</c>), which others ignore. <see cref="Load"/> refuses
/// a file that does not match its checksum or has none, since nothing in a spoilt file can say that it once had one; <see cref="LoadUnchecked"/> is for
/// those of other programs. Reading never allocates more than a small multiple of the file's own length, whatever its header claims.
/// </remarks>
public static class Safetensors
{
    /// <summary>The key under which the checksum stands.</summary>
    internal const string ChecksumKey = "deepmfg.sha256";

    /// <summary>The length of header that the format allows.</summary>
    internal const long LongestHeader = 100_000_000;

    /// <summary>Writes a file, whole or not at all (<see cref="AtomicFile"/>).</summary>
    /// <param name="path">The file to write or to replace.</param>
    /// <param name="tensors">The tensors by name.</param>
    /// <param name="metadata">Texts to go with them, such as units or a date.</param>
    /// <exception cref="ArgumentException">A name is one that the format keeps for itself.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(string path, IReadOnlyDictionary<string, StoredTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        metadata ??= new Dictionary<string, string>();
        Check(tensors, metadata);
        AtomicFile.Write(path, stream => Write(stream, tensors, metadata));
    }

    /// <summary>Reads a file that <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Tensors and metadata.</returns>
    /// <exception cref="FileRefusedException">The file is truncated, altered or none that was written here.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static TensorFile Load(string path) => Read(path, mustHaveChecksum: true);

    /// <summary>Reads a file that another program wrote. Where it has no checksum, a number that was altered is not seen.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Tensors and metadata.</returns>
    /// <exception cref="FileRefusedException">The file is truncated or no safetensors file, or does not match the checksum that it has.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static TensorFile LoadUnchecked(string path) => Read(path, mustHaveChecksum: false);

    private static TensorFile Read(string path, bool mustHaveChecksum)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream stream = File.OpenRead(path);
        return SafetensorsReader.Read(stream, stream.Length, new FilePlace(path), mustHaveChecksum);
    }

    /// <summary>Refuses names that would not come back as they are.</summary>
    internal static void Check(IReadOnlyDictionary<string, StoredTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        if (tensors.ContainsKey("__metadata__"))
        {
            throw new ArgumentException("'__metadata__' is the format's own name for texts; give the tensor another one.", nameof(tensors));
        }

        if (metadata.ContainsKey(ChecksumKey))
        {
            throw new ArgumentException($"'{ChecksumKey}' is written by itself; give the text another name.", nameof(metadata));
        }
    }

    internal static void Write(Stream stream, IReadOnlyDictionary<string, StoredTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        // The widest types first: each tensor then starts at a multiple of its own size.
        KeyValuePair<string, StoredTensor>[] ordered =
            [.. tensors.OrderByDescending(item => TensorTypes.Size(item.Value.Type)).ThenBy(item => item.Key, StringComparer.Ordinal)];
        byte[] header = Header(ordered, metadata, Fingerprint.Of(tensors, metadata));
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach ((_, StoredTensor tensor) in ordered)
        {
            stream.Write(tensor.Bytes);
        }
    }

    private static byte[] Header(KeyValuePair<string, StoredTensor>[] tensors, IReadOnlyDictionary<string, string> metadata, string checksum)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            foreach ((string key, string value) in metadata.Append(new(ChecksumKey, checksum)).OrderBy(item => item.Key, StringComparer.Ordinal))
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
            long begin = 0;
            foreach ((string name, StoredTensor tensor) in tensors)
            {
                Write(json, name, tensor, begin);
                begin += tensor.Bytes.Length;
            }

            json.WriteEndObject();
        }

        // Blanks up to a multiple of eight, so that the numbers are aligned in a mapped file.
        while (buffer.Length % 8 != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        return buffer.ToArray();
    }

    private static void Write(Utf8JsonWriter json, string name, StoredTensor tensor, long begin)
    {
        json.WriteStartObject(name);
        json.WriteString("dtype", TensorTypes.Name(tensor.Type));
        json.WriteStartArray("shape");
        foreach (long length in tensor.Shape)
        {
            json.WriteNumberValue(length);
        }

        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(begin);
        json.WriteNumberValue(begin + tensor.Bytes.Length);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
