namespace DeepMfg.AutoDiff.Optimization.Tests;

/// <summary>Where the data sets lie: the environment variable DMAD_DATA.</summary>
internal static class DataFolder
{
    internal static string? Path { get; } =
        Environment.GetEnvironmentVariable("DMAD_DATA") is { Length: > 0 } folder && Directory.Exists(folder) ? folder : null;
}

/// <summary>A theory over data sets, skipped where they are not at hand.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DataTheoryAttribute : TheoryAttribute
{
    public DataTheoryAttribute() => Skip = DataFolder.Path is null ? "DMAD_DATA does not name the folder with the data sets." : null;
}
