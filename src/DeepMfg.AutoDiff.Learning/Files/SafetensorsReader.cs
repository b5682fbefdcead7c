using System.Buffers.Binary;
using System.Text.Json;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>Reads the safetensors format front to back, believing nothing: lengths are compared with what there is before anything is allocated.</summary>
internal static class SafetensorsReader
{
    /// <summary>An entry of the header.</summary>
    private readonly record struct Entry(string Name, TensorType Type, long[] Shape, long Begin, long End);

    internal static TensorFile Read(Stream stream, long length, FilePlace place, bool mustHaveChecksum)
    {
        byte[] header = ReadHeader(stream, length, place);
        using JsonDocument document = StrictJson.Parse(header, place.At("header"), depth: 3, offset: 8);
        var metadata = new Dictionary<string, string>();
        var entries = new List<Entry>();
        foreach ((string name, JsonElement value) in StrictJson.Members(document.RootElement, place.At("header")))
        {
            if (name == "__metadata__")
            {
                metadata = StrictJson.Texts(value, place.At("header, __metadata__"));
            }
            else
            {
                entries.Add(ReadEntry(name, value, place.At($"header, tensor '{name}'")));
            }
        }

        CheckGapless(entries, length - 8 - header.Length, place);
        var tensors = new Dictionary<string, StoredTensor>();
        foreach (Entry entry in entries)
        {
            tensors.Add(entry.Name, ReadTensor(stream, entry, place));
        }

        CheckFingerprint(tensors, metadata, place.At("header, __metadata__"), mustHaveChecksum);
        return new TensorFile(tensors, metadata);
    }

    /// <summary>Holds the contents against their checksum, which is taken out of the metadata.</summary>
    private static void CheckFingerprint(
        Dictionary<string, StoredTensor> tensors, Dictionary<string, string> metadata, FilePlace place, bool mustHaveChecksum)
    {
        if (metadata.Remove(Safetensors.ChecksumKey, out string? checksum))
        {
            if (checksum != Fingerprint.Of(tensors, metadata))
            {
                throw place.Refuse("the contents do not match their checksum; the file was altered.");
            }
        }
        else if (mustHaveChecksum)
        {
            throw place.Refuse(
                $"there is no checksum ('{Safetensors.ChecksumKey}'); the file was altered, or another program wrote it, "
                + $"and then {nameof(Safetensors)}.{nameof(Safetensors.LoadUnchecked)} reads it.");
        }
    }

    private static byte[] ReadHeader(Stream stream, long length, FilePlace place)
    {
        if (length < 10)
        {
            throw place.At("start").Refuse($"{length} bytes are too few for a safetensors file, which has at least 10; it is truncated or of another kind.");
        }

        Span<byte> prefix = stackalloc byte[8];
        stream.ReadExactly(prefix);
        ulong claimed = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (claimed < 2 || claimed > (ulong)Math.Min(length - 8, Safetensors.LongestHeader))
        {
            throw place.At("bytes 0 to 7").Refuse(
                $"they announce a header of {claimed} bytes, and {length - 8} follow; the file is truncated or no safetensors file.");
        }

        var header = new byte[claimed];
        stream.ReadExactly(header);
        return header[0] == (byte)'{' ? header : throw place.At("byte 8").Refuse("the header does not begin with '{'; the file is no safetensors file.");
    }

    private static Entry ReadEntry(string name, JsonElement value, FilePlace place)
    {
        TensorType? type = null;
        long[]? shape = null, offsets = null;
        foreach ((string field, JsonElement content) in StrictJson.Members(value, place))
        {
            switch (field)
            {
                case "dtype":
                    string text = StrictJson.Text(content, place.At("dtype"));
                    type = TensorTypes.Named(text) ?? throw place.At("dtype").Refuse($"'{text}' is no type of numbers that can be read.");
                    break;
                case "shape":
                    shape = StrictJson.Counts(content, place.At("shape"));
                    break;
                case "data_offsets":
                    offsets = StrictJson.Counts(content, place.At("data_offsets"));
                    break;
                default:
                    throw place.Refuse($"'{field}' is no property of a tensor.");
            }
        }

        if (type is not TensorType known || shape is null || offsets is not [long begin, long end])
        {
            throw place.Refuse("a tensor needs dtype, shape and two data_offsets.");
        }

        long count = StoredTensor.Product(shape);
        long size = TensorTypes.Size(known);
        if (count < 0 || end < begin || count > Array.MaxLength / size || count * size != end - begin)
        {
            throw place.Refuse($"a shape of [{string.Join(", ", shape)}] of {TensorTypes.Name(known)} does not fill the bytes {begin} to {end}.");
        }

        return new Entry(name, known, shape, begin, end);
    }

    /// <summary>Puts the entries into the order of their bytes, which have to follow each other from the first to the last.</summary>
    private static void CheckGapless(List<Entry> entries, long length, FilePlace place)
    {
        entries.Sort((a, b) => (a.Begin, a.End).CompareTo((b.Begin, b.End)));
        long next = 0;
        foreach (Entry entry in entries)
        {
            if (entry.Begin != next)
            {
                throw place.At($"header, tensor '{entry.Name}'").Refuse($"its bytes begin at {entry.Begin} and not at {next}, where the ones before end.");
            }

            next = entry.End;
        }

        if (next != length)
        {
            throw place.At("end").Refuse($"the tensors take {next} bytes and {length} follow the header; the file is truncated or has something appended.");
        }
    }

    private static StoredTensor ReadTensor(Stream stream, Entry entry, FilePlace place)
    {
        var bytes = new byte[entry.End - entry.Begin];
        stream.ReadExactly(bytes);
        if (entry.Type == TensorType.Bool && bytes.AsSpan().ContainsAnyExceptInRange((byte)0, (byte)1))
        {
            throw place.At($"tensor '{entry.Name}'").Refuse("a Boolean is neither 0 nor 1.");
        }

        return new StoredTensor(entry.Type, entry.Shape, bytes);
    }
}
