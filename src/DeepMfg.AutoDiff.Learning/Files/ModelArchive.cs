using System.IO.Compression;
using System.Security.Cryptography;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>The zip archive under a <see cref="ModelFile"/>. Entries are stored and not compressed: weights hardly shrink, and nothing can swell.</summary>
internal static class ModelArchive
{
    internal const string ManifestName = "manifest.json";
    internal const string TensorsName = "tensors.safetensors";
    internal const string PartsFolder = "parts/";

    /// <summary>What stands before the manifest's own checksum in the archive's comment.</summary>
    private const string CommentStart = "DeepMfg.AutoDiff model, sha256 of manifest.json: ";

    /// <summary>The earliest time that a zip archive can tell, so that equal contents give equal bytes.</summary>
    private static readonly DateTimeOffset s_time = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal static void CheckPartName(string name)
    {
        if (name.Length is 0 or > 64 || name.Any(letter => letter is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '-')))
        {
            throw new ArgumentException($"'{name}' is no name of a part; these have up to 64 lower-case letters, digits and hyphens.", nameof(name));
        }
    }

    internal static void Write(
        Stream stream, string kind, Dictionary<string, string> metadata, Dictionary<string, StoredTensor> tensors, Dictionary<string, byte[]> parts)
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        var checksums = new Dictionary<string, string>
        {
            [TensorsName] = Write(archive, TensorsName, entry => Safetensors.Write(entry, tensors, new Dictionary<string, string>())),
        };
        foreach ((string name, byte[] bytes) in parts.OrderBy(part => part.Key, StringComparer.Ordinal))
        {
            checksums[PartsFolder + name] = Write(archive, PartsFolder + name, entry => entry.Write(bytes));
        }

        byte[] manifest = new Manifest(kind, metadata, checksums).ToJson();
        archive.Comment = CommentStart + Write(archive, ManifestName, entry => entry.Write(manifest));
    }

    internal static (Manifest Manifest, Dictionary<string, StoredTensor> Tensors, Dictionary<string, byte[]> Parts) Read(string path, FilePlace place)
    {
        using FileStream stream = File.OpenRead(path);
        try
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            Dictionary<string, ZipArchiveEntry> entries = Entries(archive, stream.Length, place);
            Manifest manifest = ReadManifest(archive, entries, place);
            CheckNames(manifest, entries, place);
            Dictionary<string, byte[]> parts = manifest.Checksums.Keys.Where(name => name.StartsWith(PartsFolder, StringComparison.Ordinal)).ToDictionary(
                name => name[PartsFolder.Length..],
                name => Checked(entries[name], manifest.Checksums[name], place, (entry, at) => ReadAll(entry, entries[name].Length, at)));
            ZipArchiveEntry tensors = entries[TensorsName];
            TensorFile file = Checked(
                tensors, manifest.Checksums[TensorsName], place, (entry, at) => SafetensorsReader.Read(entry, tensors.Length, at, mustHaveChecksum: true));
            return (manifest, new Dictionary<string, StoredTensor>(file.Tensors), parts);
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or ArgumentException or NotSupportedException)
        {
            throw place.At("zip archive").Refuse($"it is truncated, altered or no model file: {exception.Message}", exception);
        }
    }

    /// <summary>Writes an entry and tells its checksum.</summary>
    private static string Write(ZipArchive archive, string name, Action<Stream> write)
    {
        ZipArchiveEntry entry = archive.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = s_time;
        using var hash = SHA256.Create();
        using (var hashing = new CryptoStream(entry.Open(), hash, CryptoStreamMode.Write))
        {
            write(hashing);
        }

        return Convert.ToHexStringLower(hash.Hash!);
    }

    /// <summary>The entries by name. What they claim to hold has to fit into the file, so that reading them allocates no more than it.</summary>
    private static Dictionary<string, ZipArchiveEntry> Entries(ZipArchive archive, long fileLength, FilePlace place)
    {
        var entries = new Dictionary<string, ZipArchiveEntry>();
        long left = fileLength;
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            FilePlace at = place.At($"entry '{entry.FullName}'");
            if (entry.Length < 0 || entry.Length > left || entry.CompressedLength != entry.Length)
            {
                throw at.Refuse($"it claims {entry.Length} bytes; entries of a model file are stored uncompressed and fit into its {fileLength} bytes.");
            }

            left -= entry.Length;
            if (!entries.TryAdd(entry.FullName, entry))
            {
                throw at.Refuse("there are two of that name.");
            }
        }

        return entries;
    }

    private static Manifest ReadManifest(ZipArchive archive, Dictionary<string, ZipArchiveEntry> entries, FilePlace place)
    {
        if (!entries.TryGetValue(ManifestName, out ZipArchiveEntry? entry))
        {
            throw place.At("zip archive").Refuse($"it has no '{ManifestName}'; it is no model file.");
        }

        if (!archive.Comment.StartsWith(CommentStart, StringComparison.Ordinal))
        {
            throw place.At("zip archive's comment").Refuse($"it does not begin with '{CommentStart}'; the file is altered or no model file.");
        }

        byte[] text = Checked(entry, archive.Comment[CommentStart.Length..], place, (stream, at) => ReadAll(stream, entry.Length, at));
        return Manifest.Parse(text, place.At($"entry '{ManifestName}'"));
    }

    /// <summary>The manifest has to name every other entry, and every name has to be one that is written here.</summary>
    private static void CheckNames(Manifest manifest, Dictionary<string, ZipArchiveEntry> entries, FilePlace place)
    {
        FilePlace at = place.At($"entry '{ManifestName}', sha256");
        foreach (string name in manifest.Checksums.Keys.Append(TensorsName))
        {
            if (!entries.ContainsKey(name) || !manifest.Checksums.ContainsKey(name))
            {
                throw at.Refuse($"'{name}' stands in the manifest or in the archive and not in both.");
            }

            if (name != TensorsName && !name.StartsWith(PartsFolder, StringComparison.Ordinal))
            {
                throw at.Refuse($"'{name}' is no entry of a model file.");
            }
        }

        if (entries.Count != manifest.Checksums.Count + 1)
        {
            throw at.Refuse($"it names {manifest.Checksums.Count} entries beside itself, and the archive has {entries.Count - 1}.");
        }
    }

    /// <summary>Reads an entry to its end, and refuses it where it does not match its checksum.</summary>
    private static T Checked<T>(ZipArchiveEntry entry, string checksum, FilePlace place, Func<Stream, FilePlace, T> read)
    {
        FilePlace at = place.At($"entry '{entry.FullName}'");
        using var hash = SHA256.Create();
        using var hashing = new CryptoStream(entry.Open(), hash, CryptoStreamMode.Read);
        T result = read(hashing, at);
        if (hashing.ReadByte() >= 0)
        {
            throw at.Refuse($"it goes on after the {entry.Length} bytes that it claims.");
        }

        return Convert.ToHexStringLower(hash.Hash!) == checksum
            ? result
            : throw at.Refuse("it does not match its checksum; the file was altered.");
    }

    private static byte[] ReadAll(Stream stream, long length, FilePlace place)
    {
        if (length > Array.MaxLength)
        {
            throw place.Refuse($"its {length} bytes are more than an array holds.");
        }

        var bytes = new byte[length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
