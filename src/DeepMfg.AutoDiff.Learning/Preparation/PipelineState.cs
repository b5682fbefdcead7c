using System.Text.Json.Serialization;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>All that a pipeline took from its training data: plain data, as it is written to files.</summary>
internal sealed record PipelineState(string Format, int Version, ColumnNeed[] Inputs, FittedStep[] Steps, PipelineTarget? Target, string[] Names)
{
    internal const string FormatName = "DeepMfg.AutoDiff pipeline";
    internal const int NewestVersion = 1;

    private Windowed? _windows;

    [JsonIgnore]
    internal Windowed Windows => _windows ??= Steps.OfType<Windowed>().FirstOrDefault() ?? Windowed.None;

    /// <summary>What is wrong with a state that was read from a file, if anything.</summary>
    internal string? Mistake()
    {
        if (Format != FormatName || Version is < 1 or > NewestVersion)
        {
            return $"its format is \"{Format}\", version {Version}; versions 1 to {NewestVersion} of \"{FormatName}\" can be read";
        }

        for (int i = 0; i < Steps.Length; i++)
        {
            string? mistake = Steps[i] is Windowed && i < Steps.Length - 1 ? "a step follows the windows" : Steps[i].Mistake();
            if (mistake is not null)
            {
                return $"steps[{i}]: {mistake}";
            }
        }

        return Array.Exists(Inputs, need => !Enum.IsDefined(need.Kind)) ? "inputs: a kind of column is unknown"
            : !RowFeatures.Of(this).Names.SequenceEqual(Names, StringComparer.Ordinal) ? "names: they are not those of the features that the steps make"
            : Target?.Mistake();
    }
}

/// <summary>How states are written: by generated code, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    MaxDepth = 16)]
[JsonSerializable(typeof(PipelineState))]
internal sealed partial class PipelineJson : JsonSerializerContext;
