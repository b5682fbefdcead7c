using System.Text.Json;
using System.Text.Unicode;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>JSON of a fixed form, each departure from it refused with its place.</summary>
internal static class StrictJson
{
    /// <summary>Parses text in which no object has two members of one name.</summary>
    internal static JsonDocument Parse(ReadOnlyMemory<byte> text, FilePlace place, int depth, long offset = 0)
    {
        if (!Utf8.IsValid(text.Span))
        {
            throw place.Refuse("the text is not UTF-8.");
        }

        try
        {
            return JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = depth, AllowDuplicateProperties = false });
        }
        catch (JsonException exception)
        {
            string at = exception.LineNumber == 0 ? $"byte {offset + exception.BytePositionInLine}" : $"line {exception.LineNumber + 1}";
            throw place.At(at).Refuse($"the text is no such JSON: {exception.Message}", exception);
        }
        catch (InvalidOperationException exception)
        {
            // Names are compared decoded, and a name may escape half of a surrogate pair.
            throw place.Refuse($"a name is no text: {exception.Message}", exception);
        }
    }

    internal static IEnumerable<(string Name, JsonElement Value)> Members(JsonElement element, FilePlace place)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw place.Refuse($"an object is needed, and {element.ValueKind} found.");
        }

        foreach (JsonProperty member in element.EnumerateObject())
        {
            yield return (Decoded(() => member.Name, place), member.Value);
        }
    }

    internal static string Text(JsonElement element, FilePlace place) => element.ValueKind == JsonValueKind.String
        ? Decoded(() => element.GetString()!, place)
        : throw place.Refuse($"a text is needed, and {element.ValueKind} found.");

    internal static Dictionary<string, string> Texts(JsonElement element, FilePlace place) =>
        Members(element, place).ToDictionary(member => member.Name, member => Text(member.Value, place.At($"'{member.Name}'")));

    /// <summary>An array of whole numbers from 0 up.</summary>
    internal static long[] Counts(JsonElement element, FilePlace place) => element.ValueKind == JsonValueKind.Array
        ? [.. element.EnumerateArray().Select(item => Count(item, place))]
        : throw place.Refuse($"an array is needed, and {element.ValueKind} found.");

    internal static long Count(JsonElement element, FilePlace place) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out long count) && count >= 0
            ? count
            : throw place.Refuse("a whole number from 0 up is needed.");

    private static string Decoded(Func<string> text, FilePlace place)
    {
        try
        {
            return text();
        }
        catch (InvalidOperationException exception)
        {
            throw place.Refuse($"half of a surrogate pair is no text: {exception.Message}", exception);
        }
    }
}
