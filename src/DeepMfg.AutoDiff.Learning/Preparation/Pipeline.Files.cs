using System.Text.Json;

namespace DeepMfg.AutoDiff.Learning;

/// <content>Writing and reading.</content>
public sealed partial class Pipeline
{
    /// <summary>Writes what the pipeline took from its training data, as JSON. The same state is written as the same bytes.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <exception cref="InvalidOperationException">It is not fitted.</exception>
    public void Save(Stream stream) => JsonSerializer.Serialize(stream, State, PipelineJson.Default.PipelineState);

    /// <summary>Reads a pipeline that <see cref="Save"/> wrote. It is plain data: nothing of it is run.</summary>
    /// <param name="stream">Where from, to its end; it stays open.</param>
    /// <returns>The pipeline, fitted.</returns>
    /// <exception cref="InvalidDataException">The stream holds no such pipeline; the message names the place.</exception>
    public static Pipeline Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        PipelineState? state;
        try
        {
            state = JsonSerializer.Deserialize(stream, PipelineJson.Default.PipelineState);
        }
        catch (Exception mistake) when (mistake is JsonException or NotSupportedException)
        {
            throw new InvalidDataException($"This is no pipeline: {mistake.Message}", mistake);
        }

        string? wrong = state is null ? "it is null" : state.Mistake();
        return wrong is null ? new Pipeline([], state) : throw new InvalidDataException($"This is no pipeline: {wrong}.");
    }
}
