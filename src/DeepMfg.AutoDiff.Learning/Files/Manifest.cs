using System.Reflection;
using System.Text.Json;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>What a model file says about itself: kind, version, metadata and the checksum of each other entry.</summary>
/// <param name="Kind">What model it is.</param>
/// <param name="Metadata">Texts by name.</param>
/// <param name="Checksums">SHA-256 of each entry, by the entry's name, as lower-case hexadecimal digits.</param>
internal sealed record Manifest(string Kind, IReadOnlyDictionary<string, string> Metadata, IReadOnlyDictionary<string, string> Checksums)
{
    /// <summary>The version of the format that is written; all up to it are read.</summary>
    internal const int Version = 1;

    private const string Format = "DeepMfg.AutoDiff model";

    internal byte[] ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteNumber("version", Version);
            json.WriteString("writtenBy", typeof(Manifest).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "");
            json.WriteString("kind", Kind);
            Write(json, "metadata", Metadata);
            Write(json, "sha256", Checksums);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    internal static Manifest Parse(byte[] text, FilePlace place)
    {
        using JsonDocument document = StrictJson.Parse(text, place, depth: 2);
        Dictionary<string, JsonElement> members =
            StrictJson.Members(document.RootElement, place).ToDictionary(member => member.Name, member => member.Value);
        string format = StrictJson.Text(Member(members, "format", place), place.At("format"));
        if (format != Format)
        {
            throw place.At("format").Refuse($"'{format}' is another program's; a model file's is '{Format}'.");
        }

        long version = StrictJson.Count(Member(members, "version", place), place.At("version"));
        if (version is < 1 or > Version)
        {
            string writer = StrictJson.Text(Member(members, "writtenBy", place), place.At("writtenBy"));
            throw place.At("version").Refuse($"it is of version {version}, written by {writer}, and versions 1 to {Version} are read here; update the library.");
        }

        return new Manifest(
            StrictJson.Text(Member(members, "kind", place), place.At("kind")),
            StrictJson.Texts(Member(members, "metadata", place), place.At("metadata")),
            StrictJson.Texts(Member(members, "sha256", place), place.At("sha256")));
    }

    private static JsonElement Member(Dictionary<string, JsonElement> members, string name, FilePlace place) =>
        members.TryGetValue(name, out JsonElement value) ? value : throw place.Refuse($"it has no '{name}'.");

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, string> texts)
    {
        json.WriteStartObject(name);
        foreach ((string key, string value) in texts.OrderBy(item => item.Key, StringComparer.Ordinal))
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }
}
